// SPDX-License-Identifier: Apache-2.0
// The television page in Arabic. A slash between two figures would leave open which is first, so it is a word.
import { isolated } from "../../texts/ar/names";
import { grammarOf } from "../../texts/grammar";
import type { TvWords } from "./en";

const grammar = grammarOf("ar-u-ca-gregory-nu-latn");

export const ar: TvWords = {
  title: "التلفاز",
  exercise: "تدريب",
  exerciseMeans: "لا يوجد خطر.",
  answered: (what) => `${what}، هناك من يتولى الأمر`,
  takeOver: "إنذار",
  others: (count) =>
    grammar.count(count, { one: "وإنذار آخر", two: "وإنذاران آخران", few: "و# إنذارات أخرى", many: "و# إنذارًا آخر", other: "و# إنذار آخر" }),
  page: (page, pages) => `${page} من ${pages}`,
  pageLong: (page, pages) => `الصفحة ${page} من ${pages}`,
  controls: "أزرار التحكم",
  tiles: (count) =>
    grammar.count(count, { one: "مكان واحد", two: "مكانان", few: "# أماكن", many: "# مكانًا", other: "# مكان" }),
  hold: "تثبيت",
  holdMeans: "تبقى الصفحة حتى يُضغط الزر مرة أخرى",
  sound: "الصوت",
  soundBlocked: "لا صوت حتى يُضغط مفتاح",
  enlarge: (name) => `اعرض ${isolated(name)} وحده`,
  shrink: (name) => `${isolated(name)} وحده: عودة إلى الصفحة`,
};
