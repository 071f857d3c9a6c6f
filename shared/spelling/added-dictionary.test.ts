import { expect, test } from "vitest";
import { dictionaryFault, LARGEST_WORDS, type DictionaryFault } from "./added-dictionary.ts";
import { processorTime } from "../../tests/processor-time.ts";

const AFF = "SET UTF-8\nTRY אבגד\n";

test.each<[string, string, string, DictionaryFault | null]>([
  ["a dictionary", AFF, "2\nשלום/A\nעולם\n", null],
  ["one with a mark of the start of its file, and lines of Windows", "\uFEFFSET UTF-8\r\n", "\uFEFF2\r\nשלום\r\nעולם\r\n", null],
  ["more than is read", AFF, `1\n${"שלום\n".repeat(LARGEST_WORDS / 5)}`, "size"],
  ["another encoding", "SET ISO8859-8\n", "1\nשלום\n", "encoding"],
  ["none", "", "1\nשלום\n", "encoding"],
  ["no count", AFF, "שלום\nעולם\n", "form"],
  ["a count that would reserve all memory", AFF, "99999999\nשלום\n", "form"],
  ["a single line", AFF, "2", "form"],
  ["zeros, as in a picture", AFF, "1\nשלום\0\n", "form"],
  ["a line without end", AFF, `1\n${"ש".repeat(30_000)}`, "form"],
  ["a line without end among its rules", `${AFF}SFX A ${"x".repeat(30_000)}\n`, "1\nשלום\n", "form"],
  ["Persian", AFF, "2\nسلام\nدنیا\n", "language"],
  ["no words", AFF, "0\n\n\n", "language"],
])("SP17: %s", (_, aff, dic, fault) => {
  expect(dictionaryFault("he", { aff, dic })).toBe(fault);
});

test("SP17: it takes no long, however many lines there are", () => {
  const dic = `1\n${"א\n".repeat(LARGEST_WORDS / 2 - 10)}`;
  const taken = processorTime(() => {
    expect(dictionaryFault("he", { aff: "SET\n".repeat(900_000), dic })).toBe("encoding");
    expect(dictionaryFault("he", { aff: AFF, dic })).toBeNull();
  });
  expect(taken).toBeLessThan(20_000);
});
