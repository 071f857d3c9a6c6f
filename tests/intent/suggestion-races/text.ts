/** Races about text that is inserted, struck out and replaced. */
import type { SuggestionRace } from "./race.ts";

const strikeMiddle: SuggestionRace["play"] = ({ sara, meet }) => {
  sara.on("دو سه").delete();
  meet();
};

export const TEXT: readonly SuggestionRace[] = [
  {
    number: "1",
    name: "typed inside struck text, accepted after hearing of it",
    rules: "SU6",
    play: (all) => {
      strikeMiddle(all);
      all.omid.before("سه").type("ژ");
      all.meet();
      all.nika.accept();
    },
    expect: ["⏎یک ژ چهار"],
  },
  {
    number: "2",
    name: "typed inside struck text, accepted before hearing of it",
    rules: "SU6",
    play: (all) => {
      strikeMiddle(all);
      all.omid.before("سه").type("ژ");
      all.nika.accept();
    },
    expect: ["⏎یک ژ چهار"],
  },
  {
    number: "3, 4",
    name: "typed at either edge of struck text",
    rules: "SU6",
    play: ({ sara, omid, nika, meet }) => {
      sara.on("دو").delete();
      meet();
      omid.before("دو").type("ژ");
      nika.after("دو").type("پ");
      sara.accept();
    },
    expect: ["⏎یک ژپ سه چهار"],
  },
  {
    number: "5",
    name: "bold text pasted into struck text",
    rules: "SU6",
    play: (all) => {
      strikeMiddle(all);
      all.omid.before("سه").pasteBold("ژ");
      all.sara.accept();
    },
    expect: ["⏎یک ژ چهار"],
    bold: "ژ",
  },
  {
    number: "18",
    name: "two replace one word, and both are accepted",
    rules: "SU11",
    play: ({ sara, omid, nika, meet }) => {
      omid.isSuggesting = true;
      sara.on("دو").type("ژاله");
      omid.on("دو").type("پونه");
      meet();
      nika.accept();
    },
    expect: ["⏎یک ژالهپونه سه چهار", "⏎یک پونهژاله سه چهار"],
  },
  {
    number: "21",
    name: "a suggestion inside a suggestion, the outer one refused",
    rules: "SU10",
    play: ({ sara, omid, meet }) => {
      sara.before("دو").type("ژاله ");
      meet();
      omid.isSuggesting = true;
      const [outer] = omid.open();
      omid.before("له").type("پ");
      omid.refuse([outer!]);
    },
    expect: ["⏎یک +پ+دو سه چهار"],
  },
  {
    number: "22",
    name: "suggested text deleted directly",
    rules: "SU4 SU9",
    play: ({ sara, omid, meet }) => {
      sara.before("دو").type("ژاله ");
      meet();
      omid.on("ژاله ").delete();
    },
    expect: ["⏎یک دو سه چهار"],
    open: 0,
  },
  {
    number: "23",
    name: "typed directly inside suggested text, which is refused",
    rules: "SU9",
    play: ({ sara, omid, meet }) => {
      sara.before("دو").type("ژاله ");
      meet();
      omid.before("له").type("پ");
      omid.refuse();
    },
    expect: ["⏎یک پدو سه چهار"],
  },
  {
    number: "24",
    name: "typed directly behind suggested text that grows",
    rules: "SU1 SU9",
    play: ({ sara, omid, meet }) => {
      sara.before("دو").type("ژ");
      meet();
      sara.after("ژ").type("ا");
      omid.after("ژ").type("پ");
      meet();
      omid.refuse();
    },
    expect: ["⏎یک پدو سه چهار"],
  },
  {
    number: "25",
    name: "suggested and direct text at one place, the suggestion refused",
    rules: "SU9",
    play: ({ sara, omid, meet }) => {
      sara.before("دو").type("ژ");
      omid.before("دو").type("پ");
      meet();
      omid.refuse();
    },
    expect: ["⏎یک پدو سه چهار"],
  },
  {
    number: "38",
    name: "a sentence added behind text that is struck out across paragraphs",
    rules: "SU6",
    start: ["یک دو", "سه", "چهار پنج"],
    play: ({ sara, omid, meet }) => {
      sara.from("دو", "چهار").delete();
      meet();
      omid.after("چهار").type(" ژاله");
      omid.accept();
    },
    expect: ["⏎یک  ژاله پنج"],
  },
  {
    number: "39",
    name: "typed in the middle of an article that is replaced as a whole",
    rules: "SU6",
    start: ["یک دو", "سه"],
    play: ({ sara, omid, meet }) => {
      sara.from("یک", "سه").type("ژ");
      omid.before("دو").type("پ");
      meet();
      omid.accept();
    },
    expect: ["⏎پژ", "⏎ژپ"],
  },
  {
    number: "40",
    name: "struck text deleted directly, and that undone",
    rules: "SU13",
    play: ({ sara, omid, meet }) => {
      sara.on("دو").delete();
      meet();
      omid.on("دو ").delete();
      meet();
      omid.undo();
    },
    expect: ["⏎یک -دو- سه چهار"],
  },
  {
    number: "45",
    name: "all erased, then typed",
    rules: "SU15",
    start: ["یک دو", "سه"],
    play: ({ sara, omid, meet }) => {
      sara.from("یک", "سه").delete();
      sara.type("ژاله");
      meet();
      omid.accept();
    },
    expect: ["⏎ژاله"],
    open: 0,
  },
  {
    number: "46",
    name: "one of many equal letters erased",
    rules: "SU6",
    start: ["ننننن"],
    play: ({ sara, meet }) => {
      sara.after("ننن").erase();
      meet();
    },
    expect: ["⏎نن-ن-نن"],
  },
  {
    number: "47",
    name: "letters erased one by one",
    rules: "SU15",
    play: ({ sara, meet }) => {
      sara.on("سه").delete();
      for (let i = 0; i < 2; i++) sara.erase();
      meet();
    },
    expect: ["⏎یک د-و سه- چهار"],
    open: 1,
  },
  {
    number: "49",
    name: "an edit from elsewhere while one suggests",
    rules: "SU14",
    play: ({ omid, meet }) => {
      omid.before("دو").type("ژ");
      meet();
    },
    expect: ["⏎یک ژدو سه چهار"],
    open: 0,
  },
  {
    number: "51",
    name: "a copy of suggested text pasted directly, the suggestion refused",
    rules: "SU9",
    play: ({ sara, omid, meet }) => {
      sara.before("دو").type("ژاله ");
      meet();
      omid.on("ژاله ").copyBefore("چهار");
      omid.refuse();
    },
    expect: ["⏎یک دو سه ژاله چهار"],
  },
];
