/** Races about blocks and forms: split, join, kinds, bold, moves. */
import type { SuggestionRace } from "./race.ts";

const BOTH = ["refuse", "accept"] as const;

export const BLOCKS: readonly SuggestionRace[] = [
  {
    number: "26",
    name: "typed in the tail of a suggested split, which is refused",
    rules: "SU10",
    play: ({ sara, omid, meet }) => {
      sara.before("سه").enter();
      meet();
      omid.after("چهار").type(" پنج");
      omid.refuse();
    },
    expect: ["⏎یک دو سه چهار پنج"],
  },
  {
    number: "27",
    name: "a suggested and a direct split at one place, the suggestion refused",
    rules: "SU10",
    play: ({ sara, omid, meet }) => {
      sara.before("سه").enter();
      omid.before("سه").enter();
      meet();
      omid.refuse();
    },
    expect: ["⏎یک دو ⏎سه چهار"],
  },
  {
    number: "28",
    name: "a suggested split in a word that is deleted, accepted",
    rules: "SU11",
    play: ({ sara, omid, meet }) => {
      sara.before("ه چهار").enter();
      omid.on("سه").delete();
      meet();
      omid.accept();
    },
    expect: ["⏎یک دو ⏎ چهار"],
  },
  ...BOTH.map((decide, i): SuggestionRace => ({
    number: `${29 + i}`,
    name: `a suggested join beside a change of kind, ${decide === "accept" ? "accepted" : "refused"}`,
    rules: "SU10 SU11",
    start: ["یک", "دو"],
    play: ({ sara, omid, meet }) => {
      sara.before("دو").join();
      omid.on("دو").setKind("quote");
      meet();
      omid[decide]();
    },
    expect: [decide === "refuse" ? "⏎یک⏎دو" : "⏎یکدو"],
    kinds: decide === "refuse" ? ["paragraph", "quote"] : ["paragraph"],
  })),
  {
    number: "31",
    name: "typed on both sides of a suggested join, which is accepted",
    rules: "SU6",
    start: ["یک", "دو"],
    play: ({ sara, omid, nika, meet }) => {
      sara.before("دو").join();
      omid.after("یک").type("ژ");
      nika.before("دو").type("پ");
      meet();
      sara.accept();
    },
    expect: ["⏎یکژپدو"],
  },
  {
    number: "32",
    name: "a heading suggested, made a quote directly, refused",
    rules: "SU7",
    start: ["یک", "دو"],
    play: ({ sara, omid, meet }) => {
      sara.on("دو").setKind("heading");
      omid.on("دو").setKind("quote");
      meet();
      omid.refuse();
    },
    expect: ["⏎یک⏎دو"],
    kinds: ["paragraph", "quote"],
  },
  ...BOTH.toReversed().map((decide, i): SuggestionRace => ({
    number: `${33 + i}`,
    name: `two kinds suggested, one refused, the other ${decide === "accept" ? "accepted" : "refused"}`,
    rules: "SU7",
    start: ["یک", "دو"],
    play: ({ sara, omid, nika, meet }) => {
      omid.isSuggesting = true;
      sara.on("دو").setKind("heading");
      omid.on("دو").setKind("quote");
      const [first, other] = [sara.open(), omid.open()];
      meet();
      nika.refuse(first);
      sara[decide](other);
    },
    expect: ["⏎یک⏎دو"],
    kinds: ["paragraph", decide === "accept" ? "quote" : "paragraph"],
    open: 0,
  })),
  {
    number: "35",
    name: "typed inside text that is suggested to be bold, accepted",
    rules: "SU6",
    play: ({ sara, omid, meet }) => {
      sara.on("دو سه").bold();
      meet();
      omid.before("سه").type("ژ");
      omid.accept();
    },
    expect: ["⏎یک دو ژسه چهار"],
    bold: "دو ژسه",
  },
  {
    number: "36",
    name: "bold suggested, also given directly, refused",
    rules: "SU7",
    play: ({ sara, omid, meet }) => {
      sara.on("دو").bold();
      omid.on("دو").bold();
      meet();
      omid.refuse();
    },
    expect: ["⏎یک دو سه چهار"],
    bold: "دو",
  },
  {
    number: "37",
    name: "bold suggested for words that are deleted",
    rules: "SU4",
    play: ({ sara, omid, meet }) => {
      sara.on("دو").bold();
      omid.on("دو ").delete();
      meet();
    },
    expect: ["⏎یک سه چهار"],
    open: 0,
  },
  {
    number: "48",
    name: "a whole paragraph struck out, accepted",
    rules: "SU11",
    start: ["یک", "دو", "سه"],
    play: ({ sara, omid, meet }) => {
      sara.deleteBlock("دو");
      meet();
      omid.accept();
    },
    expect: ["⏎یک⏎سه"],
  },
  {
    number: "50",
    name: "Enter, then Backspace",
    rules: "SU8",
    play: ({ sara }) => {
      sara.before("سه").enter();
      sara.join();
    },
    expect: ["⏎یک دو سه چهار"],
    open: 0,
  },
  {
    number: "52a",
    name: "a block with suggested text moved directly",
    rules: "SU13",
    start: ["یک دو", "سه که درازتر است"],
    play: ({ sara, omid, meet }) => {
      sara.before("دو").type("ژ ");
      sara.on("یک").delete();
      meet();
      omid.before("دو").moveDown();
    },
    expect: ["⏎سه که درازتر است⏎-یک- +ژ +دو"],
  },
  {
    number: "52b",
    name: "a block with suggested text moved directly, then accepted",
    rules: "SU13",
    start: ["یک دو", "سه که درازتر است"],
    play: ({ sara, omid, meet }) => {
      sara.before("دو").type("ژ ");
      sara.on("یک").delete();
      meet();
      omid.before("دو").moveDown();
      meet();
      omid.accept();
    },
    expect: ["⏎سه که درازتر است⏎ ژ دو"],
    open: 0,
  },
];
