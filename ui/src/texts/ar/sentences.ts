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

  "The name or the password is wrong.": "الاسم أو كلمة المرور غير صحيحة.",
  "That is not your present password.": "هذه ليست كلمة مرورك الحالية.",
  "A password has 12 to 128 characters. Take a short sentence.": "كلمة المرور من 12 إلى 128 حرفًا. اختر جملة قصيرة.",
  "The password repeats a few characters. Take a short sentence.": "كلمة المرور تكرر بضعة أحرف. اختر جملة قصيرة.",
  "The password is hardly more than the name. Take a short sentence.":
    "كلمة المرور لا تزيد كثيرًا على الاسم. اختر جملة قصيرة.",
  "That was asked for too often.": "طُلب ذلك مرات كثيرة جدًا.",
  "You are not signed in.": "لم تسجل الدخول.",
  "Sign in first, at /sign-in.": "سجل الدخول أولًا، في \u2066/sign-in\u2069.",
  "Your account has no right to this.": "لا يحق لحسابك ذلك.",
  "There are no accounts here: [web] accounts is none.":
    "لا حسابات هنا: \u2066[web] accounts\u2069 هو \u2066none\u2069.",
  "This link has been used, was withdrawn or is too old.": "هذا الرابط استُخدم أو سُحب أو قديم جدًا.",
  "This link has been used, was withdrawn or is too old. Ask for another.":
    "هذا الرابط استُخدم أو سُحب أو قديم جدًا. اطلب رابطًا آخر.",
  "There is an account of this name. Take another name.": "يوجد حساب بهذا الاسم. اختر اسمًا آخر.",
  "This passkey could not be checked. Try again.": "تعذر التحقق من مفتاح المرور هذا. حاول مرة أخرى.",
  "This passkey is known already.": "مفتاح المرور هذا معروف بالفعل.",
  "This passkey is not known here.": "مفتاح المرور هذا غير معروف هنا.",
  "An account has 20 passkeys at most. Remove one first.": "للحساب 20 مفتاح مرور على الأكثر. أزل واحدًا أولًا.",
  "That took too long. Try again.": "استغرق ذلك وقتًا طويلًا. حاول مرة أخرى.",
  "Hundreds of links are out already. Withdraw some, or wait until they end.":
    "هناك مئات الروابط بالفعل. اسحب بعضها أو انتظر حتى تنتهي.",
  "There is no such account. Load the page again.": "لا يوجد حساب كهذا. أعد تحميل الصفحة.",
  "Nobody could invite anybody any more. Make somebody else a steward first.":
    "لن يتمكن أحد من دعوة أحد. اجعل شخصًا آخر مشرفًا أولًا.",
  "An account needs a role. Choose one at least.": "يحتاج الحساب إلى دور. اختر واحدًا على الأقل.",
  "Only residents can be shown some places and not others. Choose all places.":
    "السكان وحدهم يمكن أن تُعرض عليهم أماكن دون غيرها. اختر كل الأماكن.",
  "There is nothing of this number.": "لا يوجد شيء بهذا الرقم.",

  "The channel is not configured any more.": "لم تعد القناة معدة.",

  "Plates are not commissioned here.": "لا تُعتمد الصور الثابتة هنا.",
  "There is no plate of this number: newer ones came, or a newer one was approved.":
    "لا توجد صورة ثابتة بهذا الرقم: جاءت صور أحدث، أو اعتُمدت صورة أحدث.",
  "There is no candidate of this number.": "لا توجد صورة مقترحة بهذا الرقم.",
  "There is no candidate #.": "لا توجد صورة مقترحة رقمها #.",
  "There is no plate # any more.": "لم تعد الصورة الثابتة # موجودة.",
  "There is no plate # to retire.": "لا توجد صورة ثابتة رقمها # لسحبها.",
  "Plate # is commissioned by now.": "الصورة الثابتة # معتمدة الآن.",
  "Plate # is retired by now.": "الصورة الثابتة # مسحوبة الآن.",
  "Somebody has changed candidate # meanwhile.": "غيّر أحدهم الصورة المقترحة # في هذه الأثناء.",
  "Nothing of these cells of candidate # is visible or held back.":
    "لا شيء من هذه الخلايا في الصورة المقترحة # ظاهر أو محجوز.",
  "Nothing of these cells of candidate # is held back.": "لا شيء من هذه الخلايا في الصورة المقترحة # محجوز.",
  "The store cannot be written at the moment, perhaps because its disk is full.":
    "تتعذر الكتابة في المخزن الآن، ربما لأن القرص ممتلئ.",

  "A zone needs a name of at most # letters, on one line.": "تحتاج المنطقة إلى اسم لا يزيد على # حرفًا، في سطر واحد.",
  "Three corners at least are wanted, and there are #.": "يلزم ثلاث زوايا على الأقل، وعددها الآن #.",
  "There are # corners, and # are the most; leave out those that lie on a straight line.":
    "عدد الزوايا #، والحد الأقصى #؛ احذف ما يقع منها على خط مستقيم.",
  "Corner # lies where corner # does; leave it out.": "تقع الزاوية # حيث تقع الزاوية #؛ احذفها.",
  "Sides # and # cross or touch; give the corners in order around the place.":
    "الضلعان # و\u200f# يتقاطعان أو يتلامسان؛ ضع الزوايا بالترتيب حول المكان.",
  "This covers # of the 3600 cells of a view, and 6 are the least that can be judged; draw it larger.":
    "هذا يغطي # من خلايا المنظر البالغة 3600، و6 هي أقل ما يمكن الحكم عليه؛ ارسمها أكبر.",
  "A staff has four corners, two at its upper and two at its lower end.":
    "للمسطرة أربع زوايا، اثنتان عند طرفها العلوي واثنتان عند طرفها السفلي.",
  "Every mark must lie within the zone.": "يجب أن تقع كل علامة داخل المنطقة.",
  "A zone is blocked after \"30 s\" at least and \"60 min\" at most.":
    "تُعد المنطقة مسدودة بعد \u206630 s\u2069 على الأقل و\u206660 min\u2069 على الأكثر.",
  "A zone that is ignore must say when it was drawn, such as drawn = 2026-05-01.":
    "المنطقة من نوع \u2066ignore\u2069 يجب أن تذكر متى رُسمت، مثل \u2066drawn = 2026-05-01\u2069.",
  "A zone that is private must say when it was drawn, such as drawn = 2026-05-01.":
    "المنطقة من نوع \u2066private\u2069 يجب أن تذكر متى رُسمت، مثل \u2066drawn = 2026-05-01\u2069.",
  "A view has at most # zones, not #; join some.": "للمنظر # منطقة على الأكثر، لا #؛ ادمج بعضها.",
  "#% of the view is masked, where no hazard can be told": "#% من المنظر مخفي، ولا يمكن الإبلاغ عن أي خطر هناك",
};
