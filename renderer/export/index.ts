/** Articles that leave. */
export { ExportMenu } from "./export-menu.tsx";
export { FormatMenu } from "./format-menu.tsx";
export type { Leaving } from "./leaving.ts";
export { saveFile } from "./save-file.ts";
