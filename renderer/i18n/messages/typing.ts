/** Strings of what helps while one types. */
export const typing = {
  fa: {
    "typing.settings": "کمک هنگام نوشتن",
    "typing.settings.hint": "Backspace هر کمک را بی‌درنگ برمی‌گرداند.",
    "typing.quotes": 'گیومه به جای "…"',
    "typing.pairs": "گیومه دور آنچه برگزیده شده",
    "typing.ellipsis": "سه‌نقطهٔ پیوسته به جای ...",
    "typing.punctuation": "، ؛ ؟ پس از واژهٔ فارسی و عربی",
    "typing.blocks": "- و ۱. و # و > در آغاز بند",
    "typing.menu": "/ برای فهرست بندها",
    "typing.digits": "رقم‌ها",
    "typing.digits.typed": "همان که زده شود",
    "typing.digits.language": "رقم‌های زبان بند",
    "typing.digits.latin": "123",

    "typing.slash": "نوع بند",
    "typing.slash.count": "{count, plural, =0 {چیزی پیدا نشد} one {یک گزینه} other {# گزینه}}",
  },
  en: {
    "typing.settings": "Help while typing",
    "typing.settings.hint": "Backspace takes each of these back at once.",
    "typing.quotes": 'Quotation marks for "',
    "typing.pairs": "Quotation marks around a selection",
    "typing.ellipsis": "One ellipsis sign for ...",
    "typing.punctuation": "، ؛ ؟ behind Persian and Arabic words",
    "typing.blocks": "- and 1. and # and > where a block begins",
    "typing.menu": "/ for a list of blocks",
    "typing.digits": "Digits",
    "typing.digits.typed": "As typed",
    "typing.digits.language": "Of the block’s language",
    "typing.digits.latin": "123",

    "typing.slash": "Kind of block",
    "typing.slash.count": "{count, plural, =0 {Nothing found} one {# choice} other {# choices}}",
  },
} as const;
