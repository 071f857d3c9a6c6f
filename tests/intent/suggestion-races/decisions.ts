/** Races of people who decide at once, or while a suggestion grows. */
import type { SuggestionRace } from "./race.ts";

const BOTH = ["accept", "refuse"] as const;

export const DECISIONS: readonly SuggestionRace[] = [
  {
    number: "6",
    name: "typed on while the suggestion is refused",
    rules: "SU3",
    play: ({ sara, omid, meet }) => {
      sara.before("دو").type("ژ");
      meet();
      sara.after("ژ").type("پ");
      omid.refuse();
    },
    expect: ["⏎یک +پ+دو سه چهار"],
    open: 1,
  },
  {
    number: "7",
    name: "typed on while the suggestion is accepted",
    rules: "SU3",
    play: ({ sara, omid, meet }) => {
      sara.before("دو").type("ژ");
      meet();
      sara.after("ژ").type("پ");
      omid.accept();
    },
    expect: ["⏎یک ژ+پ+دو سه چهار"],
    open: 1,
  },
  {
    number: "8",
    name: "struck on while the suggestion is refused",
    rules: "SU3",
    play: ({ sara, omid, meet }) => {
      sara.on("دو").delete();
      meet();
      sara.on(" سه").delete();
      omid.refuse();
    },
    expect: ["⏎یک دو- سه- چهار"],
    open: 1,
  },
  {
    number: "9",
    name: "struck on while the suggestion is accepted",
    rules: "SU3",
    play: ({ sara, omid, meet }) => {
      sara.on("دو").delete();
      meet();
      sara.on(" سه").delete();
      omid.accept();
    },
    expect: ["⏎یک - سه- چهار"],
    open: 1,
  },
  {
    number: "10",
    name: "a replacement accepted and refused",
    rules: "SU12",
    play: ({ sara, omid, nika, meet }) => {
      sara.on("دو").type("ژاله");
      meet();
      omid.accept();
      nika.refuse();
    },
    expect: ["⏎یک ژاله سه چهار"],
    open: 0,
  },
  {
    number: "11",
    name: "a replacement refused by two",
    rules: "SU10",
    play: ({ sara, omid, nika, meet }) => {
      sara.on("دو").type("ژاله");
      meet();
      omid.refuse();
      nika.refuse();
    },
    expect: ["⏎یک دو سه چهار"],
    open: 0,
  },
  {
    number: "12",
    name: "an insertion accepted and refused",
    rules: "SU12",
    play: ({ sara, omid, nika, meet }) => {
      sara.before("دو").type("ژ ");
      meet();
      omid.accept();
      nika.refuse();
    },
    expect: ["⏎یک ژ دو سه چهار"],
  },
  {
    number: "13",
    name: "a deletion accepted and refused",
    rules: "SU12",
    play: ({ sara, omid, nika, meet }) => {
      sara.on("دو ").delete();
      meet();
      omid.accept();
      nika.refuse();
    },
    expect: ["⏎یک سه چهار"],
  },
  ...BOTH.map((decide, i): SuggestionRace => ({
    number: `${14 + i}`,
    name: `two ${decide} a replacement`,
    rules: "SU3",
    play: ({ sara, omid, nika, meet }) => {
      sara.on("دو").type("ژ");
      meet();
      omid[decide]();
      nika[decide]();
    },
    expect: [decide === "accept" ? "⏎یک ژ سه چهار" : "⏎یک دو سه چهار"],
    open: 0,
  })),
  ...[0, 1].map((accepted): SuggestionRace => ({
    number: `${16 + accepted}`,
    name: `of two strikes that overlap the ${accepted === 0 ? "first" : "second"} is accepted, the other refused`,
    rules: "SU4",
    play: ({ sara, omid, nika, meet }) => {
      omid.isSuggesting = true;
      sara.on("دو سه").delete();
      omid.on("سه چهار").delete();
      const ids = [sara.open()[0]!, omid.open()[0]!];
      meet();
      nika.accept([ids[accepted]!]);
      omid.refuse([ids[1 - accepted]!]);
    },
    expect: [accepted === 0 ? "⏎یک  چهار" : "⏎یک دو "],
  })),
  ...BOTH.map((decide, i): SuggestionRace => ({
    number: `${19 + i}`,
    name: `another's insertion struck out, then the insertion ${decide === "accept" ? "accepted" : "refused"}`,
    rules: "SU4",
    play: ({ sara, omid, nika, meet }) => {
      sara.before("دو").type("ژاله ");
      meet();
      omid.isSuggesting = true;
      const [inserted] = omid.open();
      omid.on("ژاله ").delete();
      meet();
      nika[decide]([inserted!]);
    },
    expect: [decide === "accept" ? "⏎یک -ژاله -دو سه چهار" : "⏎یک دو سه چهار"],
    open: decide === "accept" ? 1 : 0,
  })),
  ...BOTH.map((decide, i): SuggestionRace => ({
    number: `${41 + i}`,
    name: `${decide === "accept" ? "an acceptance" : "a refusal"} undone beside typing`,
    rules: "SU3",
    play: ({ sara, omid, meet }) => {
      sara.on("دو").type("ژاله");
      meet();
      omid[decide]();
      meet();
      sara.isSuggesting = false;
      sara.before("چهار").type("پ");
      omid.undo();
    },
    expect: ["⏎یک -دو-+ژاله+ سه پچهار"],
    open: 1,
  })),
  {
    number: "43",
    name: "accepted text undone by its author",
    rules: "SU3",
    play: ({ sara, omid, meet }) => {
      sara.before("دو").type("ژاله ");
      meet();
      omid.accept();
      meet();
      sara.undo();
    },
    expect: ["⏎یک دو سه چهار"],
  },
  {
    number: "44",
    name: "all accepted beside a new suggestion",
    rules: "SU11",
    play: ({ sara, omid, meet }) => {
      sara.on("دو").type("ژ");
      meet();
      sara.before("چهار").type("پ");
      omid.accept();
    },
    expect: ["⏎یک ژ سه +پ+چهار"],
    open: 1,
  },
];
