/** Whether Cmd stands for Ctrl. */
export const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);

const MAC: Readonly<Record<string, string>> = { Mod: "⌘", Alt: "⌥", Shift: "⇧" };
const OTHERS: Readonly<Record<string, string>> = { Mod: "Ctrl" };

/**
 * A shortcut as it is written for people and for screen readers.
 * @param keys as prosemirror-keymap names them, such as `Mod-Shift-X`
 */
export function keysOf(keys: string): { readonly shown: string; readonly aria: string } {
  const parts = keys.split("-");
  const aria = parts.map((part) => (part === "Mod" ? (isMac ? "Meta" : "Control") : part)).join("+");
  const shown = isMac ? parts.map((part) => MAC[part] ?? part).join("") : parts.map((part) => OTHERS[part] ?? part).join("+");
  return { shown, aria };
}
