import { expect, test } from "vitest";
import { draftsIn, type Drafts } from "./drafts.ts";

/** A window's storage, in memory. */
function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}

const anchor = { first: { client: 1, clock: 2 }, last: { client: 1, clock: 9 } };
const drafts: Drafts = {
  composer: { text: "نیمه‌کاره", target: "range", anchor, quote: "جمله", replacement: "بند" },
  fields: new Map([["reply 1.2", "پاسخ"]]),
};
const NOTHING: Drafts = { composer: null, fields: new Map() };

const refused = (): never => {
  throw new DOMException("full", "QuotaExceededError");
};

test("NO21: drafts are kept by article and member, and removed when none is left", () => {
  const place = storage();
  const store = draftsIn(() => place, "article-1", "sara");
  store.write(drafts);
  expect(draftsIn(() => place, "article-1", "sara").read()).toEqual(drafts);
  expect([draftsIn(() => place, "article-2", "sara").read(), draftsIn(() => place, "article-1", "omid").read()]).toEqual([
    NOTHING,
    NOTHING,
  ]);
  store.write(NOTHING);
  expect(place.length).toBe(0);
});

test("NO21: a storage with any content is read without an error", () => {
  for (const value of [
    "",
    "{",
    "null",
    "7",
    "[]",
    '{"composer":5,"fields":7}',
    '{"composer":{"text":5},"fields":[[1,2],["a"],"b",["c","d"]]}',
    '{"composer":{"text":"a","anchor":{"first":{"client":-1}}}}',
    '{"composer":{"text":"a","replacement":{}}}',
  ]) {
    const place = storage();
    place.setItem("tahrir.drafts/sara/article-1", value);
    const { composer, fields } = draftsIn(() => place, "article-1", "sara").read();
    expect(composer === null || composer.anchor === null).toBe(true);
    expect([...fields.values()].every((text) => typeof text === "string")).toBe(true);
  }
});

test("NO21: a storage that is full or forbidden keeps nothing and breaks nothing", () => {
  const store = draftsIn(refused, "article-1", "sara");
  expect(() => store.write(drafts)).not.toThrow();
  expect(store.read()).toEqual(NOTHING);
});
