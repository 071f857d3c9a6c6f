import { halfSpaceAfter } from "../../shared/text/zwnj.ts";

interface Key {
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** Whether a key types a half-space, in the article and in every field (TX12): Shift+Space as on Persian keyboards, Ctrl+Shift+2 as in Word, whatever character the key has. */
export function isZwnjKey({ code, shiftKey, ctrlKey, metaKey }: Key): boolean {
  const command = ctrlKey || metaKey;
  return shiftKey && ((code === "Space" && !command) || (code === "Digit2" && command));
}

const FIELD = 'textarea, input:is([type="text"], [type="search"], :not([type]))';

/** Has the key for the half-space type it in every field of a page, as it does in the article (TX12). */
export function typeHalfSpaceInFields(page: Document): void {
  page.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!isZwnjKey(event) || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) || !field.matches(FIELD)) return;
    event.preventDefault();
    const typed = halfSpaceAfter(field.value.slice(0, field.selectionStart ?? field.value.length));
    // The one way to write in a field that its own undo takes back, and that React hears of.
    if (typed !== "" && !field.readOnly) page.execCommand("insertText", false, typed);
  });
}
