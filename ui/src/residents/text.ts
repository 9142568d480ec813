// SPDX-License-Identifier: Apache-2.0
// Every word of the residents' page. Another language is another entry of `CATALOGUES`.
import type { Kind } from "./desk";

export interface Catalogue {
  readonly direction: "ltr" | "rtl";
  readonly title: string;
  readonly lead: string;
  readonly told: string;
  readonly notTold: string;
  readonly places: string;
  readonly allPlaces: string;
  readonly hazards: string;
  readonly allHazards: string;
  readonly kinds: Readonly<Record<Kind, string>>;
  readonly hours: string;
  readonly onlyBetween: string;
  readonly from: string;
  readonly to: string;
  readonly danger: string;
  readonly language: string;
  readonly exercises: string;
  readonly subscribe: string;
  readonly change: string;
  readonly unsubscribe: string;
  readonly working: string;
  readonly saved: string;
  readonly ended: string;
  readonly privacy: string;
  readonly wall: string;
  readonly trouble: {
    readonly unsupported: string;
    readonly installFirst: string;
    readonly denied: string;
    readonly failed: string;
    readonly unreachable: string;
    readonly off: string;
    readonly sameHours: string;
  };
}

const en: Catalogue = {
  direction: "ltr",
  title: "Messages to this phone",
  lead: "Be told of fire, water and blocked ways, at the places that you choose.",
  told: "This phone is told.",
  notTold: "This phone is not told yet.",
  places: "Places",
  allPlaces: "Without a choice: all places.",
  hazards: "Hazards",
  allHazards: "Without a choice: all of them.",
  kinds: { fire: "Fire and smoke", water: "Rising water", blocked: "Blocked ways", camera: "Cameras in trouble" },
  hours: "Hours",
  onlyBetween: "Only between these hours",
  from: "From",
  to: "To",
  danger: "Danger at your places is always told, at any hour and whatever hazards you chose.",
  language: "Language",
  exercises: "Exercises, tests and the daily sign of life too",
  subscribe: "Tell this phone",
  change: "Keep the changes",
  unsubscribe: "Tell this phone no more",
  working: "One moment …",
  saved: "Done: this phone is told.",
  ended: "Done: this phone is told no more.",
  privacy: "We keep how your browser is reached and what you chose here, and nothing about you.",
  wall: "To the wall",
  trouble: {
    unsupported: "This browser cannot be told by a page. Try another one.",
    installFirst: "Put this page on the home screen first (Share, then Add to Home Screen), and open it from there.",
    denied: "This browser does not let the page show messages. Allow notifications for it in the browser's settings.",
    failed: "The browser could not subscribe. Try again, with a connection to the internet.",
    unreachable: "The service did not answer. Try again.",
    off: "Messages to phones are not switched on here. Ask a steward.",
    sameHours: "The hours must begin and end at different times.",
  },
};

const de: Catalogue = {
  direction: "ltr",
  title: "Nachrichten auf dieses Telefon",
  lead: "Erfahren Sie von Feuer, Wasser und versperrten Wegen an den Orten, die Sie wählen.",
  told: "Dieses Telefon wird benachrichtigt.",
  notTold: "Dieses Telefon wird noch nicht benachrichtigt.",
  places: "Orte",
  allPlaces: "Ohne Auswahl: alle Orte.",
  hazards: "Gefahren",
  allHazards: "Ohne Auswahl: alle.",
  kinds: { fire: "Feuer und Rauch", water: "Steigendes Wasser", blocked: "Versperrte Wege", camera: "Gestörte Kameras" },
  hours: "Zeiten",
  onlyBetween: "Nur zwischen diesen Uhrzeiten",
  from: "Von",
  to: "Bis",
  danger: "Gefahr an Ihren Orten wird immer gemeldet, zu jeder Zeit und welche Gefahren Sie auch gewählt haben.",
  language: "Sprache",
  exercises: "Auch Übungen, Proben und das tägliche Lebenszeichen",
  subscribe: "Dieses Telefon benachrichtigen",
  change: "Änderungen behalten",
  unsubscribe: "Dieses Telefon nicht mehr benachrichtigen",
  working: "Einen Moment …",
  saved: "Fertig: Dieses Telefon wird benachrichtigt.",
  ended: "Fertig: Dieses Telefon wird nicht mehr benachrichtigt.",
  privacy: "Wir behalten, wie Ihr Browser erreicht wird und was Sie hier gewählt haben, und nichts über Sie.",
  wall: "Zur Wand",
  trouble: {
    unsupported: "Dieser Browser kann von einer Seite nicht benachrichtigt werden. Versuchen Sie einen anderen.",
    installFirst: "Legen Sie diese Seite zuerst auf den Startbildschirm (Teilen, dann Zum Home-Bildschirm) und öffnen Sie sie von dort.",
    denied: "Dieser Browser lässt die Seite keine Nachrichten zeigen. Erlauben Sie Benachrichtigungen in seinen Einstellungen.",
    failed: "Der Browser konnte sich nicht anmelden. Versuchen Sie es mit einer Internetverbindung noch einmal.",
    unreachable: "Der Dienst hat nicht geantwortet. Versuchen Sie es noch einmal.",
    off: "Nachrichten auf Telefone sind hier nicht eingeschaltet. Fragen Sie die Verwaltung.",
    sameHours: "Die Zeiten müssen zu verschiedenen Uhrzeiten beginnen und enden.",
  },
};

const ar: Catalogue = {
  direction: "rtl",
  title: "رسائل إلى هذا الهاتف",
  lead: "تصلك أخبار الحريق والماء والطرق المسدودة في الأماكن التي تختارها.",
  told: "هذا الهاتف يتلقى الرسائل.",
  notTold: "هذا الهاتف لا يتلقى الرسائل بعد.",
  places: "الأماكن",
  allPlaces: "بدون اختيار: كل الأماكن.",
  hazards: "الأخطار",
  allHazards: "بدون اختيار: كلها.",
  kinds: { fire: "حريق ودخان", water: "ارتفاع المياه", blocked: "طرق مسدودة", camera: "كاميرات معطلة" },
  hours: "الساعات",
  onlyBetween: "بين هاتين الساعتين فقط",
  from: "من",
  to: "إلى",
  danger: "الخطر في أماكنك يصلك دائمًا، في أي ساعة ومهما اخترت من الأخطار.",
  language: "اللغة",
  exercises: "التدريبات والاختبارات وإشارة الحياة اليومية أيضًا",
  subscribe: "أرسلوا إلى هذا الهاتف",
  change: "احفظ التغييرات",
  unsubscribe: "لا ترسلوا إلى هذا الهاتف",
  working: "لحظة …",
  saved: "تم: هذا الهاتف يتلقى الرسائل.",
  ended: "تم: هذا الهاتف لن يتلقى الرسائل.",
  privacy: "نحفظ كيفية الوصول إلى متصفحك وما اخترته هنا، ولا شيء عنك.",
  wall: "إلى الجدار",
  trouble: {
    unsupported: "هذا المتصفح لا يستطيع تلقي رسائل من صفحة. جرب متصفحًا آخر.",
    installFirst: "أضف هذه الصفحة إلى الشاشة الرئيسية أولًا (مشاركة، ثم إضافة إلى الشاشة الرئيسية) وافتحها من هناك.",
    denied: "هذا المتصفح لا يسمح للصفحة بعرض الرسائل. اسمح بالإشعارات في إعداداته.",
    failed: "لم يتمكن المتصفح من الاشتراك. حاول مرة أخرى مع اتصال بالإنترنت.",
    unreachable: "الخدمة لم ترد. حاول مرة أخرى.",
    off: "الرسائل إلى الهواتف غير مفعلة هنا. اسأل المشرف.",
    sameHours: "يجب أن تبدأ الساعات وتنتهي في وقتين مختلفين.",
  },
};

const CATALOGUES: Readonly<Record<string, Catalogue>> = { en, de, ar };

/** The words of the first language that we have, else English; with its tag. */
export function catalogueFor(languages: readonly string[]): { readonly language: string; readonly text: Catalogue } {
  for (const wanted of languages) {
    const language = wanted.split("-")[0]?.toLowerCase() ?? "";
    const text = CATALOGUES[language];
    if (text !== undefined) return { language, text };
  }
  return { language: "en", text: en };
}

/** A language's name in itself, such as "Deutsch". */
export function nameOf(language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  } catch {
    return language;
  }
}
