/** Races in which something is taken back: by undo, by redo, or by restoring a version. */
import type { Reviewer } from "../reviewer.ts";
import type { SuggestionRace } from "./race.ts";

const BOTH = ["accept", "refuse"] as const;

const undoAll = (person: Reviewer): void => {
  for (let i = 0; i < 4; i++) person.undo();
};

export const TAKEN_BACK: readonly SuggestionRace[] = [
  ...[true, false].map((heard, i): SuggestionRace => ({
    number: `${53 + i}`,
    name: `a replacement undone by its author, ${heard ? "who heard that it was accepted" : "while somebody accepts it"}`,
    rules: "SU57",
    play: ({ sara, omid, meet }) => {
      sara.on("دو").type("ژاله");
      meet();
      omid.accept();
      if (heard) meet();
      undoAll(sara);
    },
    expect: ["⏎یک دو سه چهار"],
    open: 0,
  })),
  {
    number: "55",
    name: "an accepted replacement undone and done again by its author",
    rules: "SU57",
    play: ({ sara, omid, meet }) => {
      sara.on("دو").type("ژاله");
      meet();
      omid.accept();
      meet();
      undoAll(sara);
      meet();
      for (let i = 0; i < 4; i++) sara.redo();
    },
    expect: ["⏎یک ژاله سه چهار"],
    open: 0,
  },
  {
    number: "56",
    name: "a replacement undone while somebody accepts it, then done again",
    rules: "SU57",
    play: ({ sara, omid, meet }) => {
      sara.on("دو").type("ژاله");
      meet();
      omid.accept();
      undoAll(sara);
      meet();
      for (let i = 0; i < 4; i++) sara.redo();
    },
    expect: ["⏎یک ژاله سه چهار"],
    open: 0,
  },
  {
    number: "57",
    name: "a replacement undone while somebody accepts it and another writes",
    rules: "SU57",
    play: ({ sara, omid, nika, meet }) => {
      sara.on("دو").type("ژاله");
      meet();
      omid.accept();
      undoAll(sara);
      sara.isSuggesting = false;
      sara.after("چهار").type(" پنج");
      nika.before("سه").type("ش ");
    },
    expect: ["⏎یک دو ش سه چهار پنج"],
    open: 0,
  },
  {
    number: "58",
    name: "two accept a replacement, and one of them takes that back",
    rules: "SU58",
    play: ({ sara, omid, nika, meet }) => {
      sara.on("دو").type("ژاله");
      meet();
      omid.accept();
      nika.accept();
      meet();
      omid.undo();
    },
    expect: ["⏎یک -دو-ژاله سه چهار", "⏎یک -دو-+ژاله+ سه چهار"],
    open: 1,
  },
  {
    number: "59",
    name: "a replacement accepted and refused, and the acceptance taken back",
    rules: "SU58",
    play: ({ sara, omid, nika, meet }) => {
      sara.on("دو").type("ژاله");
      meet();
      omid.accept();
      nika.refuse();
      meet();
      omid.undo();
    },
    expect: ["⏎یک -دو-ژاله سه چهار", "⏎یک -دو-+ژاله+ سه چهار"],
    open: 1,
  },
  {
    number: "60",
    name: "a replacement accepted and refused, and the refusal taken back",
    rules: "SU12",
    play: ({ sara, omid, nika, meet }) => {
      sara.on("دو").type("ژاله");
      meet();
      omid.accept();
      nika.refuse();
      meet();
      nika.undo();
    },
    expect: ["⏎یک ژاله سه چهار"],
    open: 0,
  },
  ...BOTH.map((decide, i): SuggestionRace => ({
    number: `61${"ab"[i]!}`,
    name: `${decide === "accept" ? "an acceptance" : "a refusal"} undone, and done again beside typing`,
    rules: "SU3",
    play: ({ sara, omid, nika, meet }) => {
      sara.on("دو").type("ژاله");
      meet();
      omid[decide]();
      meet();
      omid.undo();
      meet();
      nika.before("چهار").type("پ");
      meet();
      omid.redo();
    },
    expect: [decide === "accept" ? "⏎یک ژاله سه پچهار" : "⏎یک دو سه پچهار"],
    open: 0,
  })),
  {
    number: "62",
    name: "a replacement undone while somebody refuses it",
    rules: "SU3",
    play: ({ sara, omid, meet }) => {
      sara.on("دو").type("ژاله");
      meet();
      omid.refuse();
      undoAll(sara);
    },
    expect: ["⏎یک دو سه چهار"],
    open: 0,
  },
];
