/** The newsroom's lists: what is read of a document, and what is written into it. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { checkStyle } from "../style/check.ts";
import { readLexicon } from "../style/lexicon.ts";
import { profileWith } from "../style/profile.ts";
import { changeLists } from "./change-lists.ts";
import { ignoredKey, wordOf } from "./entries.ts";
import { LIST_NAMES, MOST_ENTRIES, NO_LISTS, readLists } from "./newsroom-lists.ts";
import { LISTS_BYTES } from "../lists-room.ts";

/** What two replicas hold after each has heard of the other. */
function merged(a: Y.Doc, b: Y.Doc) {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
  expect(readLists(a)).toEqual(readLists(b));
  return readLists(a);
}

const UKRAINE = { spelling: "اوکراین", variants: ["اوکرائین", "اکراین"], latin: "Ukraine" };
const FINDING = { kind: "mi", words: "می خواهد", mended: "می\u200Cخواهد" } as const;

test("HS29: entries are added, changed and taken out, and each is one step", () => {
  const doc = new Y.Doc();
  expect(readLists(doc)).toEqual(NO_LISTS);
  const steps: number[] = [];
  doc.on("afterTransaction", (transaction) => steps.push(transaction.changed.size));
  expect(changeLists.setSpelling(doc, null, UKRAINE)).toBeNull();
  expect(changeLists.addWord(doc, "تحریر")).toBeNull();
  expect(changeLists.setKind(doc, "digits", true)).toBeNull();
  expect(changeLists.ignore(doc, FINDING)).toBeNull();
  expect(steps.length).toBe(4);
  expect(readLists(doc)).toEqual({
    off: new Set(["digits"]),
    ignored: new Map([[ignoredKey(FINDING), FINDING]]),
    words: [UKRAINE],
    dictionary: new Set(["تحریر"]),
    isFull: false,
  });
  const renamed = { spelling: "اکراین", variants: ["اوکراین"] };
  expect(changeLists.setSpelling(doc, UKRAINE, renamed)).toBeNull();
  expect(readLists(doc).words).toEqual([renamed]);
  changeLists.removeSpelling(doc, renamed);
  changeLists.removeWord(doc, "تحریر");
  changeLists.setKind(doc, "digits", false);
  changeLists.heed(doc, ignoredKey(FINDING));
  expect(readLists(doc)).toEqual(NO_LISTS);
});

test("HS29: two people who add variants to one word at once both keep theirs", () => {
  const [a, b] = [new Y.Doc(), new Y.Doc()];
  changeLists.setSpelling(a, null, { spelling: "تلویزیون", variants: ["تلوزیون"] });
  merged(a, b);
  const [before] = readLists(a).words;
  changeLists.setSpelling(a, before!, { spelling: "تلویزیون", variants: ["تلوزیون", "تلویزون"] });
  changeLists.setSpelling(b, before!, { spelling: "تلویزیون", variants: ["تلوزیون", "تلوزیان"], latin: "television" });
  expect(merged(a, b).words).toEqual([{ spelling: "تلویزیون", variants: ["تلوزیان", "تلوزیون", "تلویزون"], latin: "television" }]);
});

test("HS30: what is no word is refused by name, and written nowhere", () => {
  const doc = new Y.Doc();
  for (const word of ["", " ", "a\nb", "\u202Eفارسی", "12", "آ".repeat(81), " تحریر", "<b>"]) {
    expect([word, changeLists.addWord(doc, word)]).toEqual([word, "no-word"]);
    expect([word, changeLists.setSpelling(doc, null, { spelling: word, variants: ["الف"] })]).toEqual([word, "no-word"]);
  }
  expect(changeLists.setSpelling(doc, null, { spelling: "الف", variants: ["الف"] })).toBe("no-word");
  expect(changeLists.setSpelling(doc, null, { spelling: "الف", variants: [] })).toBe("no-word");
  expect(changeLists.ignore(doc, { ...FINDING, words: "آ".repeat(200) })).toBe("too-long");
  expect(readLists(doc)).toEqual(NO_LISTS);
  expect([wordOf("  آب   و هوا "), wordOf("e\u0301t\u00E9"), wordOf("\u202E")]).toEqual(["آب و هوا", "\u00E9t\u00E9", null]);
});

test("HS30: whatever stands in the document, reading it is total and bounded", () => {
  const doc = new Y.Doc();
  const values = [false, null, 0, "x", "متن", "a\nb", "\u202E", [], {}, new Uint8Array(3)];
  for (const name of LIST_NAMES) {
    for (const [index, value] of values.entries()) doc.getMap(name).set(`کلید${"ی".repeat(index)}`, value);
    doc.getMap(name).set("نقشه", new Y.Map());
    doc.getMap(name).set("نوشته", new Y.Text("آ"));
  }
  for (const name of LIST_NAMES)
    for (const key of ["", "mi", "mi\nx\ny", "mi\nx", "spelling\nx\n", "nokind\nx\ny"]) doc.getMap(name).set(key, true);
  const other = new Y.Doc();
  other.getText("off").insert(0, "text in the same place");
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  doc.getMap("variants").set("واژهٔ", "واژه");
  const lists = readLists(doc);
  expect([...lists.off]).toEqual(["mi"]);
  expect([...lists.ignored.keys()].sort()).toEqual(["mi\nx\ny", "spelling\nx\n"]);
  expect(lists.words.map(({ spelling }) => spelling).sort()).toEqual(["x", "متن", "واژه", "کلیدییی", "کلیدیییی"].sort());
  expect([...lists.dictionary]).toEqual(["mi"]);
});

test("HS30: of more entries than a list may have the rest counts for nothing, and none is added", () => {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (let i = 0; i < MOST_ENTRIES + 500; i++) doc.getMap("dictionary").set(`واژه${i.toString(36)}`, true);
  });
  const lists = readLists(doc);
  expect([lists.dictionary.size, lists.isFull]).toEqual([MOST_ENTRIES, true]);
  expect(changeLists.addWord(doc, "تازه")).toBe("full");
  expect(changeLists.removeWord(doc, "واژه1")).toBeNull();
  expect(Y.encodeStateAsUpdate(doc).length).toBeLessThan(LISTS_BYTES / 4);
});

test("HS18 HS29: the newsroom's words are found in texts, and kinds that it does not look for are not", () => {
  const lexicon = readLexicon("0\n");
  const found = (newsroom: Parameters<typeof profileWith>[1]) =>
    checkStyle("آژانس رویترز و رويتر گفت , دیر شد", lexicon, profileWith("default", newsroom)).map(({ kind, replacement }) => [
      kind,
      replacement,
    ]);
  const words = [
    { spelling: "خبرگزاری رویترز", variants: ["آژانس رویترز"] },
    { spelling: "رویترز", variants: ["رويتر"] },
  ];
  expect(found({ off: [], words })).toEqual(
    expect.arrayContaining([
      ["word-list", expect.any(String)],
      ["spacing", expect.any(String)],
    ]),
  );
  expect(found({ off: [], words }).filter(([kind]) => kind === "word-list").length).toBe(2);
  expect(found({ off: ["word-list"], words }).filter(([kind]) => kind === "word-list")).toEqual([]);
});
