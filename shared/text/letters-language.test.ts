import { expect, test } from "vitest";
import { languageOfBlock } from "../article/model/block-direction.ts";
import { schema } from "../article/model/schema.ts";
import { languageOfLetters } from "./letters-language.ts";

test.each([
  ["این گزارش است", "fa"],
  ["هذه مقالة في الصحيفة", "ar"],
  ["یہ خبر ہے اور بڑی ہے", "ur"],
  ["ئەم هەواڵە نوێیە", "ckb"],
  ["זה מאמר", "he"],
  ["او گفت שלום به پدر", "fa"],
  ["سلام", null],
  ["Reuters 2026", null],
  ["", null],
])("BD37: %s is %s by its letters", (text, language) => {
  expect(languageOfLetters(text)).toBe(language);
});

const block = (text: string, dir: string | null = null) => schema.node("paragraph", { dir }, schema.text(text));

test("BD37: a block that runs otherwise than its article has the language of its letters; one in Hebrew letters is Hebrew", () => {
  expect(languageOfBlock(block("این گزارش است"), "en")).toBe("fa");
  expect(languageOfBlock(block("سلام"), "en")).toBeNull();
  expect(languageOfBlock(block("A report"), "en")).toBe("en");
  expect(languageOfBlock(block("זה מאמר"), "fa")).toBe("he");
  expect(languageOfBlock(block("هذه مقالة"), "he")).toBe("ar");
  expect(languageOfBlock(block("هذه مقالة في الصحيفة"), "fa")).toBe("fa");
  expect(languageOfBlock(block("A report"), "fa")).toBe("en");
  expect(languageOfBlock(block("A report", "rtl"), "fa")).toBe("fa");
  expect(languageOfBlock(block("یہ خبر", "ltr"), "fa")).toBe("fa");
});
