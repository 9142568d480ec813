// SPDX-License-Identifier: Apache-2.0
// The television page in English.
import { grammarOf } from "../../texts/grammar";

const grammar = grammarOf("en-GB");

export const en = {
  title: "Television",
  exercise: "Exercise",
  exerciseMeans: "There is no danger.",
  answered: (what: string) => `${what}, answered`,
  takeOver: "Alarm",
  others: (count: number) => grammar.count(count, { other: "and # more" }),
  page: (page: number, pages: number) => `${page} / ${pages}`,
  pageLong: (page: number, pages: number) => `Page ${page} of ${pages}`,
  controls: "Controls",
  tiles: (count: number) => grammar.count(count, { one: "# place", other: "# places" }),
  hold: "Hold",
  holdMeans: "Pages stay until this is pressed again",
  sound: "Sound",
  soundBlocked: "No sound until a key is pressed",
  enlarge: (name: string) => `Show ${name} alone`,
  shrink: (name: string) => `${name} alone: back to the page`,
};

export type TvWords = typeof en;
