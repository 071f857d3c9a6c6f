/** Zero-width non-joiner, the half-space of Persian. */
export const ZWNJ = "\u200C";

const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029\v\f]/g;
/** C0 and C1 controls but tab and newline. Bidi marks, isolates and joiners are no controls in this sense, and stay. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F]/g;

/** Makes plain text from outside fit for an article: one kind of line end, no control characters, every joiner kept. */
export function plainText(text: string): string {
  return text
    .replace(/^\uFEFF/, "")
    .replace(LINE_ENDS, "\n")
    .replace(CONTROLS, "")
    .toWellFormed();
}
