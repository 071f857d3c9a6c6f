/** Versions of an article, as the frame uses them. */
export type { Credits } from "./article-writers.ts";
export { VersionsButton } from "./versions-button.tsx";
