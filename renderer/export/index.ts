/** Articles that leave. */
export { ExportMenu } from "./export-menu.tsx";
export type { Leaving } from "./leaving.ts";
