/** Strings of the article and its toolbar. */
export const editor = {
  fa: {
    "editor.text": "متن مقاله",
  },
  en: {
    "editor.text": "Article text",
  },
} as const;
