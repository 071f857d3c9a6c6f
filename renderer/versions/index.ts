/** Versions of an article, as the frame uses them. */
export { VersionsButton } from "./versions-button.tsx";
