/** Strings of the margin: threads, replies, the orphan tray. */
export const margin = {
  fa: {
    "margin.comment": "یادداشت",
  },
  en: {
    "margin.comment": "Comment",
  },
} as const;
