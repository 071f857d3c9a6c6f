import type { PageSettings } from "../../shared/typing/page-settings.ts";
import "./page-settings.css";

/** Shows articles as a person chose (WS1): the style sheet goes by attributes of the page's root. */
export function showPageSettings(root: HTMLElement, { face, size, lines, measure, justified, focus }: PageSettings): void {
  Object.assign(root.dataset, { face, textSize: size, lines, measure });
  root.toggleAttribute("data-justified", justified);
  root.toggleAttribute("data-focus-mode", focus);
}
