/** Strings of the views that an article with suggestions can be looked at in, and of what it requires of its editors. */
export const textViews = {
  fa: {
    "views.name": "نمای پیشنهادها",
    "views.choose": "نمای پیشنهادها: {view}",
    "views.marks": "همهٔ نشانه‌ها",
    "views.simple": "نمای ساده",
    "views.final": "متن نهایی",
    "views.original": "متن اصلی",
    "views.state": "نما: {view}",
    "views.original.why": "متن اصلی فقط خواندنی است: پیشنهادهای افزوده در آن دیده نمی‌شوند.",
    "views.require": "ویراستاران فقط پیشنهاد دهند",
    "views.required": "این مقاله از ویراستاران فقط پیشنهاد می‌خواهد",
  },
  en: {
    "views.name": "View of suggestions",
    "views.choose": "View of suggestions: {view}",
    "views.marks": "All marks",
    "views.simple": "Simple",
    "views.final": "Final",
    "views.original": "Original",
    "views.state": "View: {view}",
    "views.original.why": "The original is read-only: what is suggested to be added is not shown in it.",
    "views.require": "Editors only suggest",
    "views.required": "This article asks editors to suggest only",
  },
} as const;
