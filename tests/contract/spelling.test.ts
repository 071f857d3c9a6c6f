/** Spelling by the dictionaries that the program ships. */
import * as prng from "lib0/prng";
import { beforeAll, expect, test } from "vitest";
import type { Speller } from "../../shared/spelling/speller.ts";
import { readLabelled } from "../bench/style/labelled.ts";
import { runs, seed } from "../seed.ts";
import { openSpeller } from "./spelling-dictionaries.ts";

let speller: Speller;
beforeAll(async () => {
  speller = await openSpeller();
});

/** A text with ZWNJs, by "_". */
const z = (text: string): string => text.replaceAll("_", "\u200C");
const misspelt = (text: string): string[] => speller.check(text).map(({ start, end }) => text.slice(start, end));

test("SP2: right words are right with their half-spaces, endings, harakat, kashida and Arabic letters", () => {
  const right = z(
    "می_روند نمی_خواهم کتاب_هایشان خانه_های بزرگ_ترین رفته_اند خانه_ای به_سرعت مخالف_اند سیاست_گذاران دانش_آموزان پژوهش_ها " +
      "تأثیر رئیس مسئول کِتاب کتـــاب كتاب علي رئیس_جمهور روزبه_روز این_قدر کم_آبی",
  );
  expect(misspelt(right)).toEqual([]);
});

test("SP9: who acts on what a noun says is right with any noun, and is not where the noun or the part is misspelt", () => {
  const right = z(
    "پاسخ_دهندگان پاسخ_دهندگانی پاسخ_دهنده_ای کمک_کنندگان سیاست_ورزان رأی_دهندگان نظر_دهندگان شورش_گران آشوب_گرایان جنگ_افکنان " +
      "خبر_پردازان پیام_رسانان محیط_بانان داده_پژوهان هوادهندگان صادرکنندگان هشداردهندگان برگزارکنندگان_شان حادثه_دیدگان مهاجر_ستیزی",
  );
  expect(misspelt(right)).toEqual([]);
  const wrong = z("پاسق_دهندگان پاسخ_دهندگن کمگ_کننده سپاس_گذاران صادرکنندگن");
  expect(misspelt(wrong)).toEqual(wrong.split(" "));
});

test("SP20: names of the news, words with Greek beginnings, abbreviations spoken by letters, pairs and verbs with their object are right", () => {
  const right = z(
    "استارتاپ_ها زلنسکی اوکراین پادکستر کولبران نئولیبرالیسم نانوفناوری پرتوپزشکی ام_آرآی سی_ان_ان سیستان_وبلوچستان گفت_وشنود دیدمش " +
      "می_بینمشان راستی_آزمایی اشتغال_زایی یارانه_بگیران کهن_سالان شعبان_پور دهه_شصتی_ها مستأجران کدنویسی",
  );
  expect(misspelt(right)).toEqual([]);
  const wrong = z("نئوپرتقالیط نانوفناوذی ام_آذآی سیستن_وبلوچستان راصتی_آزمایی مصتأجر");
  expect(misspelt(wrong)).toEqual(wrong.split(" "));
});

test("SP21: a letter for another that sounds or looks like it is mended, and forms stand behind words", () => {
  for (const [wrong, right] of Object.entries({ موشق: "موشک", مسعول: "مسئول", پرورژ: "پرورش", واکسس: "واکسن" }))
    expect([wrong, speller.suggest(wrong).slice(0, 5)]).toEqual([wrong, expect.arrayContaining([right])]);
});

test("SP2: misspelt words are found where they stand, in Persian and in English", () => {
  expect(misspelt("دولط گفت که خبرنگر و the goverment را دید")).toEqual(["دولط", "خبرنگر", "goverment"]);
  expect(misspelt(z("او می_خاهد برود"))).toEqual([z("می_خاهد")]);
});

test("SP2: names, addresses, code, tags, quoted Latin, Arabic, verse and short words are not looked at", () => {
  for (const text of [
    "در https://exampel.com/abcdd و foo@exampel.com و www.exampel.org",
    "با `kodee` و <spann> و #هشتگگ و @کاربرر",
    'نوشت "teh quoted wrods" و رفت',
    "شرکت Bytedanze و NATOO و iPhonne و utf8x و v2x و node.jss",
    "«گر می نخوری طعنه مزن مستانن را / بنیاد مکن تو حیله و دستانن را»",
    "گفت: بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ و رفت",
    "ج.ا.ا، (ص)، ه‍.ش. و اف ام آر",
  ])
    expect([text, misspelt(text)]).toEqual([text, []]);
});

test("SP2: of the sentences of the news that are right, one word of a hundred is in doubt at most", () => {
  const right = ["development", "held-out", "later"].flatMap(readLabelled).filter(({ findings }) => findings.length === 0);
  const found = right.flatMap(({ text }) => misspelt(text));
  const words = right.flatMap(({ text }) => text.split(/\s+/));
  expect(found.length / words.length).toBeLessThan(0.01);
});

test("SP3: words of the newsroom are right, also with their endings, and suggested first", () => {
  const text = z("زرتاک و زرتاکی و زرتاک_ها دیدمشش");
  expect(misspelt(text)).toEqual(["زرتاک", "زرتاکی", z("زرتاک_ها"), "دیدمشش"]);
  speller.use(["زرتاک", "blokchain"]);
  expect(misspelt(text)).toEqual(["دیدمشش"]);
  expect(misspelt("و blokchain هم")).toEqual([]);
  expect(speller.suggest("زرتاق")[0]).toBe("زرتاک");
  speller.use([]);
  expect(misspelt("زرتاک")).toEqual(["زرتاک"]);
});

test("SP4: what is meant is among the suggestions, at most seven", () => {
  const meant = {
    خبرنگر: "خبرنگار",
    دولط: "دولت",
    وزیز: "وزیر",
    انتخاباط: "انتخابات",
    زیرساخط: "زیرساخت",
    پژوهشگرن: "پژوهشگران",
    goverment: "government",
  };
  for (const [wrong, right] of Object.entries(meant)) {
    const suggested = speller.suggest(wrong);
    expect([wrong, suggested.includes(right), suggested.length <= 7]).toEqual([wrong, true, true]);
  }
  for (const none of ["کتاب", "", " ", "آ".repeat(60), "NATO", "12"]) expect([none, speller.suggest(none)]).toEqual([none, []]);
});

test("SP2: whatever a text holds, each note is a word in it, in order and apart, and is found again alone", () => {
  const parts = [
    "کتاب",
    "دولط",
    "\u200C",
    " ",
    "ـ",
    "َ",
    "teh",
    "https://a.b",
    "`",
    '"',
    "«",
    "/",
    "\u202E",
    "😀",
    "\uD800",
    "\n",
    "۱۲",
    "ي",
    "\uFFFC",
  ];
  for (let run = 0; run < runs(300); run++) {
    const random = prng.create(seed + run);
    const text = Array.from({ length: 40 }, () => prng.oneOf(random, parts)).join("");
    let last = 0;
    for (const { start, end, kind, replacement } of speller.check(text)) {
      expect([run, kind, replacement, start >= last, end > start]).toEqual([run, "spelling", "", true, true]);
      last = end;
    }
    expect(last).toBeLessThanOrEqual(text.length);
  }
});
