/** What was done is taken back or moved. */
import { BRIDGE, LIST, idle, type Race } from "./race.ts";

export const undoing: readonly Race[] = [
  {
    name: "undo one's own split, after the other typed in the tail",
    start: BRIDGE,
    before: (sara) => sara.before("opened").enter(),
    sara: idle,
    omid: (editor) => editor.after("today").type(" again"),
    afterwards: (sara) => sara.undo(),
    expect: ["# Bridge\n¶ The old bridge opened today again\n¶ Traffic returned slowly"],
    thread: "opened today",
  },
  {
    name: "undo one's own paragraph, after the other typed in it: their words stay",
    start: "# Bridge\n¶ First",
    before: (sara) => {
      sara.after("First").enter();
      sara.type("Mine");
    },
    sara: idle,
    omid: (editor) => editor.after("Mine").type(" and yours"),
    afterwards: (sara) => {
      sara.undo();
      sara.undo();
    },
    expect: ["# Bridge\n¶ First\n¶  and yours", "# Bridge\n¶ First and yours"],
    thread: "First",
  },
  {
    name: "undo one's own words, after the other made them bold",
    start: BRIDGE,
    before: (sara) => sara.before("bridge").type("iron "),
    sara: idle,
    omid: (editor) => editor.on("iron bridge").bold(),
    afterwards: (sara) => sara.undo(),
    expect: ["# Bridge\n¶ The old *bridge* opened today\n¶ Traffic returned slowly"],
    thread: "bridge",
  },
  {
    name: "undo one's own heading, after the other typed in it",
    start: BRIDGE,
    before: (sara) => sara.before("Traffic").setKind("heading"),
    sara: idle,
    omid: (editor) => editor.after("returned").type(" very"),
    afterwards: (sara) => sara.undo(),
    expect: ["# Bridge\n¶ The old bridge opened today\n¶ Traffic returned very slowly"],
    thread: "slowly",
  },
  {
    name: "undo one's own deletion, after the other typed there",
    start: BRIDGE,
    before: (sara) => {
      sara.on("old bridge ").delete();
    },
    sara: idle,
    omid: (editor) => editor.before("opened").type("new "),
    afterwards: (sara) => sara.undo(),
    expect: [
      "# Bridge\n¶ The old bridge new opened today\n¶ Traffic returned slowly",
      "# Bridge\n¶ The new old bridge opened today\n¶ Traffic returned slowly",
    ],
    thread: "today",
  },
  {
    name: "undo one's own words, not the other's that came later",
    start: BRIDGE,
    before: (sara) => sara.after("today").type(" again"),
    sara: idle,
    omid: (editor) => editor.after("again").type(" and again"),
    afterwards: (sara) => sara.undo(),
    expect: ["# Bridge\n¶ The old bridge opened today and again\n¶ Traffic returned slowly"],
    thread: "opened",
  },
  {
    name: "undo one's own indent, after the other typed in the item",
    start: LIST,
    before: (sara) => sara.before("beta").indent(),
    sara: idle,
    omid: (editor) => editor.after("two").type(" more"),
    afterwards: (sara) => sara.undo(),
    expect: ["# Bridge\n• alpha one\n• beta two more\n• gamma three"],
    thread: "beta",
  },
];

export const moving: readonly Race[] = [
  {
    name: "move a paragraph down while the other types in it (the longer of the two)",
    start: "# Bridge\n¶ A longer paragraph moves\n¶ Short\n¶ Last",
    sara: (editor) => editor.before("A longer").moveDown(),
    omid: (editor) => editor.after("paragraph").type(" gladly"),
    expect: ["# Bridge\n¶ Short\n¶ A longer paragraph gladly moves\n¶ Last"],
    thread: "longer paragraph",
  },
  {
    name: "move a paragraph up while the other types in its neighbour",
    start: "# Bridge\n¶ A longer paragraph stays\n¶ Short\n¶ Last",
    sara: (editor) => editor.before("Short").moveUp(),
    omid: (editor) => editor.after("paragraph").type(" gladly"),
    expect: ["# Bridge\n¶ Short\n¶ A longer paragraph gladly stays\n¶ Last"],
    thread: "longer paragraph",
  },
  {
    name: "move a short paragraph while the other types in it",
    start: "# Bridge\n¶ A longer paragraph stays\n¶ Short\n¶ Last",
    sara: (editor) => editor.before("Short").moveUp(),
    omid: (editor) => editor.after("Short").type("er"),
    expect: ["# Bridge\n¶ Shorter\n¶ A longer paragraph stays\n¶ Last"],
    thread: "Short",
    threadAfter: ["Short", "Shorter"],
    limit:
      "a CRDT of text has no move: the shorter of two swapped blocks is written anew, and what is typed meanwhile stays where it stood",
  },
  {
    name: "both move the same paragraph up",
    start: "# Bridge\n¶ A longer paragraph stays\n¶ Short\n¶ Last",
    sara: (editor) => editor.before("Short").moveUp(),
    omid: (editor) => editor.before("Short").moveUp(),
    expect: ["# Bridge\n¶ Short\n¶ A longer paragraph stays\n¶ Last"],
    thread: "longer",
    limit: "a CRDT of text has no move: two moves are two insertions",
  },
];
