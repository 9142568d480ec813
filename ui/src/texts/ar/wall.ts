// SPDX-License-Identifier: Apache-2.0
// The wall, the history, and what stands above every page, in Arabic. Figures are written as 0 to 9, as everywhere else here.
import { en, type WallWords } from "../en";
import { grammarOf, type Units } from "../grammar";
import { isolated } from "./names";
import { CONNECTIONS, HAZARDS, STATE_MEANINGS, STATES } from "./words";

/** The days of the Gregorian calendar, for a region's own might be another than the service's. */
const LOCALE = "ar-u-ca-gregory-nu-latn";
const grammar = grammarOf(LOCALE);

const UNITS: Units = {
  seconds: "# ث",
  minutes: "# د",
  hours: "# س",
  days: { one: "يوم واحد", two: "يومان", few: "# أيام", many: "# يومًا", other: "# يوم" },
};

export const wall: WallWords = {
  product: en.product,
  locale: LOCALE,
  chooseLanguage: "لغة الصفحات",

  comma: "، ",
  colon: ": ",
  space: " ",
  stop: ".",
  aside: (words) => ` (${words})`,
  join: (words) => words.join("، "),
  list: (words) => grammar.list(words.map(isolated)),

  hazard: (hazard) => HAZARDS[hazard],
  state: (state) => STATES[state],
  stateMeaning: (state) => STATE_MEANINGS[state],
  connection: (connection) => CONNECTIONS[connection],
  hazardAt: (hazard, camera) => `${isolated(camera)}: ${HAZARDS[hazard]}`,
  hazardEnded: (hazard, camera) => `${isolated(camera)}: انتهى: ${HAZARDS[hazard]}`,

  pages: "الصفحات",
  wall: "الجدار",
  cameras: "الكاميرات",
  alarms: "الأخطار الآن",
  moreAlarms: (count) =>
    grammar.count(count, { one: "ومكان آخر", two: "ومكانان آخران", few: "و# أماكن أخرى", many: "و# مكانًا آخر", other: "و# مكان آخر" }),
  page: (page, pages) => `الصفحة ${page} من ${pages}`,
  previousPage: "الصفحة السابقة",
  nextPage: "الصفحة التالية",
  fullScreen: "ملء الشاشة",
  leaveFullScreen: "إنهاء ملء الشاشة",
  keys: "المفاتيح",
  loading: "جارٍ التحميل",

  live: "مباشر",
  watching: "تراقب",
  degraded: "محدودة",
  blind: "لا ترى",
  watchMeans: "مدى مراقبة الكاميرا لمكانها الآن",
  noPicture: "لا صورة بعد",
  noPictureSince: (time) => `لا صورة منذ ${isolated(time)}`,
  noWord: "لا خبر من الخدمة",
  allUnknown: "غير معروف",
  noPlate: "لا صورة ثابتة بعد: لا يُعرض شيء حتى تُعتمد واحدة.",
  noPlateShort: "لا صورة ثابتة بعد",
  plateLoading: "جارٍ تحميل الصورة الثابتة",
  plateFailed: "تعذر تحميل الصورة الثابتة",
  age: (ms) => grammar.age(ms, UNITS),
  ageMeans: "عمر أحدث صورة",

  linkLost: (time) => `انقطع الاتصال بالخدمة منذ ${isolated(time)}. تتواصل المحاولة.`,
  rosterFailed: (detail) => `تعذرت قراءة قائمة الكاميرات: ${detail} تتواصل المحاولة.`,

  legend: "ما هو مرسوم",

  emptyTitle: "لا كاميرا بعد",
  emptyLead: "Hearthwatch يعمل. تظهر هنا أي كاميرا ما إن تُذكر في إعداداته.",
  emptySteps: ["اكتب هذا في hearthwatch.toml مع عنوان الكاميرا:", "ثم ابدأ من جديد:"],
  emptyExample: en.emptyExample,
  emptyCommand: en.emptyCommand,
  emptyAfter:
    "ما تراه الكاميرا لا يُعرض أبدًا. بعد أيام (نصف ساعة مع \u2066preset = \"private\"\u2069) تُقترح صورة ثابتة للمكان الخالي؛ وما إن تعتمدها حتى يعرضها الجدار، ومرسوم فوقها أين يختلف شيء.",
  emptyTry: "للتجربة بلا كاميرا:",
  emptyDemo: en.emptyDemo,

  history: "السجل",
  backToWall: "العودة إلى الجدار",
  noHistory: "لم يُسجل شيء من هذه الكاميرا بعد.",
  noRecord: "لا تسجيل لهذه اللحظة",
  noPictureThen: "لا صورة",
  shownThen: "كما عُرض حينها",
  noSuchCamera: "لا توجد كاميرا كهذه.",
  account: "حسابك",
  plates: "الصور الثابتة",
  noRight: "لا يحق لحسابك الوصول إلى هذه الصفحة.",
  noSuchPage: "لا توجد صفحة كهذه.",
  position: "اللحظة",
  positionInWindow: "اللحظة ضمن ربع الساعة المحمل",
  play: "تشغيل",
  pause: "إيقاف مؤقت",
  speed: "السرعة",
  times: (speed) => `${speed}\u00d7`,
  earlier: "5 ث إلى الوراء",
  later: "5 ث إلى الأمام",
  windowTitle: "ربع الساعة هذا",
  windowLoading: "جارٍ تحميل ربع الساعة هذا",
  windowFailed: (detail) => `تعذرت قراءة ربع الساعة هذا: ${detail}`,
  windowDropped: (count) =>
    grammar.count(count, {
      one: "سجل واحد كان تالفًا وقد حُذف.", two: "سجلان كانا تالفين وقد حُذفا.", few: "# سجلات كانت تالفة وقد حُذفت.",
      many: "# سجلًا كانت تالفة وقد حُذفت.", other: "# سجل كانت تالفة وقد حُذفت.",
    }),
  windowEmpty: "لم يُسجل شيء في ربع الساعة هذا.",
  changedShare: (share) => `كان شيء متغيرًا خلال ${isolated(grammar.percent(share))} مما سُجل.`,
  noEvents: "لا خطر ولا انقطاع للصورة.",
  began: (what) => `${what}: بدأ`,
  ended: (what) => `${what}: انتهى`,
  pictureLost: "انقطعت الصورة",
  pictureBack: "عادت الصورة",
  retry: "حاول مرة أخرى",

  keysTitle: "المفاتيح",
  close: "إغلاق",
  everywhere: "في كل الصفحات",
  characterKeys: "استخدام المفتاحين F و ?",
  keysOfWall: [
    ["الأسهم", "من مربع إلى مربع"],
    ["Enter", "سجل تلك الكاميرا"],
    ["Page Up، Page Down", "تقليب الصفحات"],
  ],
  keysOfHistory: [
    ["اليسار، اليمين", "5 ثوانٍ إلى الوراء أو إلى الأمام؛ ومع Shift دقيقة"],
    ["Page Up، Page Down", "ربع ساعة إلى الوراء أو إلى الأمام"],
    ["مفتاح المسافة", "تشغيل أو إيقاف مؤقت"],
    ["Esc", "العودة إلى الجدار"],
  ],
  keysOfAll: [
    ["Tab", "إلى العنصر التالي"],
    ["F", "ملء الشاشة أو إنهاؤه"],
    ["?", "هذه المفاتيح"],
  ],

  problem: {
    unreachable: "الخدمة لم ترد.",
    unreadable: "تعذر فهم الرد.",
    status: (status) => `ردت الخدمة بالرمز ${status}.`,
  },
};
