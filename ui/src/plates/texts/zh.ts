// SPDX-License-Identifier: Apache-2.0
// The words of the stewards' pages of plates in Chinese, in simplified characters.
import { grammarOf } from "../../texts/grammar";
import type { CellClass } from "../reasons";
import type { PlateWords } from "./en";

const grammar = grammarOf("zh-Hans");

const LIGHTS: Record<string, string> = { day: "白天", dusk: "黄昏", lamps: "灯光下", infrared: "红外" };

const TITLES: Record<string, (id: number) => string> = {
  candidate: (id) => `候选画面 ${id}`,
  commissioned: (id) => `静态画面 ${id}，正在显示`,
  retired: (id) => `静态画面 ${id}，已停用`,
};

const CLASS_WORDS: Record<CellClass, readonly [string, string]> = {
  admitted: ["可见", "将如此处所示显示"],
  held: ["暂扣", "可能含有文字；还没有人看过。放行后才能看到，如果是姓名或车牌，请再删去"],
  motion: ["有东西在动", "此处有东西在动，或有一段时间有东西停在此处"],
  "no-majority": ["没有固定样子", "样子变化太多：没有哪一种占了大部分时间"],
  "not-recurring": ["不稳定", "没有在足够多的不同时段中看到"],
  "too-few": ["样本太少", "到目前为止观察得太少"],
  veto: ["可能是人", "检测器发现可能有人；任何人都不能放行"],
  masked: ["被遮蔽", "此处有固定的隐私遮罩"],
  struck: ["已删去", "管理员已将其删去"],
  text: ["可能是文字", "曾被当作文字暂扣，其像素已不存在"],
};

const ACTS: Record<string, string> = { cleared: "放行", struck: "删去", approved: "批准", retired: "停用" };

const cells = (count: number) => grammar.count(count, { other: "# 个单元格" });
const percent = (count: number) => grammar.percent(count / 3600);
const or = (table: Record<string, string>) => (word: string) => table[word] ?? word;

export const zh: PlateWords = {
  plates: "静态画面",
  light: or(LIGHTS),
  act: or(ACTS),
  cells,
  title: (state, id) => TITLES[state]?.(id) ?? `静态画面 ${id}，${state}`,
  ofPlace: (camera, light) => `${camera}，${LIGHTS[light] ?? light}`,

  lead: "静态画面是一张空场地的静止图像。居民看不到该地点的其他图像，而且只有在管理员批准之后才能看到它。",
  none: "还没有静态画面，也没有候选画面。摄像机的第一张候选画面在 preset = \"private\" 时半小时后出现，在 preset = \"public\" 时几天后出现。",
  waiting: (count) => (count === 0 ? "没有候选画面等待决定。" : grammar.count(count, { other: "有 # 张候选画面等待决定。" })),
  noneOfCamera: "尚无静态画面：整个视野均为未知。",
  retiredOnes: (count) => grammar.count(count, { other: "# 张已停用的静态画面" }),
  visible: (count) => `${percent(count)} 可见`,
  heldBack: (count) => `暂扣 ${cells(count)}`,
  proposed: (when) => `提出时间：${when}`,
  shownSince: (when) => `批准时间：${when}`,
  samples: (count) => grammar.count(count, { other: "# 个样本" }),
  size: (width, height) => `${width} \u00d7 ${height} 像素`,

  needs: (needed) => grammar.count(needed, { other: "须有 # 人批准。" }),
  approvedBy: (names, missing) => `${names} 已批准，${grammar.count(missing, { other: "还须 # 人批准。" })}`,
  youHave: "您已批准。还须另一人批准：请对方打开此页面并输入自己的姓名。",
  isShown: "居民现在看到的就是这张静态画面。",
  isRetired: "它已不再使用。历史中仍会显示当时所见。",
  isDropped: "它从未向居民显示过，以后也不会显示。",
  compareWith: (id) => `它将取代静态画面 ${id}。`,

  views: "显示",
  view: { reasons: "附原因", seen: "居民将看到的样子", shown: "正在显示的静态画面", differing: "有何不同" },
  plain: { reasons: "附原因", seen: "居民看到的样子" },
  differences: {
    newly: ["新增可见", "现在看不到；将可看到"],
    gone: ["不再可见", "现在可看到；将变为未知"],
    differing: ["样子不同", "现在可看到；样子将不同"],
    same: ["相同", "现在可看到；样子将不变"],
  },
  noPicture: "它的图像已无法取得。",
  pictureFailed: (detail) => `无法读取图像：${detail}`,
  pictureLoading: "正在加载图像",
  classWord: (name) => CLASS_WORDS[name][0],
  classMeans: (name) => CLASS_WORDS[name][1],
  legend: "单元格",
  select: "选择",
  selectThese: (word) => `选择所有单元格：${word}`,

  picture: "图像的单元格",
  pictureHelp: "方向键在单元格之间移动。空格键选中或取消一个单元格。Shift 加方向键画出矩形，再按空格键选中。Esc 放弃。C 键在此画面与正在显示的画面之间切换。",
  pointerHelp: "点击或轻触一个单元格，或拖出一个矩形。",
  zoom: "大小",
  larger: "放大",
  smaller: "缩小",
  moves: "拖动时移动图像",
  byWords: "按编号选择单元格，例如 5-19,30-39",
  byWordsWrong: "请写行号、逗号和列号，例如 5-19,30-39。行号为 0 至 44，列号为 0 至 79。",
  take: "选中它们",
  at: (row, column) => `第 ${row} 行，第 ${column} 列`,
  isSelected: "已选中",
  hasSelected: (all, visible, held) => `已选中 ${cells(all)}：可见 ${visible} 个，暂扣 ${held} 个。`,
  noneSelected: "没有选中单元格。",
  selectNone: "取消选择",

  strike: (count) => `删去 ${cells(count)}`,
  clear: (count) => `放行 ${cells(count)}`,
  approve: "批准",
  retire: "停用",
  you: (name) => `您是 ${name}。更改`,
  cancel: "取消",

  strikeTitle: (count, id) => `删去 ${cells(count)}（候选画面 ${id}）？`,
  strikeMeans: "它们的像素将永久删除，居民看到的将是未知。此前的批准不再有效。",
  clearTitle: (count, id) => `放行 ${cells(count)}（候选画面 ${id}）？`,
  clearMeans: "它们将进入候选画面，您会看到它们。如果是姓名或车牌，请再删去。此前的批准不再有效。",
  approveTitle: (id, place) => `批准候选画面 ${id}（${place}）？`,
  approveMeans: (count) => `此后居民将看到这张图像：${cells(count)}，占视野的 ${percent(count)}。`,
  approveMissing: "在您之后还须一人批准。在那之前居民看不到它。",
  approveInstead: (id, newly, gone, otherwise) => `它将取代静态画面 ${id}：新增可见 ${cells(newly)}，不再可见 ${gone} 个，样子不同 ${otherwise} 个。`,
  approveHeld: (count) => grammar.count(count, { other: "可能含有文字的 # 个单元格仍为未知，其像素将被删除。" }),
  approveNot: "如果视野主要是某人的门、窗或花园，请不要批准。请将摄像机转开，或遮蔽那一部分视野。",
  approveLooked: "我已查看每个可见的单元格。其中没有人，没有姓名，没有车牌，也不主要是某人的门、窗或花园。",
  approveGo: "确认批准",
  retireTitle: (id) => `停用静态画面 ${id}？`,
  retireMeansShown: "此后在这种光线下整个视野均为未知，直到另一张静态画面获得批准，其中的变化也不会通知任何人。此操作无法撤销。",
  retireMeansCandidate: "这张候选画面将永不显示，管理员也不能再批准它。此操作无法撤销。",
  retireGo: "确认停用",
  dropTitle: (id) => `停用候选画面 ${id}？`,

  struck: (count) => `已删去 ${cells(count)}。`,
  cleared: (count) => `${cells(count)}现已进入候选画面。批准之前请再看一遍。`,
  approved: "已批准：居民从现在起看到这张静态画面。",
  approvedMissing: "您已批准。还须一人批准。",
  retired: "已停用。",
  refused: (detail) => `${detail} 没有执行任何操作。此处现在显示的是实际情况。`,
  changedMeanwhile: "其间有人更改了它。请再看一遍。",

  record: "经过",
  noRecord: "还没有人对它作出决定。",
  acted: (act, by, count) => `${ACTS[act] ?? act}，操作者：${by === "" ? "未署名" : by}${count > 0 ? `，${cells(count)}` : ""}`,
  noSuch: "没有这张静态画面。",
  noSuchWhy: "出现两张更新的候选画面，或更新的候选画面获得批准时，旧的候选画面会被删除。",
  readFailed: (detail) => `无法读取：${detail} 正在重试。`,
  all: "所有静态画面",
};
