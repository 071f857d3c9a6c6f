import { describe, expect, test } from "vitest";
import { aidFor, type TypingPlace } from "./aids.ts";
import { turnedOver, turnOf } from "./keyboard-layouts.ts";
import { PAGE_DEFAULTS, pageSchema } from "./page-settings.ts";
import { TYPING_DEFAULTS, typingSchema } from "./settings.ts";
import { readStored } from "./stored.ts";

const place = (before: string, language: string | null = "fa", more: Partial<TypingPlace> = {}): TypingPlace => ({
  before,
  after: "",
  direction: language === "en" ? "ltr" : "rtl",
  language,
  isParagraph: true,
  ...more,
});

/** What `text` becomes when its letters are typed one after the other. */
function typed(text: string, language: string | null = "fa", settings = TYPING_DEFAULTS): string {
  let written = "";
  for (const character of text) {
    written += character;
    const aid = aidFor(place(written, language), settings);
    if (aid && "text" in aid) written = written.slice(0, -aid.length) + aid.text;
  }
  return written;
}

const DIGITS = { ...TYPING_DEFAULTS, digits: "language" } as const;

describe("TA2: quotation marks by the language of the block", () => {
  test.each<[string, string, string]>([
    ['او گفت "سلام" و رفت', "fa", "او گفت «سلام» و رفت"],
    ['"او گفت "نه" و رفت"', "fa", "«او گفت “نه” و رفت»"],
    ['("سلام")', "fa", "(«سلام»)"],
    ['"Reuters" نوشت', "fa", "«Reuters» نوشت"],
    ['قال "نعم"', "ar", "قال «نعم»"],
    ['وتی "بەڵێ"', "ckb", "وتی «بەڵێ»"],
    ['اس نے "ہاں" کہا', "ur", "اس نے “ہاں” کہا"],
    ['he said "yes" and "no"', "en", "he said “yes” and “no”"],
    ['"he said "yes""', "en", "“he said ‘yes’”"],
    ['צה"ל "שלום"', "he", 'צה"ל "שלום"'],
    ['لوله 5" است', "fa", 'لوله 5" است'],
  ])("%s in %s", (text, language, expected) => {
    expect(typed(text, language)).toBe(expected);
  });

  test("TA1: not where it is switched off", () => {
    expect(typed('"سلام"', "fa", { ...TYPING_DEFAULTS, quotes: false })).toBe('"سلام"');
  });
});

describe("TA4: three dots", () => {
  test.each([
    ["صبر کن...", "صبر کن…"],
    ["...", "…"],
    ["صبر کن....", "صبر کن…."],
    ["etc...", "etc..."],
    ["https://a.ir/...", "https://a.ir/..."],
  ])("%s", (text, expected) => {
    expect(typed(text)).toBe(expected);
  });

  test("TA1: not where it is switched off", () => {
    expect(typed("صبر...", "fa", { ...TYPING_DEFAULTS, ellipsis: false })).toBe("صبر...");
  });
});

describe("TA5: signs of the Arabic script behind its letters", () => {
  test.each<[string, string, string]>([
    ["سلام, خوبی?", "fa", "سلام، خوبی؟"],
    ["رفت; آمد", "fa", "رفت؛ آمد"],
    ["«سلام»,", "fa", "«سلام»،"],
    ["بَ,", "fa", "بَ،"],
    ["iPhone, Mac?", "fa", "iPhone, Mac?"],
    ["در iPhone, و", "fa", "در iPhone, و"],
    ["a?b", "fa", "a?b"],
    ["https://fa.ir/سلام?", "fa", "https://fa.ir/سلام?"],
    ["12,500", "fa", "12,500"],
    ["۱۲,۵۰۰", "fa", "۱۲,۵۰۰"],
    ["שלום, מה?", "he", "שלום, מה?"],
    ["hello, you?", "en", "hello, you?"],
    ["مرحبا, كيف?", "ar", "مرحبا، كيف؟"],
  ])("%s in %s", (text, language, expected) => {
    expect(typed(text, language)).toBe(expected);
  });

  test("not where the word goes on in Latin behind the caret", () => {
    expect(aidFor(place("سلام,", "fa", { after: "x" }), TYPING_DEFAULTS)).toBeNull();
  });

  test("TA1: not where it is switched off", () => {
    expect(typed("سلام,", "fa", { ...TYPING_DEFAULTS, punctuation: false })).toBe("سلام,");
  });
});

describe("TA14: a comma behind a number", () => {
  test.each<[string, string, string]>([
    ["در سال ۱۴۰۵, تهران", "fa", "در سال ۱۴۰۵، تهران"],
    ["در سال 2024, تهران", "fa", "در سال 2024، تهران"],
    ["رشد ۲٫۵٪, تورم ۱۲,۵۰۰, و", "fa", "رشد ۲٫۵٪، تورم ۱۲,۵۰۰، و"],
    ["عام ٢٠٢٦, ثم", "ar", "عام ٢٠٢٦، ثم"],
    ["iPhone 15, و", "fa", "iPhone 15, و"],
    ["۱۲,۵۰۰ تومان", "fa", "۱۲,۵۰۰ تومان"],
    ["12, 5", "fa", "12, 5"],
    ["שנת 2026, אז", "he", "שנת 2026, אז"],
    ["in 2026, he", "en", "in 2026, he"],
  ])("%s in %s", (text, language, expected) => {
    expect(typed(text, language)).toBe(expected);
  });

  test("TA1: not where it is switched off", () => {
    expect(typed("سال ۱۴۰۵, و", "fa", { ...TYPING_DEFAULTS, punctuation: false })).toBe("سال ۱۴۰۵, و");
  });
});

describe("TA6: digits by policy", () => {
  test.each<[string, string, string]>([
    ["سال 1405", "fa", "سال ۱۴۰۵"],
    ["عام 2026", "ar", "عام ٢٠٢٦"],
    ["42.5 درصد", "fa", "۴۲.۵ درصد"],
    ["GPT-4 و B2B", "fa", "GPT-4 و B2B"],
    ["user1@a.ir", "fa", "user1@a.ir"],
    ["in 2026", "en", "in 2026"],
    ["שנת 2026", "he", "שנת 2026"],
  ])("%s in %s, of the language", (text, language, expected) => {
    expect(typed(text, language, DIGITS)).toBe(expected);
  });

  test("a number goes on in the digits that it began with", () => {
    expect(aidFor(place("سال 19"), DIGITS)).toBeNull();
    expect(aidFor(place("سال ۱9"), DIGITS)).toEqual({ length: 1, text: "۹" });
    expect(aidFor(place("سال ۱49"), DIGITS)).toBeNull();
  });

  test("Latin, or as they were typed", () => {
    expect(typed("سال ۱۴۰۵", "fa", { ...TYPING_DEFAULTS, digits: "latin" })).toBe("سال 1405");
    expect(typed("سال 14۰۵", "fa")).toBe("سال 14۰۵");
  });
});

describe("TA7: at the start of a paragraph", () => {
  test.each([
    ["- ", "item", { list: "bullet", indent: 0 }],
    ["* ", "item", { list: "bullet", indent: 0 }],
    ["1. ", "item", { list: "number", indent: 0 }],
    ["۱. ", "item", { list: "number", indent: 0 }],
    ["١. ", "item", { list: "number", indent: 0 }],
    ["# ", "heading", { level: 1 }],
    ["## ", "heading", { level: 2 }],
    ["### ", "heading", { level: 3 }],
    ["> ", "quote", {}],
  ])("%s", (before, kind, attrs) => {
    expect(aidFor(place(before), TYPING_DEFAULTS)).toEqual({ length: before.length, kind, attrs });
    expect(aidFor(place(before, "fa", { isParagraph: false }), TYPING_DEFAULTS)).toBeNull();
    expect(aidFor(place(`ب${before}`), TYPING_DEFAULTS)).toBeNull();
    expect(aidFor(place(before), { ...TYPING_DEFAULTS, blocks: false })).toBeNull();
  });
});

describe("TA10: the other keyboard layout", () => {
  test.each<[string, string, string]>([
    ["sghl", "fa", "سلام"],
    ["nkdh", "fa", "دنیا"],
    ["HdvhK", "fa", "آیرا»"],
    ["fvhd 1405", "fa", "برای ۱۴۰۵"],
    ["sghl", "ar", "سلام"],
    ["hgsghl ugd;l", "ar", "السلام عليكم"],
    ["bi,", "ar", "لاهو"],
  ])("%s in %s", (text, language, expected) => {
    expect(turnOf(text)).toBe("fromLatin");
    expect(turnedOver(text, "fromLatin", language)).toBe(expected);
  });

  test.each<[string, string, string]>([
    ["اثممخ", "fa", "hello"],
    ["سلام", "fa", "sghl"],
    ["اثممخ", "ar", "hello"],
    ["شلاخعف", "ar", "about"],
  ])("%s in %s, into Latin", (text, language, expected) => {
    expect(turnOf(text)).toBe("toLatin");
    expect(turnedOver(text, "toLatin", language)).toBe(expected);
  });

  test("Persian comes back as it was", () => {
    const letters = "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپوآأإئؤةژ؟؛،«»\u200C";
    expect(turnedOver(turnedOver(letters, "toLatin", "fa")!, "fromLatin", "fa")).toBe(letters);
  });

  test.each<[string, string, string]>([
    ["akuo guko", "he", "שלום עולם"],
    ["slam", "ur", "سلام"],
    ["xukr hE", "ur", "شءکر حٰ"],
    ["slaw", "ckb", "سلاو"],
    ["kurdstan", "ckb", "کئردستان"],
    ["naYn", "ckb", "ناێن"],
  ])("TA13: %s in %s", (text, language, expected) => {
    expect(turnOf(text)).toBe("fromLatin");
    expect(turnedOver(text, "fromLatin", language)).toBe(expected);
    expect(turnOf(expected)).toBe("toLatin");
    expect(turnedOver(expected, "toLatin", language)).toBe(text);
  });

  test("TA13: in every language a key types one sign, and its letters come back as they were", () => {
    const letters = {
      he: "קראטוןםפשדגכעיחלךףזסבהנמצתץ",
      ur: "قوعرتےءیہپاسدفگحجکلزشچطبنمڑٹئۃآصڈغھضخذژثظں",
      ckb: "قوەرتیئحۆپاسدفگهژکلزخجڤبنمڕطێءعؤثآشذإغأكڵضصچظىة",
    };
    for (const [language, all] of Object.entries(letters)) {
      const latin = turnedOver(all, "toLatin", language)!;
      expect(latin).toMatch(/^[ -~]+$/);
      expect(turnedOver(latin, "fromLatin", language)).toBe(all);
    }
  });

  test("not without letters, and in no language without a layout here", () => {
    expect(turnOf("12, 5")).toBeNull();
    expect(turnOf("۱۲ ")).toBeNull();
    expect(turnedOver("sghl", "fromLatin", "tr")).toBeNull();
  });
});

const read = (stored?: string) => readStored(stored, TYPING_DEFAULTS, typingSchema);

describe("TA1, WS1: what was stored", () => {
  test("is completed, and defaults stand for what cannot be read", () => {
    expect(read(undefined)).toEqual(TYPING_DEFAULTS);
    expect(read('{"quotes":false}')).toEqual({ ...TYPING_DEFAULTS, quotes: false });
    for (const stored of ["", "null", "[]", '{"quotes":1}', '{"other":true}']) expect(read(stored)).toEqual(TYPING_DEFAULTS);
    expect(readStored('{"face":"naskh"}', PAGE_DEFAULTS, pageSchema)).toEqual({ ...PAGE_DEFAULTS, face: "naskh" });
    expect(readStored('{"face":"comic"}', PAGE_DEFAULTS, pageSchema)).toEqual(PAGE_DEFAULTS);
  });
});
