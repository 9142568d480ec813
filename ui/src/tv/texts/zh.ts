// SPDX-License-Identifier: Apache-2.0
// The television page in Chinese.
import { grammarOf } from "../../texts/grammar";
import type { TvWords } from "./en";

const grammar = grammarOf("zh-Hans");

export const zh: TvWords = {
  title: "电视",
  exercise: "演习",
  exerciseMeans: "没有危险。",
  answered: (what) => `${what}，已有人处理`,
  takeOver: "警报",
  others: (count) => grammar.count(count, { other: "另有 # 个" }),
  page: (page, pages) => `${page} / ${pages}`,
  pageLong: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
  controls: "控制",
  tiles: (count) => grammar.count(count, { other: "# 个地点" }),
  hold: "停留",
  holdMeans: "页面保持不动，直到再次按下",
  sound: "声音",
  soundBlocked: "按任意键之前没有声音",
  enlarge: (name) => `只显示 ${name}`,
  shrink: (name) => `只显示 ${name}：返回页面`,
};
