/** The editor of an article, as the frame uses it. */
export { ArticleEditor } from "./article-editor.tsx";
export type { EditorHandle } from "./view.ts";
export type { OwnPresence } from "./carets/publish.ts";
export { Presences, type Presence } from "./carets/presences.ts";
export { caretOf, pointAt } from "./carets/remote-carets.ts";
export { Tool } from "./toolbar/tool.tsx";
export { showPageSettings } from "./page-settings.ts";
export { openReadOnly } from "./read-only.ts";
export { destroyView } from "./view.ts";
export { figureWords } from "./blocks/figure-view.ts";
export { footnotes, footnoteWords } from "./footnotes.ts";
