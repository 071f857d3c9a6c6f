/** Articles that leave as files. */
export const exported = {
  fa: {
    "export.name": "برون‌بری",
    "export.text": "متن ساده",
    "export.html": "صفحهٔ وب (HTML)",
    "export.markdown": "مارک‌داون (Markdown)",
    "export.ninjs": "سامانهٔ خبری (ninjs)",
    "export.docx": "واژه‌پرداز (DOCX)، با پیشنهادها و یادداشت‌ها",
  },
  en: {
    "export.name": "Export",
    "export.text": "Plain text",
    "export.html": "Web page (HTML)",
    "export.markdown": "Markdown",
    "export.ninjs": "News system (ninjs)",
    "export.docx": "Word processor (DOCX), with suggestions and notes",
  },
} as const;
