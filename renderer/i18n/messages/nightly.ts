/** The export of each night. */
export const nightly = {
  fa: {
    "nightly.menu": "برون‌بری شبانه…",
    "nightly.title": "برون‌بری شبانه",
    "nightly.about":
      "این رایانه هر شب همهٔ مقاله‌های روی میز و بایگانی را در پوشه‌ای به نام همان روز می‌نویسد. اگر در آن ساعت روشن نباشد، همین‌که روشن شد می‌نویسد.",
    "nightly.folder": "پوشه، با مسیر کامل",
    "nightly.format": "قالب",
    "nightly.hour": "ساعت",
    "nightly.from": "از {at, time, short}",
    "nightly.keep": "هر شب تا کی بماند",
    "nightly.days": "{days, plural, one {# روز} other {# روز}}",
    "nightly.save": "ذخیره",
    "nightly.now": "همین حالا",
    "nightly.end": "دیگر برون نبر",
    "nightly.running": "در حال نوشتن…",
    "nightly.never": "هنوز چیزی نوشته نشده است.",
    "nightly.last":
      "آخرین بار {at, date, ::dMMMMjm}: {done, plural, one {# مقاله نوشته شد} other {# مقاله نوشته شد}}{failed, plural, =0 {.} one {، # مقاله نوشته نشد؛ manifest.json می‌گوید کدام.} other {، # مقاله نوشته نشد؛ manifest.json می‌گوید کدام.}}",
    "nightly.failed": "آخرین بار {at, date, ::dMMMMjm}: چیزی نوشته نشد ({reason}).",
  },
  en: {
    "nightly.menu": "Nightly export…",
    "nightly.title": "Nightly export",
    "nightly.about":
      "Each night this computer writes all articles on the desk and in the archive into a folder named by the day. If it is off at that hour, it does so as soon as it is on.",
    "nightly.folder": "Folder, with its whole path",
    "nightly.format": "Format",
    "nightly.hour": "Hour",
    "nightly.from": "from {at, time, short}",
    "nightly.keep": "Keep each night for",
    "nightly.days": "{days, plural, one {# day} other {# days}}",
    "nightly.save": "Save",
    "nightly.now": "Export now",
    "nightly.end": "Export no more",
    "nightly.running": "Writing…",
    "nightly.never": "Nothing has been written yet.",
    "nightly.last":
      "Last on {at, date, ::dMMMMjm}: {done, plural, one {# article written} other {# articles written}}{failed, plural, =0 {.} one {, # was not; manifest.json says which.} other {, # were not; manifest.json says which.}}",
    "nightly.failed": "Last on {at, date, ::dMMMMjm}: nothing was written ({reason}).",
  },
} as const;
