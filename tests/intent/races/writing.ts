/** Both write: in one place, in the headline, by pasting. */
import { BRIDGE, type Race } from "./race.ts";

export const typing: readonly Race[] = [
  {
    name: "both type in the same place: words are not mixed",
    start: BRIDGE,
    sara: (editor) => editor.before("bridge").type("red "),
    omid: (editor) => editor.before("bridge").type("blue "),
    expect: [
      "# Bridge\n¶ The old red blue bridge opened today\n¶ Traffic returned slowly",
      "# Bridge\n¶ The old blue red bridge opened today\n¶ Traffic returned slowly",
    ],
    thread: "opened",
  },
  {
    name: "both add a paragraph at the end",
    start: BRIDGE,
    sara: (editor) => {
      editor.after("slowly").enter();
      editor.type("Sara writes");
    },
    omid: (editor) => {
      editor.after("slowly").enter();
      editor.type("Omid writes");
    },
    expect: [`${BRIDGE}\n¶ Sara writes\n¶ Omid writes`, `${BRIDGE}\n¶ Omid writes\n¶ Sara writes`],
    thread: "slowly",
  },
  {
    name: "one ends a paragraph and starts another, one goes on in it",
    start: "# Bridge\n¶ First",
    sara: (editor) => {
      editor.after("First").type(" part").enter();
      editor.type("Second");
    },
    omid: (editor) => editor.after("First").type(" word"),
    expect: ["# Bridge\n¶ First word part\n¶ Second", "# Bridge\n¶ First part word\n¶ Second", "# Bridge\n¶ First part\n¶ Second word"],
    thread: "First",
  },
  {
    name: "paste three paragraphs while the other types behind",
    start: BRIDGE,
    sara: (editor) => editor.before("opened").paste("¶ one\n¶ two\n¶ three "),
    omid: (editor) => editor.after("today").type(" again"),
    expect: ["# Bridge\n¶ The old bridge one\n¶ two\n¶ three opened today again\n¶ Traffic returned slowly"],
    thread: "opened today",
  },
  {
    name: "both paste paragraphs in the same place",
    start: BRIDGE,
    sara: (editor) => {
      editor.after("slowly").enter();
      editor.paste("¶ s one\n¶ s two");
    },
    omid: (editor) => {
      editor.after("slowly").enter();
      editor.paste("¶ o one\n¶ o two");
    },
    expect: [`${BRIDGE}\n¶ s one\n¶ s two\n¶ o one\n¶ o two`, `${BRIDGE}\n¶ o one\n¶ o two\n¶ s one\n¶ s two`],
    thread: "slowly",
  },
  {
    name: "a divider behind a paragraph while the other types at its end",
    start: BRIDGE,
    sara: (editor) => editor.after("today").divider(),
    omid: (editor) => editor.after("opened").type(" early"),
    expect: ["# Bridge\n¶ The old bridge opened early today\n—\n¶ Traffic returned slowly"],
    thread: "today",
  },
];

export const headlines: readonly Race[] = [
  {
    name: "both write a headline offline: both are there, unmixed",
    start: "#\n¶ Body",
    sara: (editor) => editor.inBlock(0).type("Bridge opens"),
    omid: (editor) => editor.inBlock(0).type("River falls"),
    expect: ["# Bridge opensRiver falls\n¶ Body", "# River fallsBridge opens\n¶ Body"],
    thread: "Body",
  },
  {
    name: "split the headline while the other types in its tail",
    start: "# Bridge opens today\n¶ Body",
    sara: (editor) => editor.before("today").enter(),
    omid: (editor) => editor.after("today").type(" again"),
    expect: ["# Bridge opens\n¶ today again\n¶ Body"],
    thread: "today",
  },
  {
    name: "join the first paragraph to the headline while the other types in it",
    start: "# Bridge\n¶ opens\n¶ Body",
    sara: (editor) => editor.before("opens").join(),
    omid: (editor) => editor.after("opens").type(" today"),
    expect: ["# Bridgeopens today\n¶ Body"],
    thread: "opens",
  },
];
