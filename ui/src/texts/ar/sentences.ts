// SPDX-License-Identifier: Apache-2.0
// What the service says word for word, in Arabic.
import type { Sentences } from "../sentences";

export const sentences: Sentences = {
  "seen long enough": "شوهد مدة كافية",
  "somebody was told": "أُبلغ أحد المعنيين",
  "grows worse": "يزداد سوءًا",
  "nobody answers": "لا أحد يرد",
  acknowledged: "هناك من يتولى الأمر",
  "certainly over": "انتهى بالتأكيد",
  "not seen for long": "لم يُرَ منذ مدة",
  "resolved by a person": "أُنهي يدويًا",
  "not a hazard": "ليس خطرًا",
  "unseen and unanswered for a day": "لم يُرَ ولم يرد أحد طوال يوم",

  "no picture comes": "لا تصل أي صورة",
  "the picture stands still, without even noise, or the same pictures come again":
    "الصورة ساكنة دون أي تشويش، أو تتكرر الصور نفسها",
  "the background's edges are gone and its contrast with them": "اختفت حواف الخلفية ومعها تباينها",
  "the view is as usual, its fine edges are gone": "المشهد كالمعتاد، واختفت حوافه الدقيقة",
  "the view is not where it was": "المشهد ليس حيث كان",
  "too dark to see anything": "ظلام لا يُرى فيه شيء",
  "fine detail has been fading for days": "التفاصيل الدقيقة تتلاشى منذ أيام",
  "the picture cannot be judged, or not whether the camera is covered or moved":
    "لا يمكن الحكم على الصورة، أو على ما إذا كانت الكاميرا مغطاة أو تحركت",

  "It did not get there, and is tried again.": "لم يصل، وستُعاد المحاولة.",
  "It was sent. Nothing says whether it arrived.": "أُرسل. ولا شيء يدل على وصوله.",
  "The other side has it.": "لدى الطرف الآخر.",
  "It was heard.": "سُمع.",
  "It did not get there.": "لم يصل.",

  "announcement proposed": "إعلان مقترح",
  "announcement confirmed": "إعلان مؤكد",
  "announcement not confirmed in time": "إعلان لم يُؤكد في الوقت المناسب",
  stopped: "أُوقف",

  "There is no camera of this id.": "لا توجد كاميرا بهذا المعرف.",
  "There is no incident of this number.": "لا يوجد حادث بهذا الرقم.",
  "There is no channel of this id.": "لا توجد قناة بهذا المعرف.",
  "There is a channel of this id already.": "توجد قناة بهذا المعرف بالفعل.",
  "This channel stands in the configuration file: change it there.": "هذه القناة مذكورة في ملف الإعدادات: غيّرها هناك.",
  "The service is busy and has not done it yet. Look again.": "الخدمة مشغولة ولم تنفذ ذلك بعد. انظر مرة أخرى.",
  "There are no words to say. Write some.": "لا كلام ليُقال. اكتب شيئًا.",
  "No loudspeaker would say it. Choose another place.": "لن يذيعه أي مكبر صوت. اختر مكانًا آخر.",
  "There are no such words to confirm: they were said, or never proposed. Propose them anew.":
    "لا كلام كهذا لتأكيده: قيل من قبل أو لم يُقترح قط. اقترحه من جديد.",
  "It is too late to confirm these words. Propose them anew.": "فات وقت تأكيد هذا الكلام. اقترحه من جديد.",
  "The store cannot be read at the moment.": "تتعذر قراءة المخزن حاليًا.",
  "A camera or another peer failed.": "تعطلت كاميرا أو جهاز آخر.",
  "This is a fault of ours; the service's log has more.": "هذا خطأ منا؛ وفي سجل الخدمة المزيد.",
  "The request's path, query or body cannot be read.": "تتعذر قراءة مسار الطلب أو استعلامه أو محتواه.",

  "The channel is not configured any more.": "لم تعد القناة معدة.",
};
