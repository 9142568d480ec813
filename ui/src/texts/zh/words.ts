// SPDX-License-Identifier: Apache-2.0
// What codes are called in Chinese; hazards as in the notices' own words where those have the term.
import type { Connection, Hazard, State } from "../../alphabet";

export const HAZARDS: Record<Hazard, string> = {
  flame: "火焰",
  smoke: "烟雾",
  water: "水",
  blocked: "通道堵塞",
  lost: "摄像机没有画面",
  frozen: "摄像机画面静止",
  covered: "摄像机被遮挡",
  defocused: "摄像机画面模糊",
  moved: "摄像机被移动",
  dark: "摄像机画面太暗",
  dirty: "摄像机脏污",
  degraded: "摄像机状态不佳",
};

export const STATES: Record<State, string> = {
  unknown: "未知",
  clear: "无变化",
  changed: "有变化",
  flame: "火焰",
  smoke: "烟雾",
  water: "水",
  blocked: "堵塞",
  lively: "经常活动",
};

export const STATE_MEANINGS: Record<State, string> = {
  unknown: "无法判断",
  clear: "与静态画面一致",
  changed: "与静态画面不同",
  flame: "此处看到火",
  smoke: "此处看到烟",
  water: "应当干燥的地方有水",
  blocked: "应当保持畅通的通道被堵塞",
  lively: "一直在动，不监看其变化",
};

export const CONNECTIONS: Record<Connection, string> = {
  connecting: "正在连接",
  streaming: "已连接",
  stalled: "已连接，但没有新画面",
  waiting: "等待重试",
  ended: "录像已结束",
};

export const INCIDENTS: Record<string, string> = {
  suspected: "疑似，尚未通知任何人",
  confirmed: "已确认，正在通知",
  notified: "已通知，尚无人回应",
  acknowledged: "已有人处理",
  resolved: "已结束",
  "false-alarm": "已结束：没有危险",
};

export const RECORDED: Record<string, string> = {
  suspected: "疑似",
  confirmed: "已确认",
  notified: "已通知",
  acknowledged: "已有人处理",
  resolved: "已结束",
  "false-alarm": "误报",
};

export const DELIVERIES: Record<string, string> = {
  queued: "等待发送",
  sent: "已发送，未确认",
  accepted: "对方已接收",
  heard: "已听到或看到",
  failed: "未送达",
};

export const CHANNELS: Record<string, string> = { working: "正常", failing: "故障", untried: "从未使用" };

export const CAUSES: Record<string, string> = {
  first: "首次通知",
  again: "再次通知",
  escalated: "情况加重",
  ended: "结束",
  digest: "汇总",
  words: "广播通知",
  test: "测试",
  heartbeat: "每日正常信号",
};

export const SEVERITIES: Record<string, string> = { notice: "提示", warning: "警告", danger: "危险" };
