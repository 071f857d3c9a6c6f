import bidiFactory from "bidi-js";
import { describe, expect, test } from "vitest";
import { isolateControls, isolateControlsWithin, LineControls, withoutControls } from "./bidi-controls.ts";

const bidi = bidiFactory();
/** The letters of a line in the order in which they stand from the left to the right. */
const drawn = (text: string, direction: "rtl" | "ltr"): string =>
  bidi
    .getReorderedIndices(text, bidi.getEmbeddingLevels(text, direction))
    .map((index) => text[index]!)
    .join("")
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, "");

describe("BD10: embeddings and overrides become isolates, and each line ends what it begins", () => {
  test.each<[string, string, string]>([
    ["nothing to do", "می\u200Cرود \u200F!", "می\u200Cرود \u200F!"],
    ["an embedding", "a \u202Bب\u202C c", "a \u2067ب\u2069 c"],
    ["the other one", "\u202AiOS\u202C آمد", "\u2066iOS\u2069 آمد"],
    ["an override that is open", "fdp\u202Eexe.", "fdp\u2067exe.\u2069"],
    ["each line by itself", "\u202Ea\nb\u202C\u2028\u2066c", "\u2067a\u2069\nb\u2028\u2066c\u2069"],
    ["what ends nothing", "a\u202C b\u2069", "a b"],
    ["nested ones, open", "\u2067a\u202Bb\u2066c", "\u2067a\u2067b\u2066c\u2069\u2069\u2069"],
    ["an isolate that ends around an embedding", "\u2067a\u202Bb\u2069c", "\u2067a\u2067b\u2069\u2069c"],
    ["an end within an isolate of what began outside it", "\u202Ba\u2066b\u202Cc\u2069d\u202C", "\u2067a\u2066bc\u2069d\u2069"],
    ["isolates stay", "\u2068+98\u2069 \u2067x\u2069", "\u2068+98\u2069 \u2067x\u2069"],
  ])("%s", (_name, text, expected) => {
    expect(isolateControls(text)).toBe(expected);
    expect(isolateControls(expected)).toBe(expected);
  });

  test("a name of a file is read in the order in which its letters are", () => {
    expect(drawn("\u202Efdp.exe", "ltr")).toBe("exe.pdf");
    expect(drawn(isolateControls("\u202Efdp.exe"), "ltr")).toBe("fdp.exe");
    expect(drawn(isolateControls("\u202Efdp.exe"), "rtl")).toBe("fdp.exe");
  });

  test("text in parts", () => {
    const controls = new LineControls();
    expect([controls.next("a\u202B"), controls.next("b\u2066c"), controls.next("\u202Cd"), controls.end(), controls.end()]).toEqual([
      "a\u2067",
      "b\u2066c",
      "d",
      "\u2069\u2069",
      "",
    ]);
  });

  test("no text is longer than its place, and none takes long", () => {
    expect(isolateControlsWithin("\u202Eab", 3)).toBe("ab");
    expect(isolateControlsWithin("\u202Eab", 4)).toBe("\u2067ab\u2069");
    expect(isolateControls("\u202E".repeat(100_000) + "\u2069".repeat(100_000)).length).toBe(200_000);
    expect(withoutControls("\u200Fa\u202Eb\u2066c")).toBe("abc");
  });
});
