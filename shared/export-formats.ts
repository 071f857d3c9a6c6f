/** What an article leaves Tahrir as: formats that are text, and a package of a word processor. */
const TEXT_FORMATS = ["text", "html", "markdown", "ninjs"] as const;
export const FORMATS = [...TEXT_FORMATS, "docx"] as const;
export type TextFormat = (typeof TEXT_FORMATS)[number];
export type Format = (typeof FORMATS)[number];

/** Media type and ending of a file. */
export const FILES: Readonly<Record<Format, { readonly type: string; readonly ending: string }>> = {
  text: { type: "text/plain", ending: "txt" },
  html: { type: "text/html", ending: "html" },
  markdown: { type: "text/markdown", ending: "md" },
  ninjs: { type: "application/json", ending: "json" },
  docx: { type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ending: "docx" },
};
