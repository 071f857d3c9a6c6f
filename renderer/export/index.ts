/** Articles that leave. */
export { dragOut } from "./drag-out.ts";
export { ExportMenu } from "./export-menu.tsx";
export { FileButton } from "./file-button.tsx";
export { FormatMenu } from "./format-menu.tsx";
export type { Leaving } from "./leaving.ts";
export { saveFile } from "./save-file.ts";
