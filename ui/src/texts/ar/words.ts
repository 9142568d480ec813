// SPDX-License-Identifier: Apache-2.0
// What codes are called in Arabic; hazards as in the notices' own words where those have the term.
import type { Connection, Hazard, State } from "../../alphabet";

export const HAZARDS: Record<Hazard, string> = {
  flame: "لهب",
  smoke: "دخان",
  water: "ماء",
  blocked: "طريق مسدود",
  lost: "لا صورة من الكاميرا",
  frozen: "صورة متجمدة",
  covered: "الكاميرا مغطاة",
  defocused: "صورة غير واضحة",
  moved: "كاميرا تحركت",
  dark: "ضوء قليل جدًا",
  dirty: "عدسة متسخة",
  degraded: "صورة رديئة",
};

export const STATES: Record<State, string> = {
  unknown: "غير معروف",
  clear: "بلا تغيير",
  changed: "متغير",
  flame: "لهب",
  smoke: "دخان",
  water: "ماء",
  blocked: "مسدود",
  lively: "دائم الحركة",
};

export const STATE_MEANINGS: Record<State, string> = {
  unknown: "لا يمكننا الحكم",
  clear: "كما في الصورة الثابتة",
  changed: "ليس كما في الصورة الثابتة",
  flame: "تُرى نار هنا",
  smoke: "يُرى دخان هنا",
  water: "ماء حيث يجب أن يكون المكان جافًا",
  blocked: "طريق يجب أن يبقى خاليًا وهو مسدود",
  lively: "يتحرك دائمًا، ولا تُراقب تغيراته",
};

export const CONNECTIONS: Record<Connection, string> = {
  connecting: "جارٍ الاتصال",
  streaming: "متصلة",
  stalled: "متصلة، ولكن بلا صورة جديدة",
  waiting: "في انتظار المحاولة التالية",
  ended: "انتهى التسجيل",
};

export const INCIDENTS: Record<string, string> = {
  suspected: "مشتبه به، ولم يُبلَّغ أحد بعد",
  confirmed: "مؤكد، ويجري الإبلاغ عنه",
  notified: "أُبلغ عنه، ولا رد حتى الآن",
  acknowledged: "هناك من يتولى الأمر",
  resolved: "انتهى",
  "false-alarm": "انتهى: لم يكن خطرًا",
};

export const RECORDED: Record<string, string> = {
  suspected: "مشتبه به",
  confirmed: "مؤكد",
  notified: "أُبلغ عنه",
  acknowledged: "هناك من يتولى الأمر",
  resolved: "انتهى",
  "false-alarm": "إنذار كاذب",
};

export const DELIVERIES: Record<string, string> = {
  queued: "في انتظار الإرسال",
  sent: "أُرسل، دون تأكيد",
  accepted: "قُبل",
  heard: "سُمع أو شوهد",
  failed: "لم يصل",
};

export const CHANNELS: Record<string, string> = { working: "تعمل", failing: "معطلة", untried: "لم تُجرَّب قط" };

export const CAUSES: Record<string, string> = {
  first: "أول إبلاغ",
  again: "إبلاغ متكرر",
  escalated: "ازداد سوءًا",
  ended: "النهاية",
  digest: "ملخص",
  words: "إعلان",
  test: "اختبار",
  heartbeat: "إشارة الحياة اليومية",
};

export const SEVERITIES: Record<string, string> = { notice: "ملاحظة", warning: "تحذير", danger: "خطر" };
