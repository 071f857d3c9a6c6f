import { expect, test } from "vitest";
import { isShortcut } from "./shortcut.ts";

const NONE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false };
const press = (code: string, down: Partial<typeof NONE> & { readonly altGraph?: boolean } = {}) => ({
  ...NONE,
  ...down,
  code,
  getModifierState: (name: string) => name === "AltGraph" && down.altGraph === true,
});

test("a shortcut is its key with exactly its modifiers, by Ctrl or by Cmd", () => {
  for (const mod of [{ ctrlKey: true }, { metaKey: true }]) {
    expect(isShortcut(press("KeyD", { ...mod, altKey: true, shiftKey: true }), "Mod-Alt-Shift-D")).toBe(true);
    expect(isShortcut(press("KeyD", { ...mod, altKey: true }), "Mod-Alt-Shift-D")).toBe(false);
    expect(isShortcut(press("KeyD", { ...mod, altKey: true, shiftKey: true }), "Mod-Alt-D")).toBe(false);
    expect(isShortcut(press("KeyE", { ...mod, altKey: true, shiftKey: true }), "Mod-Alt-Shift-D")).toBe(false);
  }
  expect(isShortcut(press("KeyD", { altKey: true, shiftKey: true }), "Mod-Alt-Shift-D")).toBe(false);
  expect(isShortcut(press("Digit3", { altKey: true, shiftKey: true }), "Alt-Shift-3")).toBe(true);
  expect(isShortcut(press("Digit3", { ctrlKey: true, altKey: true, shiftKey: true }), "Alt-Shift-3")).toBe(false);
  expect(isShortcut(press("F8"), "F8")).toBe(true);
});

test("a letter that is typed with AltGr, of which Windows says Ctrl and Alt, is no shortcut, nor is what an input method reads", () => {
  expect(isShortcut(press("KeyL", { ctrlKey: true, altKey: true, altGraph: true }), "Mod-Alt-L")).toBe(false);
  expect(isShortcut(press("KeyL", { ctrlKey: true, altKey: true, isComposing: true }), "Mod-Alt-L")).toBe(false);
});
