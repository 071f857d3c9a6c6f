/** House style in an open article, as the frame uses it. */
export { AddedSpelling, isUsable } from "./added-spelling.ts";
export { WorkerChecker } from "./checker.ts";
export { FindingHighlights } from "./finding-highlights.ts";
export { IgnoredFindings } from "./ignored.ts";
export { OpenFindings } from "./open-findings.ts";
export type { PlacedFinding } from "./placed-finding.ts";
export { FindingMenu } from "./finding-menu.tsx";
export { WorkerSpellingChecker } from "./spelling-checker.ts";
export { StyleButton } from "./style-button.tsx";
export { StylePanel } from "./style-panel.tsx";
