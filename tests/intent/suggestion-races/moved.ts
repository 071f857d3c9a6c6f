/** Races about text that is moved, by a suggestion or directly, while somebody else is about it. */
import type { SuggestionRace } from "./race.ts";

const BOTH = ["accept", "refuse"] as const;
const NO_MOVE = "a CRDT of text has no move: what is moved is written anew, and an edit of what was there stays there";
const SHORT = ["یک دو سه", "چهار پنج شش هفت"];

export const MOVED: readonly SuggestionRace[] = [
  ...BOTH.map((decide, i): SuggestionRace => ({
    number: `63${"ab"[i]!}`,
    name: `struck text moved directly, then the strike ${decide === "accept" ? "accepted" : "refused"}`,
    rules: "SU13",
    start: SHORT,
    play: ({ sara, omid, nika, meet }) => {
      sara.on("دو ").delete();
      meet();
      omid.before("یک").moveDown();
      meet();
      nika[decide]();
    },
    expect: [decide === "accept" ? "⏎چهار پنج شش هفت⏎یک سه" : "⏎چهار پنج شش هفت⏎یک دو سه"],
    open: 0,
  })),
  {
    number: "64",
    name: "a strike accepted while its block is moved directly",
    rules: "SU11",
    start: SHORT,
    play: ({ sara, omid, nika, meet }) => {
      sara.on("دو ").delete();
      meet();
      omid.before("یک").moveDown();
      nika.accept();
    },
    expect: ["⏎چهار پنج شش هفت⏎یک سه", "⏎چهار پنج شش هفت⏎یک -دو -سه"],
    limit: NO_MOVE,
  },
  ...BOTH.map((decide, i): SuggestionRace => ({
    number: `65${"ab"[i]!}`,
    name: `a heading suggested, ${decide === "accept" ? "accepted" : "refused"} while its block is moved directly`,
    rules: "SU13",
    start: SHORT,
    play: ({ sara, omid, nika, meet }) => {
      sara.on("دو").setKind("heading");
      meet();
      omid.before("یک").moveDown();
      nika[decide]();
    },
    expect: ["⏎چهار پنج شش هفت⏎یک دو سه"],
    kinds: ["paragraph", decide === "accept" ? "heading" : "paragraph"],
    open: 0,
  })),
  ...BOTH.map((decide, i): SuggestionRace => ({
    number: `66${"ab"[i]!}`,
    name: `typed in a block whose move is suggested, and ${decide === "accept" ? "accepted" : "refused"}`,
    rules: "SU9 SU13",
    start: ["یک دو", "سه چهار پنج شش"],
    play: ({ sara, omid, nika, meet }) => {
      sara.before("یک").moveDown();
      omid.before("دو").type("ژ");
      meet();
      nika[decide]();
    },
    expect: [decide === "accept" ? "⏎سه چهار پنج شش⏎یک ژدو" : "⏎یک ژدو⏎سه چهار پنج شش"],
    open: 0,
    ...(decide === "accept" && { limit: NO_MOVE }),
  })),
  {
    number: "67",
    name: "two suggest to move one block, and both moves are accepted",
    rules: "SU13",
    start: ["یک دو", "سه چهار پنج شش"],
    play: ({ sara, omid, nika, meet }) => {
      omid.isSuggesting = true;
      sara.before("یک").moveDown();
      omid.before("یک").moveDown();
      meet();
      nika.accept();
    },
    expect: ["⏎سه چهار پنج شش⏎یک دو"],
    open: 0,
    limit: NO_MOVE,
  },
  ...BOTH.map((decide, i): SuggestionRace => ({
    number: `68${"ab"[i]!}`,
    name: `a move suggested, its block struck out by another, the move ${decide === "accept" ? "accepted" : "refused"}`,
    rules: "SU13",
    start: ["یک دو", "سه چهار پنج شش"],
    play: ({ sara, omid, nika, meet }) => {
      omid.isSuggesting = true;
      sara.before("یک").moveDown();
      omid.deleteBlock("یک");
      const move = sara.open();
      meet();
      nika[decide](move);
    },
    expect: [decide === "accept" ? "⏎سه چهار پنج شش-⏎یک دو-" : "-⏎یک دو-⏎سه چهار پنج شش"],
    open: 1,
  })),
];
