// SPDX-License-Identifier: Apache-2.0
// The wall, the history, and what stands above every page, in Chinese.
import { en, type WallWords } from "../en";
import { grammarOf, type Units } from "../grammar";
import { CONNECTIONS, HAZARDS, STATE_MEANINGS, STATES } from "./words";

const LOCALE = "zh-Hans";
const grammar = grammarOf(LOCALE);

const UNITS: Units = { seconds: "# 秒", minutes: "# 分钟", hours: "# 小时", days: { other: "# 天" } };

export const wall: WallWords = {
  product: en.product,
  locale: LOCALE,
  chooseLanguage: "页面语言",

  comma: "，",
  colon: "：",
  space: "",
  stop: "。",
  aside: (words) => `（${words}）`,
  join: (words) => words.join("，"),
  list: (words) => grammar.list(words),

  hazard: (hazard) => HAZARDS[hazard],
  state: (state) => STATES[state],
  stateMeaning: (state) => STATE_MEANINGS[state],
  connection: (connection) => CONNECTIONS[connection],
  hazardAt: (hazard, camera) => `${camera}：${HAZARDS[hazard]}`,
  hazardEnded: (hazard, camera) => `${camera}：已解除：${HAZARDS[hazard]}`,

  pages: "页面",
  wall: "画面墙",
  cameras: "摄像机",
  alarms: "当前危险",
  moreAlarms: (count) => grammar.count(count, { other: "另有 # 个" }),
  page: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
  previousPage: "上一页",
  nextPage: "下一页",
  fullScreen: "全屏",
  leaveFullScreen: "退出全屏",
  keys: "按键",
  loading: "正在加载",

  live: "实时",
  watching: "看护中",
  degraded: "能力下降",
  blind: "看不见",
  watchMeans: "摄像机目前看护此地点的情况",
  noPicture: "尚无画面",
  noPictureSince: (time) => `自 ${time} 起没有画面`,
  noWord: "服务没有消息",
  allUnknown: "未知",
  noPlate: "尚无静态画面：批准之前不显示任何内容。",
  noPlateShort: "尚无静态画面",
  plateLoading: "正在加载静态画面",
  plateFailed: "无法加载静态画面",
  age: (ms) => grammar.age(ms, UNITS),
  ageMeans: "最新画面距今多久",

  linkLost: (time) => `自 ${time} 起与服务的连接中断。正在重试。`,
  rosterFailed: (detail) => `无法读取摄像机列表：${detail} 正在重试。`,

  legend: "图例",

  emptyTitle: "尚无摄像机",
  emptyLead: "Hearthwatch 正在运行。配置中有了摄像机，这里就会显示。",
  emptySteps: ["将以下内容写入 hearthwatch.toml，并填上您的摄像机地址：", "然后重新启动："],
  emptyExample: en.emptyExample,
  emptyCommand: en.emptyCommand,
  emptyAfter:
    "摄像机看到的内容从不显示。几天之后（preset = \"private\" 时为半小时）会提出一张空场地的静态画面；您批准之后，画面墙会显示这张画面，并在上面标出有哪些不同。",
  emptyTry: "没有摄像机时，可以这样试看：",
  emptyDemo: en.emptyDemo,

  history: "历史",
  backToWall: "返回画面墙",
  noHistory: "这台摄像机还没有任何记录。",
  noRecord: "此刻没有记录",
  noPictureThen: "没有画面",
  shownThen: "当时显示的样子",
  noSuchCamera: "没有这台摄像机。",
  account: "您的帐户",
  plates: "静态画面",
  noRight: "您的帐户无权查看此页面。",
  noSuchPage: "没有这个页面。",
  position: "时刻",
  positionInWindow: "已加载的一刻钟内的时刻",
  play: "播放",
  pause: "暂停",
  speed: "速度",
  times: (speed) => `${speed}\u00d7`,
  earlier: "后退 5 秒",
  later: "前进 5 秒",
  windowTitle: "这一刻钟",
  windowLoading: "正在加载这一刻钟",
  windowFailed: (detail) => `无法读取这一刻钟：${detail}`,
  windowDropped: (count) => grammar.count(count, { other: "有 # 条记录损坏，已略去。" }),
  windowEmpty: "这一刻钟内没有记录。",
  changedShare: (share) => `记录中有 ${grammar.percent(share)} 的时间存在变化。`,
  noEvents: "没有危险，画面没有中断。",
  began: (what) => `${what}：开始`,
  ended: (what) => `${what}：结束`,
  pictureLost: "画面中断",
  pictureBack: "画面恢复",
  retry: "重试",

  keysTitle: "按键",
  close: "关闭",
  everywhere: "所有页面",
  characterKeys: "使用 F 键和 ? 键",
  keysOfWall: [
    ["方向键", "在画面之间移动"],
    ["回车键", "该摄像机的历史"],
    ["Page Up、Page Down", "翻页"],
  ],
  keysOfHistory: [
    ["左、右", "后退或前进 5 秒；同时按 Shift 为一分钟"],
    ["Page Up、Page Down", "后退或前进一刻钟"],
    ["空格键", "播放或暂停"],
    ["Esc", "返回画面墙"],
  ],
  keysOfAll: [
    ["Tab", "到下一个控件"],
    ["F", "进入或退出全屏"],
    ["?", "这些按键"],
  ],

  problem: {
    unreachable: "服务没有回应。",
    unreadable: "无法理解服务的回应。",
    status: (status) => `服务回应 ${status}。`,
  },
};
