import { expect, test } from "vitest";
import { isShortcut } from "./shortcut.ts";

const NONE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false };
const press = (code: string, down: Partial<typeof NONE> & { readonly altGraph?: boolean } = {}) => ({
  ...NONE,
  ...down,
  code,
  getModifierState: (name: string) => name === "AltGraph" && down.altGraph === true,
});

test.each([
  ["Ctrl", false],
  ["Cmd on a Mac", true],
])("a shortcut is its key with exactly its modifiers, by %s", (_name, isOnMac) => {
  const [mod, other] = isOnMac ? [{ metaKey: true }, { ctrlKey: true }] : [{ ctrlKey: true }, { metaKey: true }];
  const is = (code: string, down: Parameters<typeof press>[1], keys: string) => isShortcut(press(code, down), keys, isOnMac);
  expect(is("KeyD", { ...mod, altKey: true, shiftKey: true }, "Mod-Alt-Shift-D")).toBe(true);
  expect(is("KeyD", { ...other, altKey: true, shiftKey: true }, "Mod-Alt-Shift-D")).toBe(false);
  expect(is("KeyD", { ...mod, ...other, altKey: true, shiftKey: true }, "Mod-Alt-Shift-D")).toBe(false);
  expect(is("KeyD", { ...mod, altKey: true }, "Mod-Alt-Shift-D")).toBe(false);
  expect(is("KeyD", { ...mod, altKey: true, shiftKey: true }, "Mod-Alt-D")).toBe(false);
  expect(is("KeyE", { ...mod, altKey: true, shiftKey: true }, "Mod-Alt-Shift-D")).toBe(false);
  expect(is("KeyD", { altKey: true, shiftKey: true }, "Mod-Alt-Shift-D")).toBe(false);
  expect(is("Digit3", { altKey: true, shiftKey: true }, "Alt-Shift-3")).toBe(true);
  expect(is("Digit3", { ctrlKey: true, altKey: true, shiftKey: true }, "Alt-Shift-3")).toBe(false);
  expect(is("F3", {}, "F3")).toBe(true);
  expect(is("F3", other, "F3")).toBe(false);
});

test("a letter that is typed with AltGr, of which Windows says Ctrl and Alt, is no shortcut, nor is what an input method reads", () => {
  expect(isShortcut(press("KeyL", { ctrlKey: true, altKey: true, altGraph: true }), "Mod-Alt-L")).toBe(false);
  expect(isShortcut(press("KeyL", { ctrlKey: true, altKey: true, isComposing: true }), "Mod-Alt-L")).toBe(false);
});
