/** Articles that leave as files. */
export { ExportMenu } from "./export-menu.tsx";
export { saveArticle } from "./save-article.ts";
export { saveFile } from "./save-file.ts";
