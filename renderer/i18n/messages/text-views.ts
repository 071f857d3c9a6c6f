/** Strings of the views that an article with suggestions can be looked at in. */
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
  },
} as const;
