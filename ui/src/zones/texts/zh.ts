// SPDX-License-Identifier: Apache-2.0
// The words of the page that draws zones in Chinese, in simplified characters.
import { grammarOf } from "../../texts/grammar";
import type { ZoneWords } from "./en";

const grammar = grammarOf("zh-Hans");

const KINDS: Record<string, readonly [string, string]> = {
  watch: ["为地点命名", "其中的火焰和烟雾以它的名称报告。其他地方不会略去任何内容。"],
  ignore: ["不报告任何情况", "那里的火焰、烟雾和堵塞都不报告。地图仍显示有何变化。"],
  "keep-clear": ["须保持畅通", "长时间停在那里的东西会被报告。"],
  staff: ["水尺", "水尺四周的四个角点，上端两个，下端两个。它的刻度写在文件中。"],
  dry: ["干燥的地面", "水到达那里时会报告。它的标记写在文件中。"],
  private: ["隐藏", "在任何分析之前就隐藏：它触及的每个单元格。"],
};

export const zh: ZoneWords = {
  zones: "区域",
  zonesOf: (camera) => `${camera} 的区域`,
  lead: "请在空场地的静态画面上画出区域。绘制时会进行检查，并在下方写成配置文件的文本。此处不会更改任何内容：服务在启动时从该文件读取区域。",
  kindWord: (kind) => (KINDS[kind] === undefined ? kind : `${kind}：${KINDS[kind][0]}`),
  kindMeans: (kind) => KINDS[kind]?.[1] ?? "",
  noPlate: "这台摄像机还没有获批准的静态画面：没有可供绘制的底图。",
  noPlateLink: "静态画面",
  plate: "静态画面",
  noSuchCamera: "没有这台摄像机。",
  loading: "正在加载",
  readFailed: (detail) => `无法读取：${detail} 正在重试。`,

  inUse: "使用中的区域",
  noneInUse: "还没有。",
  version: (version, drawn) => `版本 ${version}，${drawn === null ? "无日期" : `绘制于 ${drawn}`}`,
  anew: "重新绘制",
  anewOf: (name) => `重新绘制：${name}`,

  drawing: "您绘制的区域",
  draft: (number, name) => `${number}. ${name === "" ? "尚无名称" : name}`,
  another: "再画一个区域",
  drop: "不要这个",
  name: "名称，事件中会用到",
  kind: "用途",
  date: "绘制日期",
  after: "多少分钟后算作堵塞",
  corners: (count) => grammar.count(count, { other: "# 个角点" }),
  lastAway: "去掉最后一个角点",
  noneLeft: "重新设置角点",

  picture: "供绘制的静态画面",
  help: "点击或轻触可设置角点，拖动角点可移动它。使用键盘时：方向键移动十字，同时按 Shift 则小步移动；空格键设置角点，退格键去掉最后一个。",
  cross: (x, y) => `十字位于 ${x}, ${y}`,

  flaws: "尚不正确",
  checkFailed: (detail) => `无法检查：${detail}`,
  toml: "用于配置文件",
  tomlHow: (camera) => `请将它复制到 id = "${camera}" 的 [[camera]] 之下，然后重新启动服务。`,
  replaced: (names) => `请从文件中删除旧的部分：${names}。`,
  copy: "复制文本",
  copied: "已复制。",
  notCopied: "浏览器不允许：请选中文本并复制。",
  warning: (words) => `注意：${words}。`,
};
