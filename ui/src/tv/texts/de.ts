// SPDX-License-Identifier: Apache-2.0
// The television page in German.
import { grammarOf } from "../../texts/grammar";
import type { TvWords } from "./en";

const grammar = grammarOf("de");

export const de: TvWords = {
  title: "Fernseher",
  exercise: "Übung",
  exerciseMeans: "Es besteht keine Gefahr.",
  answered: (what) => `${what}, jemand kümmert sich`,
  takeOver: "Alarm",
  others: (count) => grammar.count(count, { one: "und # weiterer", other: "und # weitere" }),
  page: (page, pages) => `${page} / ${pages}`,
  pageLong: (page, pages) => `Seite ${page} von ${pages}`,
  controls: "Bedienung",
  tiles: (count) => grammar.count(count, { one: "# Ort", other: "# Orte" }),
  hold: "Halten",
  holdMeans: "Die Seite bleibt stehen, bis dies wieder gedrückt wird",
  sound: "Ton",
  soundBlocked: "Kein Ton, bis eine Taste gedrückt wird",
  enlarge: (name) => `${name} allein zeigen`,
  shrink: (name) => `${name} allein: zurück zur Seite`,
};
