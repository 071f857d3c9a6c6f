/** Races of suggestions, and direct edits, that are about the same text or boundary. */
import { WORDS, type SuggestionRace } from "./race.ts";

const BOTH = ["accept", "refuse"] as const;
const said = (decide: (typeof BOTH)[number]): string => (decide === "accept" ? "accepted" : "refused");

/** The same played with an acceptance and with a refusal. */
const decided = (
  number: number,
  name: string,
  race: Pick<SuggestionRace, "rules" | "start"> & {
    readonly play: (all: Parameters<SuggestionRace["play"]>[0], decide: (typeof BOTH)[number]) => void;
    readonly accepted: Pick<SuggestionRace, "expect" | "kinds" | "open">;
    readonly refused: Pick<SuggestionRace, "expect" | "kinds" | "open">;
  },
): SuggestionRace[] =>
  BOTH.map((decide, i) => ({
    number: `${number}${"ab"[i]!}`,
    name: `${name}, ${said(decide)}`,
    rules: race.rules,
    start: race.start ?? WORDS,
    play: (all) => race.play(all, decide),
    ...race[decide === "accept" ? "accepted" : "refused"],
  }));

export const OVERLAPPING: readonly SuggestionRace[] = [
  ...decided(69, "several blocks replaced beside a direct split in the middle", {
    rules: "SU6",
    start: ["یک دو", "سه چهار", "پنج شش"],
    play: ({ sara, omid, nika, meet }, decide) => {
      sara.from("دو", "پنج").type("ژ");
      omid.before("چهار").enter();
      meet();
      nika[decide]();
    },
    accepted: { expect: ["⏎یک ⏎ژ شش"], open: 0 },
    refused: { expect: ["⏎یک دو⏎سه ⏎چهار⏎پنج شش"], open: 0 },
  }),
  ...decided(70, "three blocks struck out, the middle one deleted directly", {
    rules: "SU6 SU9",
    start: ["یک دو", "سه چهار", "پنج شش"],
    play: ({ sara, omid, nika, meet }, decide) => {
      sara.from("دو", "پنج").delete();
      omid.deleteBlock("سه");
      meet();
      nika[decide]();
    },
    accepted: { expect: ["⏎یک شش"], open: 0 },
    refused: { expect: ["⏎یک دو⏎پنج شش"], open: 0 },
  }),
  ...decided(71, "blocks pasted as a suggestion, written in directly", {
    rules: "SU9",
    play: ({ sara, omid, nika, meet }, decide) => {
      sara.before("دو").paste("¶ ژاله\n¶ پونه");
      meet();
      omid.after("ژا").type("گ");
      meet();
      nika[decide]();
    },
    accepted: { expect: ["⏎یک ژاگله⏎پونهدو سه چهار"], open: 0 },
    refused: { expect: ["⏎یک گدو سه چهار"], open: 0 },
  }),
  ...decided(72, "a join suggested beside a direct split at the same boundary", {
    rules: "SU6",
    start: ["یک دو", "سه چهار"],
    play: ({ sara, omid, nika, meet }, decide) => {
      sara.before("سه").join();
      omid.after("دو").enter();
      meet();
      nika[decide]();
    },
    accepted: { expect: ["⏎یک دو⏎سه چهار"], open: 0 },
    refused: { expect: ["⏎یک دو⏎⏎سه چهار"], open: 0 },
  }),
  ...decided(73, "two joins suggested, the block between made a heading directly", {
    rules: "SU10 SU11",
    start: ["یک دو", "سه چهار", "پنج شش"],
    play: ({ sara, omid, nika, meet }, decide) => {
      sara.before("سه").join();
      sara.before("پنج").join();
      omid.on("سه").setKind("heading");
      meet();
      nika[decide]();
    },
    accepted: { expect: ["⏎یک دوسه چهارپنج شش"], kinds: ["paragraph"], open: 0 },
    refused: { expect: ["⏎یک دو⏎سه چهار⏎پنج شش"], kinds: ["paragraph", "heading", "paragraph"], open: 0 },
  }),
  ...decided(74, "a suggested paragraph split by another's suggestion, the paragraph alone", {
    rules: "SU10",
    play: ({ sara, omid, nika, meet }, decide) => {
      sara.after("چهار").enter();
      sara.type("ژاله پونه");
      meet();
      omid.isSuggesting = true;
      const [paragraph] = omid.open();
      omid.before("پونه").enter();
      meet();
      nika[decide]([paragraph!]);
    },
    accepted: { expect: ["⏎یک دو سه چهار⏎ژاله +⏎+پونه"], open: 1 },
    refused: { expect: ["⏎یک دو سه چهار+⏎+"], open: 1 },
  }),
  ...decided(75, "an own replacement worded anew while the first wording is", {
    rules: "SU3 SU8",
    play: ({ sara, omid, meet }, decide) => {
      sara.on("دو").type("ژاله");
      meet();
      for (let i = 0; i < 4; i++) sara.erase();
      sara.type("پونه");
      omid[decide]();
    },
    accepted: { expect: ["⏎یک +پونه+ سه چهار"], open: 1 },
    refused: { expect: ["⏎یک دو+پونه+ سه چهار"], open: 1 },
  }),
  {
    number: "76",
    name: "two replace one word, one of the two is accepted, the other refused by a third",
    rules: "SU4 SU11",
    play: ({ sara, omid, nika, meet }) => {
      omid.isSuggesting = true;
      sara.on("دو").type("ژاله");
      omid.on("دو").type("پونه");
      const [one, other] = [sara.open(), omid.open()];
      meet();
      nika.accept(one);
      omid.refuse(other);
    },
    expect: ["⏎یک ژاله سه چهار"],
    open: 0,
  },
  {
    number: "77",
    name: "a replacement, a split and a form all accepted by one, all refused by another",
    rules: "SU12",
    play: ({ sara, omid, nika, meet }) => {
      sara.on("دو").type("ژاله");
      sara.before("سه").enter();
      sara.on("چهار").bold();
      meet();
      omid.accept();
      nika.refuse();
    },
    expect: ["⏎یک ژاله ⏎سه چهار"],
    bold: "چهار",
    open: 0,
  },
  {
    number: "78",
    name: "struck text replaced directly",
    rules: "SU9",
    play: ({ sara, omid, meet }) => {
      sara.on("دو").delete();
      meet();
      omid.on("دو").type("ژ");
    },
    expect: ["⏎یک ژ سه چهار"],
    open: 0,
  },
];
