// SPDX-License-Identifier: Apache-2.0
// The words of the page that draws zones in Arabic.
import { isolated } from "../../texts/ar/names";
import { grammarOf } from "../../texts/grammar";
import type { ZoneWords } from "./en";

const grammar = grammarOf("ar-u-ca-gregory-nu-latn");

const KINDS: Record<string, readonly [string, string]> = {
  watch: ["تسمي المكان", "يُبلَّغ باسمها عن اللهب والدخان فيها. ولا يُترك شيء في غيرها."],
  ignore: ["لا يُبلَّغ عن شيء", "لا يُبلَّغ هناك عن لهب أو دخان أو طريق مسدود. وما زالت الخريطة تعرض ما تغير."],
  "keep-clear": ["يجب أن تبقى خالية", "يُبلَّغ عما يقف هناك طويلًا."],
  staff: ["مسطرة لقياس الماء", "أربع زوايا حول المسطرة، اثنتان عند طرفها العلوي واثنتان عند طرفها السفلي. يُكتب تدريجها في الملف."],
  dry: ["أرض جافة", "يُبلَّغ عن الماء الذي يصل إليها. تُكتب علاماتها في الملف."],
  private: ["مخفية", "مخفية قبل أن ينظر إليها أي شيء: كل خلية تلمسها."],
};

export const ar: ZoneWords = {
  zones: "المناطق",
  zonesOf: (camera) => `مناطق ${isolated(camera)}`,
  lead: "ارسم منطقة على الصورة الثابتة للمكان الخالي. تُفحص أثناء الرسم، وتُكتب أدناه نصًا لملف الإعدادات. لا يتغير شيء هنا: تقرأ الخدمة مناطقها من ذلك الملف عند بدئها.",
  kindWord: (kind) => (KINDS[kind] === undefined ? kind : `${isolated(kind)}: ${KINDS[kind][0]}`),
  kindMeans: (kind) => KINDS[kind]?.[1] ?? "",
  noPlate: "لا صورة ثابتة معتمدة من هذه الكاميرا بعد: لا شيء يُرسم عليه.",
  noPlateLink: "الصور الثابتة",
  plate: "الصورة الثابتة",
  noSuchCamera: "لا توجد كاميرا كهذه.",
  loading: "جارٍ التحميل",
  readFailed: (detail) => `تعذرت القراءة: ${detail} تتواصل المحاولة.`,

  inUse: "المناطق المستخدمة",
  noneInUse: "لا شيء بعد.",
  version: (version, drawn) => `الإصدار ${version}، ${drawn === null ? "بلا تاريخ" : `رُسمت ${isolated(drawn)}`}`,
  anew: "ارسمها من جديد",
  anewOf: (name) => `ارسمها من جديد: ${isolated(name)}`,

  drawing: "ما ترسمه",
  draft: (number, name) => `${number}. ${name === "" ? "بلا اسم بعد" : isolated(name)}`,
  another: "ارسم منطقة أخرى",
  drop: "استغنِ عنها",
  name: "الاسم، كما تذكره الحوادث",
  kind: "الغرض",
  date: "تاريخ الرسم",
  after: "تُعد مسدودة بعد هذا العدد من الدقائق",
  corners: (count) => grammar.count(count, { one: "زاوية واحدة", two: "زاويتان", few: "# زوايا", other: "# زاوية" }),
  lastAway: "أزل الزاوية الأخيرة",
  noneLeft: "ابدأ زواياها من جديد",

  picture: "الصورة الثابتة التي يُرسم عليها",
  help: "انقر أو المس لوضع زاوية، واسحب زاوية لتحريكها. بلوحة المفاتيح: تحرك الأسهم العلامة المتقاطعة، ومع Shift بخطوات صغيرة؛ مفتاح المسافة يضع زاوية، وBackspace يزيل الأخيرة.",
  cross: (x, y) => `العلامة المتقاطعة عند \u2066${x}, ${y}\u2069`,

  flaws: "ليس صحيحًا بعد",
  checkFailed: (detail) => `تعذر الفحص: ${detail}`,
  toml: "لملف الإعدادات",
  tomlHow: (camera) => `انسخه تحت \u2066[[camera]]\u2069 حيث \u2066id = "${camera}"\u2069 ثم ابدأ الخدمة من جديد.`,
  replaced: (names) => `احذف القسم القديم من الملف: ${names}.`,
  copy: "انسخ النص",
  copied: "نُسخ.",
  notCopied: "لم يسمح المتصفح بذلك: حدد النص وانسخه.",
  warning: (words) => `ملاحظة: ${words}.`,
};
