// SPDX-License-Identifier: Apache-2.0
// The words of the stewards' pages of plates in Arabic. Cells that are counted have two forms: by themselves, and after what governs them.
import { isolated } from "../../texts/ar/names";
import { grammarOf } from "../../texts/grammar";
import type { CellClass } from "../reasons";
import type { PlateWords } from "./en";

const grammar = grammarOf("ar-u-ca-gregory-nu-latn");

const LIGHTS: Record<string, string> = { day: "نهارًا", dusk: "عند الغسق", lamps: "بضوء المصابيح", infrared: "بالأشعة تحت الحمراء" };

const TITLES: Record<string, (id: number) => string> = {
  candidate: (id) => `الصورة المقترحة ${id}`,
  commissioned: (id) => `الصورة الثابتة ${id}، معروضة الآن`,
  retired: (id) => `الصورة الثابتة ${id}، مسحوبة`,
};

const CLASS_WORDS: Record<CellClass, readonly [string, string]> = {
  admitted: ["ظاهر", "سيُرى كما هو هنا"],
  held: ["محجوز", "قد يكون فيه كتابة؛ لم يره أحد بعد. أظهره لتراه، ثم اشطبه إن كان اسمًا أو لوحة سيارة"],
  motion: ["شيء يتحرك", "يتحرك شيء هنا، أو وقف هنا بعض الوقت"],
  "no-majority": ["لا هيئة دائمة", "تغيرت هيئته كثيرًا: لم تبق أي هيئة معظم الوقت"],
  "not-recurring": ["غير مستقر", "لم يُر في فترات منفصلة كافية"],
  "too-few": ["عينات قليلة جدًا", "نُظر إليه نادرًا حتى الآن"],
  veto: ["قد يكون إنسانًا", "وجد كاشف ما قد يكون إنسانًا؛ لا يمكن لأحد إظهاره"],
  masked: ["مخفي", "هنا قناع خصوصية ثابت"],
  struck: ["مشطوب", "شطبه مشرف"],
  text: ["قد يكون كتابة", "حُجز على أنه كتابة، ولم تعد نقاطه موجودة"],
};

const ACTS: Record<string, string> = { cleared: "إظهار", struck: "شطب", approved: "اعتماد", retired: "سحب" };

const cells = (count: number) => grammar.count(count, { one: "خلية واحدة", two: "خليتان", few: "# خلايا", other: "# خلية" });
const ofCells = (count: number) => grammar.count(count, { one: "خلية واحدة", two: "خليتين", few: "# خلايا", other: "# خلية" });
const percent = (count: number) => isolated(grammar.percent(count / 3600));
const or = (table: Record<string, string>) => (word: string) => table[word] ?? word;

export const ar: PlateWords = {
  plates: "الصور الثابتة",
  light: or(LIGHTS),
  act: or(ACTS),
  cells,
  title: (state, id) => TITLES[state]?.(id) ?? `الصورة الثابتة ${id}، ${isolated(state)}`,
  ofPlace: (camera, light) => `${isolated(camera)}، ${LIGHTS[light] ?? light}`,

  lead: "الصورة الثابتة صورة ساكنة لمكان خالٍ. لا يرى السكان منه شيئًا غيرها، ولا يرونها إلا بعد أن يعتمدها مشرف.",
  none: "لا توجد صورة ثابتة ولا صورة مقترحة بعد. تأتي أول صورة مقترحة من الكاميرا بعد نصف ساعة مع \u2066preset = \"private\"\u2069، وبعد أيام مع \u2066preset = \"public\"\u2069.",
  waiting: (count) => (count === 0 ? "لا صورة مقترحة تنتظر قرارًا." : grammar.count(count, {
    one: "صورة مقترحة واحدة تنتظر قرارًا.", two: "صورتان مقترحتان تنتظران قرارًا.", few: "# صور مقترحة تنتظر قرارًا.",
    other: "# صورة مقترحة تنتظر قرارًا.",
  })),
  noneOfCamera: "لا صورة ثابتة بعد: المنظر كله غير معروف.",
  retiredOnes: (count) => grammar.count(count, {
    one: "صورة ثابتة مسحوبة واحدة", two: "صورتان ثابتتان مسحوبتان", few: "# صور ثابتة مسحوبة", other: "# صورة ثابتة مسحوبة",
  }),
  visible: (count) => `الظاهر: ${percent(count)}`,
  heldBack: (count) => `المحجوز: ${cells(count)}`,
  proposed: (when) => `اقتُرحت: ${isolated(when)}`,
  shownSince: (when) => `اعتُمدت: ${isolated(when)}`,
  samples: (count) => grammar.count(count, { one: "عينة واحدة", two: "عينتان", few: "# عينات", other: "# عينة" }),
  size: (width, height) => `\u2066${width} \u00d7 ${height}\u2069 بكسل`,

  needs: (needed) => grammar.count(needed, {
    one: "يجب أن يعتمدها شخص واحد.", two: "يجب أن يعتمدها شخصان.", few: "يجب أن يعتمدها # أشخاص.", other: "يجب أن يعتمدها # شخصًا.",
  }),
  approvedBy: (names, missing) => `اعتمدها ${isolated(names)}، ${grammar.count(missing, {
    one: "ويبقى شخص واحد.", two: "ويبقى شخصان.", few: "ويبقى # أشخاص.", many: "ويبقى # شخصًا.", other: "ويبقى # شخص.",
  })}`,
  youHave: "لقد اعتمدتها. يجب أن يعتمدها شخص آخر أيضًا: اطلب منه فتح هذه الصفحة وكتابة اسمه.",
  isShown: "يرى السكان هذه الصورة الثابتة الآن.",
  isRetired: "لم تعد مستخدمة. وما زال السجل يعرض ما كان يُرى منها.",
  isDropped: "لم تُعرض على السكان قط، ولن تُعرض.",
  compareWith: (id) => `ستحل محل الصورة الثابتة ${id}.`,

  views: "العرض",
  view: { reasons: "مع الأسباب", seen: "كما سيراها السكان", shown: "الصورة الثابتة المعروضة الآن", differing: "ما يختلف" },
  plain: { reasons: "مع الأسباب", seen: "كما يراها السكان" },
  differences: {
    newly: ["ظاهر من جديد", "لا يُرى الآن؛ سيُرى"],
    gone: ["لم يعد ظاهرًا", "يُرى الآن؛ سيصبح غير معروف"],
    differing: ["هيئته مختلفة", "يُرى الآن؛ ستختلف هيئته"],
    same: ["كما هو", "يُرى الآن؛ ستبقى هيئته"],
  },
  noPicture: "لم تعد صورتها متاحة.",
  pictureFailed: (detail) => `تعذرت قراءة الصورة: ${detail}`,
  pictureLoading: "جارٍ تحميل الصورة",
  classWord: (name) => CLASS_WORDS[name][0],
  classMeans: (name) => CLASS_WORDS[name][1],
  legend: "الخلايا",
  select: "تحديد",
  selectThese: (word) => `تحديد كل الخلايا: ${word}`,

  picture: "خلايا الصورة",
  pictureHelp: "تنقل الأسهم من خلية إلى خلية. مفتاح المسافة يحدد خلية أو يلغي تحديدها. Shift مع الأسهم يرسم مستطيلًا، ثم يأخذه مفتاح المسافة. Esc يلغيه. C يبدل بين هذه الصورة والصورة المعروضة الآن.",
  pointerHelp: "انقر خلية أو المسها، أو اسحب لترسم مستطيلًا.",
  zoom: "الحجم",
  larger: "تكبير",
  smaller: "تصغير",
  moves: "السحب يحرك الصورة",
  byWords: "خلايا بأرقامها، مثل \u20665-19,30-39\u2069",
  byWordsWrong: "اكتب الصفوف ثم فاصلة ثم الأعمدة، مثل \u20665-19,30-39\u2069. الصفوف من 0 إلى 44، والأعمدة من 0 إلى 79.",
  take: "حددها",
  at: (row, column) => `الصف ${row}، العمود ${column}`,
  isSelected: "محددة",
  hasSelected: (all, visible, held) => `المحدد: ${cells(all)}؛ الظاهر: ${visible}، المحجوز: ${held}.`,
  noneSelected: "لا خلية محددة.",
  selectNone: "إلغاء التحديد",

  strike: (count) => `شطب ${ofCells(count)}`,
  clear: (count) => `إظهار ${ofCells(count)}`,
  approve: "اعتماد",
  retire: "سحب",
  you: (name) => `أنت ${isolated(name)}. تغيير`,
  cancel: "إلغاء",

  strikeTitle: (count, id) => `شطب ${ofCells(count)} من الصورة المقترحة ${id}؟`,
  strikeMeans: "تُمحى نقاطها إلى الأبد ويراها السكان غير معروفة. ولا يُعتد بما سبق من اعتماد.",
  clearTitle: (count, id) => `إظهار ${ofCells(count)} من الصورة المقترحة ${id}؟`,
  clearMeans: "تدخل في الصورة المقترحة وتراها. اشطبها مرة أخرى إن كانت اسمًا أو لوحة سيارة. ولا يُعتد بما سبق من اعتماد.",
  approveTitle: (id, place) => `اعتماد الصورة المقترحة ${id} (${place})؟`,
  approveMeans: (count) => `سيرى السكان هذه الصورة من الآن فصاعدًا: ${cells(count)}، أي ${percent(count)} من المنظر.`,
  approveMissing: "يجب أن يعتمدها بعدك شخص آخر. وحتى ذلك الحين لا يراها السكان.",
  approveInstead: (id, newly, gone, otherwise) =>
    `تحل محل الصورة الثابتة ${id}: ظاهر من جديد: ${cells(newly)}، لم يعد ظاهرًا: ${gone}، هيئته مختلفة: ${otherwise}.`,
  approveHeld: (count) => `ما قد يكون فيه كتابة يبقى غير معروف وتُمحى نقاطه: ${cells(count)}.`,
  approveNot: "لا تعتمد منظرًا معظمه باب أحد أو نافذته أو حديقته. أدر الكاميرا بعيدًا، أو أخفِ ذلك الجزء من منظرها.",
  approveLooked: "نظرت إلى كل خلية ظاهرة. لا أحد فيها، ولا اسم ولا لوحة سيارة، وليس معظمها باب أحد أو نافذته أو حديقته.",
  approveGo: "اعتمدها",
  retireTitle: (id) => `سحب الصورة الثابتة ${id}؟`,
  retireMeansShown: "من الآن فصاعدًا يصبح المنظر كله غير معروف في هذا الضوء حتى تُعتمد صورة ثابتة أخرى، ولا يُبلَّغ أحد بما تغير فيه. لا يمكن التراجع عن ذلك.",
  retireMeansCandidate: "لن تُعرض هذه الصورة المقترحة أبدًا، ولن يتمكن أي مشرف من اعتمادها. لا يمكن التراجع عن ذلك.",
  retireGo: "اسحبها",
  dropTitle: (id) => `سحب الصورة المقترحة ${id}؟`,

  struck: (count) => `تم شطب ${ofCells(count)}.`,
  cleared: (count) => `دخل في الصورة المقترحة: ${cells(count)}. انظر إليها مرة أخرى قبل اعتمادها.`,
  approved: "اعتُمدت: يرى السكان هذه الصورة الثابتة من الآن.",
  approvedMissing: "لقد اعتمدتها. ويبقى شخص واحد.",
  retired: "سُحبت.",
  refused: (detail) => `${detail} لم يُنفذ شيء. ما يظهر هنا الآن هو الوضع الحقيقي.`,
  changedMeanwhile: "غيّرها أحدهم في هذه الأثناء. انظر إليها مرة أخرى.",

  record: "ما حدث",
  noRecord: "لم يقرر أحد شيئًا بشأنها بعد.",
  acted: (act, by, count) => `${ACTS[act] ?? act} بواسطة ${by === "" ? "شخص بلا اسم" : isolated(by)}${count > 0 ? `، ${cells(count)}` : ""}`,
  noSuch: "لا توجد صورة ثابتة كهذه.",
  noSuchWhy: "تُمحى الصورة المقترحة عندما تأتي اثنتان أحدث منها، أو عندما تُعتمد واحدة أحدث.",
  readFailed: (detail) => `تعذرت القراءة: ${detail} تتواصل المحاولة.`,
  all: "كل الصور الثابتة",
};
