/** What a window says that the desk does not let in. */
export const entry = {
  fa: {
    "entry.title": "این پیوند دیگر کار نمی‌کند",
    "entry.once":
      "هر پیوند تحریر یک پنجره را یک بار و تا ده دقیقه پس از ساخته شدنش باز می‌کند. در پایانه‌ای که تحریر را از آن اجرا کرده‌اید کلید Enter را بزنید تا پیوندهای تازه نوشته شوند.",
    "entry.safe": "نوشته‌های شما سر جای خود است.",
  },
  en: {
    "entry.title": "This link no longer works",
    "entry.once":
      "A Tahrir link opens one window, once, within ten minutes. Press Enter in the terminal where Tahrir was started, and it prints new links.",
    "entry.safe": "Nothing you wrote is lost.",
  },
  ar: {
    "entry.title": "لم يعد هذا الرابط صالحًا",
    "entry.once": "يفتح رابط تحرير نافذة واحدة، مرة واحدة، خلال عشر دقائق. اضغط Enter في الطرفية التي شُغّل فيها تحرير، فتظهر روابط جديدة.",
    "entry.safe": "لم يُفقد شيء مما كتبته.",
  },
  he: {
    "entry.title": "הקישור הזה כבר אינו תקף",
    "entry.once": "קישור של תחריר פותח חלון אחד, פעם אחת, בתוך עשר דקות. הקשה על Enter במסוף שבו הופעל תחריר תציג קישורים חדשים.",
    "entry.safe": "דבר ממה שכתבת לא אבד.",
  },
} as const;
