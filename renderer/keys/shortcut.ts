import { isMac } from "./keys.ts";

/** What is read of a keyboard event. */
type Pressed = Pick<KeyboardEvent, "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing" | "getModifierState">;

/**
 * Whether an event is this shortcut, with its letter or digit by the place on the keyboard, whatever the layout writes there.
 * What is typed with AltGr is none, though Windows says of it that Ctrl and Alt are down; nor is what an input method reads.
 * @param keys as `keysOf` takes them; `Mod` is Cmd on a Mac, where Ctrl with a letter moves the caret, and Ctrl elsewhere
 */
export function isShortcut(event: Pressed, keys: string, isOnMac = isMac): boolean {
  const parts = keys.split("-");
  const key = parts.pop()!;
  const code = /^[A-Z]$/.test(key) ? `Key${key}` : /^\d$/.test(key) ? `Digit${key}` : key;
  const [mod, other] = isOnMac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  return (
    event.code === code &&
    mod === parts.includes("Mod") &&
    !other &&
    event.altKey === parts.includes("Alt") &&
    event.shiftKey === parts.includes("Shift") &&
    !event.isComposing &&
    !event.getModifierState("AltGraph")
  );
}
