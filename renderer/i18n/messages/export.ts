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
  ar: {
    "export.name": "تصدير",
    "export.text": "نص عادي",
    "export.html": "صفحة ويب (HTML)",
    "export.markdown": "Markdown",
    "export.ninjs": "نظام الأخبار (ninjs)",
    "export.docx": "معالج النصوص (DOCX)، مع الاقتراحات والتعليقات",
  },
  he: {
    "export.name": "ייצוא",
    "export.text": "טקסט רגיל",
    "export.html": "דף אינטרנט (HTML)",
    "export.markdown": "Markdown",
    "export.ninjs": "מערכת חדשות (ninjs)",
    "export.docx": "מעבד תמלילים (DOCX), עם הצעות והערות",
  },
} as const;
