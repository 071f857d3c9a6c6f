/** The kind of a block, lists and marks change under the other's hands. */
import { BRIDGE, HEADED, LIST, type Race } from "./race.ts";

export const kinds: readonly Race[] = [
  {
    name: "make a heading of a paragraph while the other types in it",
    start: BRIDGE,
    sara: (editor) => editor.before("Traffic").setKind("heading"),
    omid: (editor) => editor.after("returned").type(" very"),
    expect: ["# Bridge\n¶ The old bridge opened today\nh2 Traffic returned very slowly"],
    thread: "returned",
  },
  {
    name: "make a quote of a paragraph while the other types in it",
    start: BRIDGE,
    sara: (editor) => editor.before("Traffic").setKind("quote"),
    omid: (editor) => editor.after("returned").type(" very"),
    expect: ["# Bridge\n¶ The old bridge opened today\n❝ Traffic returned very slowly"],
    thread: "returned",
  },
  {
    name: "both change the kind of a paragraph, to different ones",
    start: BRIDGE,
    sara: (editor) => editor.before("Traffic").setKind("heading"),
    omid: (editor) => editor.before("Traffic").setKind("quote"),
    expect: [
      "# Bridge\n¶ The old bridge opened today\nh2 Traffic returned slowly",
      "# Bridge\n¶ The old bridge opened today\n❝ Traffic returned slowly",
    ],
    thread: "returned",
  },
  {
    name: "make a heading of a paragraph that the other splits",
    start: BRIDGE,
    sara: (editor) => editor.before("Traffic").setKind("heading"),
    omid: (editor) => editor.before("slowly").enter(),
    expect: [
      "# Bridge\n¶ The old bridge opened today\nh2 Traffic returned\n¶ slowly",
      "# Bridge\n¶ The old bridge opened today\nh2 Traffic returned\nh2 slowly",
    ],
    thread: "slowly",
  },
  {
    name: "change the direction of a paragraph while the other types in it",
    start: BRIDGE,
    sara: (editor) => editor.before("Traffic").setDirection("ltr"),
    omid: (editor) => editor.after("returned").type(" very"),
    expect: ["# Bridge\n¶ The old bridge opened today\n¶ltr Traffic returned very slowly"],
    thread: "returned",
  },
  {
    name: "make a heading of a paragraph before which the other puts an empty one",
    start: BRIDGE,
    sara: (editor) => editor.before("Traffic").setKind("heading"),
    omid: (editor) => editor.before("Traffic").enter(),
    expect: ["# Bridge\n¶ The old bridge opened today\n¶\nh2 Traffic returned slowly"],
    thread: "returned",
  },
  {
    name: "make a heading of a paragraph behind which the other puts one",
    start: BRIDGE,
    sara: (editor) => editor.before("opened").setKind("heading"),
    omid: (editor) => {
      editor.after("today").enter();
      editor.type("At last");
    },
    expect: ["# Bridge\nh2 The old bridge opened today\n¶ At last\n¶ Traffic returned slowly"],
    thread: "opened",
  },
  {
    name: "make a quote of a heading whose start the other deletes with the end before it",
    start: HEADED,
    sara: (editor) => editor.before("Weather").setKind("quote"),
    omid: (editor) => editor.from("today", "Wea").delete(),
    expect: ["# Bridge\n¶ The old bridge opened ther\n¶ It rained"],
    thread: "rained",
  },
  {
    name: "make a paragraph of a heading before which the other adds one",
    start: HEADED,
    sara: (editor) => editor.before("Weather").setKind("paragraph"),
    omid: (editor) => {
      editor.after("today").enter();
      editor.type("At last");
    },
    expect: ["# Bridge\n¶ The old bridge opened today\n¶ At last\n¶ Weather\n¶ It rained"],
    thread: "rained",
  },
  {
    name: "make a heading of a paragraph that the other moves",
    start: BRIDGE,
    sara: (editor) => editor.before("Traffic").setKind("heading"),
    omid: (editor) => editor.before("Traffic").moveUp(),
    expect: ["# Bridge\nh2 Traffic returned slowly\n¶ The old bridge opened today"],
    thread: "returned",
  },
  {
    name: "change the direction of a paragraph at whose start the other types",
    start: BRIDGE,
    sara: (editor) => editor.before("Traffic").setDirection("ltr"),
    omid: (editor) => editor.before("Traffic").type("Heavy "),
    expect: ["# Bridge\n¶ The old bridge opened today\n¶ltr Heavy Traffic returned slowly"],
    thread: "returned",
  },
  {
    name: "one changes the direction, one the kind",
    start: BRIDGE,
    sara: (editor) => editor.before("Traffic").setDirection("ltr"),
    omid: (editor) => editor.before("Traffic").setKind("heading"),
    expect: ["# Bridge\n¶ The old bridge opened today\nh2ltr Traffic returned slowly"],
    thread: "returned",
  },
];

export const lists: readonly Race[] = [
  {
    name: "indent a list item while the other types in it",
    start: LIST,
    sara: (editor) => editor.before("beta").indent(),
    omid: (editor) => editor.after("two").type(" more"),
    expect: ["# Bridge\n• alpha one\n›• beta two more\n• gamma three"],
    thread: "beta two",
  },
  {
    name: "both indent the same item: once",
    start: LIST,
    sara: (editor) => editor.before("beta").indent(),
    omid: (editor) => editor.before("beta").indent(),
    expect: ["# Bridge\n• alpha one\n›• beta two\n• gamma three"],
    thread: "beta",
  },
  {
    name: "both indent neighbouring items",
    start: LIST,
    sara: (editor) => editor.before("beta").indent(),
    omid: (editor) => editor.before("gamma").indent(),
    expect: ["# Bridge\n• alpha one\n›• beta two\n›• gamma three"],
    thread: "gamma",
  },
  {
    name: "indent an item while the other outdents it",
    start: "# Bridge\n• alpha one\n›• beta two\n›• gamma three",
    sara: (editor) => editor.before("gamma").indent(),
    omid: (editor) => editor.before("gamma").outdent(),
    expect: [
      "# Bridge\n• alpha one\n›• beta two\n››• gamma three",
      "# Bridge\n• alpha one\n›• beta two\n• gamma three",
      "# Bridge\n• alpha one\n›• beta two\n›• gamma three",
    ],
    thread: "gamma",
  },
  {
    name: "indent an item while the other splits it",
    start: LIST,
    sara: (editor) => editor.before("beta").indent(),
    omid: (editor) => editor.before("two").enter(),
    expect: ["# Bridge\n• alpha one\n›• beta\n›• two\n• gamma three", "# Bridge\n• alpha one\n›• beta\n• two\n• gamma three"],
    thread: "two",
  },
  {
    name: "indent an item under one that the other deletes",
    start: LIST,
    sara: (editor) => editor.before("gamma").indent(),
    omid: (editor) => {
      editor.on("beta two").delete();
      editor.inBlock(2).join();
    },
    expect: ["# Bridge\n• alpha one\n›• gamma three", "# Bridge\n• alpha one\n• gamma three"],
    thread: "gamma three",
  },
];

/** https://github.com/yjs/yjs/issues/382 */
const OVERLAP = "a Y.Text has one marker for the end of a format, whoever began it: the first that comes ends both stretches";

export const marks: readonly Race[] = [
  {
    name: "both make bold, and their ranges overlap",
    start: BRIDGE,
    sara: (editor) => editor.on("old bridge").bold(),
    omid: (editor) => editor.on("bridge opened").bold(),
    expect: ["# Bridge\n¶ The *old bridge opened* today\n¶ Traffic returned slowly"],
    thread: "bridge",
    limit: OVERLAP,
  },
  {
    name: "one makes bold, one italic, and their ranges overlap",
    start: BRIDGE,
    sara: (editor) => editor.on("old bridge").bold(),
    omid: (editor) => editor.on("bridge opened").italic(),
    expect: ["# Bridge\n¶ The *old **_bridge_*_ opened_ today\n¶ Traffic returned slowly"],
    thread: "bridge",
  },
  {
    name: "make bold while the other types inside",
    start: BRIDGE,
    sara: (editor) => editor.on("old bridge").bold(),
    omid: (editor) => editor.after("old").type(" iron"),
    expect: ["# Bridge\n¶ The *old iron bridge* opened today\n¶ Traffic returned slowly"],
    thread: "bridge",
  },
  {
    name: "make bold while the other types at its edge",
    start: BRIDGE,
    sara: (editor) => editor.on("old bridge").bold(),
    omid: (editor) => editor.after("bridge").type("s"),
    expect: [
      "# Bridge\n¶ The *old bridge*s opened today\n¶ Traffic returned slowly",
      "# Bridge\n¶ The *old bridges* opened today\n¶ Traffic returned slowly",
    ],
    thread: "old",
  },
  {
    name: "take bold away while the other types inside",
    start: "# Bridge\n¶ The *old bridge* opened",
    sara: (editor) => editor.on("old bridge").bold(),
    omid: (editor) => editor.after("old").type(" iron"),
    expect: ["# Bridge\n¶ The old iron bridge opened", "# Bridge\n¶ The old* iron* bridge opened"],
    thread: "bridge",
  },
  {
    name: "both link the same words, to different targets",
    start: BRIDGE,
    sara: (editor) => editor.on("old bridge").link("https://s.example"),
    omid: (editor) => editor.on("old bridge").link("https://o.example"),
    expect: [
      "# Bridge\n¶ The [old bridge](https://s.example) opened today\n¶ Traffic returned slowly",
      "# Bridge\n¶ The [old bridge](https://o.example) opened today\n¶ Traffic returned slowly",
    ],
    thread: "old bridge",
  },
  {
    name: "both link, and their ranges overlap",
    start: BRIDGE,
    sara: (editor) => editor.on("old bridge").link("https://s.example"),
    omid: (editor) => editor.on("bridge opened").link("https://o.example"),
    expect: [
      "# Bridge\n¶ The [old bridge](https://s.example)[ opened](https://o.example) today\n¶ Traffic returned slowly",
      "# Bridge\n¶ The [old ](https://s.example)[bridge opened](https://o.example) today\n¶ Traffic returned slowly",
    ],
    thread: "bridge",
    limit: OVERLAP,
  },
];
