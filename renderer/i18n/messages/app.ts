/** Strings of the frame around the article: library, status, settings. */
export const app = {
  fa: {
    "app.name": "تحریر",
  },
  en: {
    "app.name": "Tahrir",
  },
} as const;
