import { keptDirection } from "../model/block-direction.ts";
import { Fragment, Slice, type Node } from "prosemirror-model";
import { EditorState, TextSelection, type Command } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { ArticleBinding } from "../sync/binding.ts";
import { bodyOf } from "../model/body.ts";
import * as commands from "./commands.ts";
import { fillBody } from "../projection/fill.ts";
import { projectBody } from "../projection/project.ts";
import { schema } from "../model/schema.ts";

/**
 * An article in one line: blocks parted by " / ", each with its kind before a colon ("item number 2: متن"), a paragraph
 * without; "^" is the selection's anchor and "|" its head (a caret is "|" alone); "⏎" is a line break. The first block
 * is the headline.
 */
const NAMES: Record<string, string> = { q: "quote", lead: "lead", fig: "figure", hr: "divider", p: "paragraph" };

function blockOf(source: string, index: number): Node {
  const [, form = "", text] = /^(?:([a-z][a-z0-9 ]*):)?\s?(.*)$/su.exec(source)!;
  const content = text!
    .split("⏎")
    .flatMap((line, i) => [...(i > 0 ? [schema.node("line_break")] : []), ...(line ? [schema.text(line)] : [])]);
  if (index === 0) return schema.node("headline", { dir: form === "ltr" ? form : null }, content);
  const words = form.split(" ").filter((word) => word !== "" && word !== "ltr" && word !== "rtl");
  const dir = form.split(" ").find((word) => word === "ltr" || word === "rtl") ?? null;
  const [name = "p", ...rest] = words;
  if (/^h[1-3]$/.test(name)) return schema.node("heading", { level: Number(name[1]), dir }, content);
  if (name === "ul" || name === "ol")
    return schema.node("item", { list: name === "ol" ? "number" : "bullet", indent: Number(rest[0] ?? 0), dir }, content);
  return schema.node(NAMES[name]!, { dir, ...(name === "fig" ? { src: "a.png" } : {}) }, content);
}

const sources = (article: string): string[] => article.split(" / ").map((one) => (one === "∅" ? "" : one));

function show(state: EditorState): string {
  const { anchor, head } = state.selection;
  return state.doc.content.content
    .map((block, index) => {
      const start = state.doc.content.content.slice(0, index).reduce((sum, one) => sum + one.nodeSize, 1);
      let text = block.textBetween(0, block.content.size, null, "⏎");
      const marks = [...(anchor === head ? [] : [[anchor, "^"] as const]), [head, "|"] as const].sort((a, b) => b[0] - a[0]);
      for (const [pos, sign] of marks)
        if (pos >= start && pos <= start + block.content.size) text = text.slice(0, pos - start) + sign + text.slice(pos - start);
      const { level, list, indent, dir } = block.attrs as Record<string, unknown>;
      const name = block.type.name;
      const form =
        name === "heading"
          ? `h${String(level)}`
          : name === "item"
            ? `${list === "number" ? "ol" : "ul"}${indent ? ` ${String(indent)}` : ""}`
            : (Object.entries(NAMES).find(([, kind]) => kind === name)?.[0] ?? "");
      const whole = [form === "p" ? "" : form, dir].filter(Boolean).join(" ");
      return whole ? `${whole}:${text ? ` ${text}` : ""}` : text || "∅";
    })
    .join(" / ");
}

function stateOf(article: string): EditorState {
  let anchor = -1;
  let head = -1;
  let start = 1;
  const blocks = sources(article).map((source, index) => {
    const block = blockOf(source.replace(/[|^]/g, ""), index);
    const text = source.replace(/^[a-z][a-z0-9 ]*:\s?/, "");
    if (text.includes("|")) head = start + text.replace("^", "").indexOf("|");
    if (text.includes("^")) anchor = start + text.replace("|", "").indexOf("^");
    start += block.nodeSize;
    return block;
  });
  const doc = schema.node("doc", null, blocks);
  return EditorState.create({ doc, selection: TextSelection.create(doc, anchor < 0 ? head : anchor, head) });
}

/** Runs `command` through a binding; `deleted` is the text, boundaries aside, that the CRDT deleted. */
function run(article: string, command: Command): { shown: string; applied: boolean; deleted: string } {
  const start = stateOf(article);
  const doc = new Y.Doc();
  fillBody(bodyOf(doc), start.doc);
  const host = {
    state: EditorState.create({ doc: projectBody(bodyOf(doc)) }),
    updateState: (state: EditorState) => void (host.state = state),
  };
  const binding = new ArticleBinding(doc, host, (error) => {
    throw error;
  });
  binding.dispatch(host.state.tr.setSelection(TextSelection.create(host.state.doc, start.selection.anchor, start.selection.head)));
  let deleted = "";
  doc.on("beforeObserverCalls", (transaction: Y.Transaction) => {
    Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
      if (struct instanceof Y.Item && struct.content instanceof Y.ContentString) deleted += struct.content.str.replaceAll("\n", "");
    });
  });
  const dry = command(host.state);
  const applied = command(host.state, (tr) => binding.dispatch(tr));
  expect(applied).toBe(dry);
  host.state.doc.check();
  expect(host.state.doc.eq(projectBody(bodyOf(doc)))).toBe(true);
  return { shown: show(host.state), applied, deleted };
}

type Case = readonly [name: string, before: string, command: Command, after: string];
const cases = (list: readonly Case[]) =>
  test.each(list)("%s", (_name, before, command, after) => {
    expect(run(before, command).shown).toBe(after);
  });

const { splitBlock, deleteBackward, deleteForward, setKind, toggleList } = commands;

describe("TX1: Enter", () => {
  cases([
    ["parts a paragraph", "تیتر / یک|دو", splitBlock, "تیتر / یک / |دو"],
    ["takes the headline's tail into a paragraph", "تی|تر", splitBlock, "تی / |تر"],
    ["after the headline starts a paragraph", "تیتر| / متن", splitBlock, "تیتر / | / متن"],
    ["after a heading starts a paragraph", "ت / h2: بخش|", splitBlock, "ت / h2: بخش / |"],
    ["within a heading makes two", "ت / h2: بخ|ش", splitBlock, "ت / h2: بخ / h2: |ش"],
    ["before a heading puts a paragraph there", "ت / h2: |بخش", splitBlock, "ت / ∅ / h2: |بخش"],
    ["after a lead starts a paragraph", "ت / lead: لید|", splitBlock, "ت / lead: لید / |"],
    ["in a caption starts a paragraph", "ت / fig: شر|ح", splitBlock, "ت / fig: شر / |ح"],
    ["before a lead puts a paragraph there", "ت / lead: |لید", splitBlock, "ت / ∅ / lead: |لید"],
    ["before a caption puts a paragraph there", "ت / fig: |شرح", splitBlock, "ت / ∅ / fig: |شرح"],
    ["keeps the level and style of an item", "ت / ol 2: یک|", splitBlock, "ت / ol 2: یک / ol 2: |"],
    ["moves an empty item out", "ت / ul 1: |", splitBlock, "ت / ul: |"],
    ["ends a list", "ت / ul: |", splitBlock, "ت / |"],
    ["goes on in a quote", "ت / q: گفت|", splitBlock, "ت / q: گفت / q: |"],
    ["ends a quote", "ت / q: |", splitBlock, "ت / |"],
    ["replaces what is selected", "ت / ی^ک / دو س|ه", splitBlock, "ت / ی / |ه"],
    ["keeps a direction for the text that has it", "ت / ltr: o|ne", splitBlock, "ت / ltr: o / ltr: |ne"],
    ["leaves what is written next to follow itself", "ت / ltr: one|", splitBlock, "ت / ltr: one / |"],
    ["with Shift breaks the line", "ت / یک|دو", commands.insertLineBreak, "ت / یک⏎|دو"],
    ["with Shift breaks the headline's line", "ت|ر", commands.insertLineBreak, "ت⏎|ر"],
  ]);
});

describe("TX2: Backspace and Delete", () => {
  cases([
    ["moves an item out", "ت / ul 2: |یک", deleteBackward, "ت / ul 1: |یک"],
    ["makes an item a paragraph", "ت / ul: |یک", deleteBackward, "ت / |یک"],
    ["makes a heading a paragraph", "ت / h1: |یک", deleteBackward, "ت / |یک"],
    ["joins paragraphs", "ت / یک / |دو", deleteBackward, "ت / یک|دو"],
    ["joins the first one to the headline", "ت / |دو", deleteBackward, "ت|دو"],
    ["does nothing at the headline", "|ت / دو", deleteBackward, "|ت / دو"],
    ["takes away a divider before", "ت / hr: / |دو", deleteBackward, "ت / |دو"],
    ["joins into a divider that holds text", "ت / hr: خط / |دو", deleteBackward, "ت / hr: خط|دو"],
    ["takes away an empty block before, not the kind behind", "ت / h1: / |دو", deleteBackward, "ت / |دو"],
    ["goes into a caption before", "ت / fig: شرح / |دو", deleteBackward, "ت / fig: شرح| / دو"],
    ["removes an empty paragraph behind a picture", "ت / fig: شرح / |", deleteBackward, "ت / fig: شرح|"],
    ["joins what is behind", "ت / یک| / دو", deleteForward, "ت / یک|دو"],
    ["joins what is behind the headline", "ت| / دو", deleteForward, "ت|دو"],
    ["keeps the kind behind an empty block", "ت / | / h1: دو", deleteForward, "ت / h1: |دو"],
    ["takes away a divider behind", "ت / یک| / hr:", deleteForward, "ت / یک|"],
    ["does not swallow a picture behind", "ت / یک| / fig: شرح", deleteForward, "ت / یک / fig: |شرح"],
    ["does nothing at the end", "ت / یک|", deleteForward, "ت / یک|"],
    ["delete across blocks joins them", "ت^یتر / یک / د|و", deleteBackward, "ت|و"],
    ["delete everything leaves a headline", "^تیتر / یک / دو|", deleteForward, "|"],
    ["Backspace takes the ZWNJ alone", "ت / می\u200C|رود", deleteBackward, "ت / می|رود"],
    ["Delete takes the letter with its ZWNJ", "ت / م|ی\u200Cرود", deleteForward, "ت / م|رود"],
    ["Backspace takes a mark alone", "ت / مُ|", deleteBackward, "ت / م|"],
    ["Backspace takes a whole family", "ت / 👨‍👩‍👧|", deleteBackward, "ت / |"],
    ["Delete takes a whole flag", "ت / |🇮🇷آ", deleteForward, "ت / |آ"],
    ["Backspace takes both halves of a pair", "ت / 𐤀|", deleteBackward, "ت / |"],
    ["Backspace takes a line break", "ت / ا⏎|ب", deleteBackward, "ت / ا|ب"],
  ]);
});

describe("TX4: kinds, lists and levels", () => {
  cases([
    ["retypes all selected blocks but the headline", "ت^ / یک / دو|", setKind("quote"), "ت^ / q: یک / q: دو|"],
    ["never retypes the headline", "ت|", setKind("quote"), "ت|"],
    ["sets a heading's level", "ت / h1: یک|", setKind("heading", { level: 3 }), "ت / h3: یک|"],
    ["toggles back to a paragraph", "ت / h2: یک|", commands.toggleKind("heading", { level: 2 }), "ت / یک|"],
    ["makes a list", "ت / ^یک / دو|", toggleList("number"), "ت / ol: ^یک / ol: دو|"],
    ["changes the style of a list and keeps its levels", "ت / ul: ^یک / ul 2: دو|", toggleList("number"), "ت / ol: ^یک / ol 2: دو|"],
    ["takes a list away", "ت / ul 1: یک|", toggleList("bullet"), "ت / یک|"],
    ["indents items alone", "ت / ^یک / ul 1: دو|", commands.indent, "ت / ^یک / ul 2: دو|"],
    ["indents to the eighth level", "ت / ul 8: یک|", commands.indent, "ت / ul 8: یک|"],
    ["outdents", "ت / ul 1: یک|", commands.outdent, "ت / ul: یک|"],
    ["outdents to the first level", "ت / ul: یک|", commands.outdent, "ت / ul: یک|"],
    ["keeps the direction", "ت / ltr: one|", setKind("quote"), "ت / q ltr: one|"],
  ]);

  test("a picture made a paragraph and back holds no picture", () => {
    const state = stateOf("ت / fig: شرح|");
    let next = state;
    setKind("paragraph")(next, (tr) => (next = next.apply(tr)));
    expect(next.doc.child(1).attrs["src"]).toBe(null);
  });
});

describe("TX5: directions", () => {
  cases([
    ["of a block", "ت / یک|", commands.setDirection("ltr"), "ت / ltr: یک|"],
    ["of the headline", "ت|", commands.toggleDirection("rtl"), "ltr: ت|"],
    ["of many, as the first", "ت / ltr: ^یک / دو|", commands.toggleDirection("rtl"), "ت / rtl: ^یک / rtl: دو|"],
    ["left to the article again", "ت / ltr: یک|", commands.setDirection(null), "ت / یک|"],
  ]);

  test("BD21: a run that stands by itself", () => {
    const state = stateOf("ت / ^iOS| یک");
    let next = state;
    commands.toggleIsolate(next, (tr) => (next = next.apply(tr)));
    expect(commands.hasMark(next, "dir")).toBe(true);
    commands.toggleIsolate(next, (tr) => (next = next.apply(tr)));
    expect(next.doc.eq(state.doc)).toBe(true);
  });
});

describe("AM8: moving blocks", () => {
  const { moveBlockUp: up, moveBlockDown: down } = commands;
  cases([
    ["up", "ت / یک / دوو|", up, "ت / دوو| / یک"],
    ["down", "ت / |یک / دو", down, "ت / دو / |یک"],
    ["not over the headline", "ت / یک|", up, "ت / یک|"],
    ["not past the end", "ت / یک|", down, "ت / یک|"],
    ["never the headline", "ت| / یک", down, "ت| / یک"],
    ["several at once", "ت / یک / د^و / س|ه", up, "ت / د^و / س|ه / یک"],
    ["with their kind", "ت / h2 ltr: one / |دو", up, "ت / |دو / h2 ltr: one"],
  ]);

  test("the shorter of the two is reinserted", () => {
    expect(run("ت / بلند بلند بلند / کو|", up).deleted).toBe("کو");
    expect(run("ت / کو / بلند بلند بلند|", up).deleted).toBe("کو");
    expect(run("ت / بلند بلند| بلند / کو", down).deleted).toBe("کو");
  });
});

test("AM8: no command but a move deletes text that stays", () => {
  const still: readonly (readonly [string, Command])[] = [
    ["ت / یک|دو", splitBlock],
    ["ت|یتر / دو", splitBlock],
    ["ت / یک / |دو", deleteBackward],
    ["ت / یک| / دو", deleteForward],
    ["ت / ^یک / دو|", setKind("heading", { level: 2 })],
    ["ت / ^یک / دو|", toggleList("bullet")],
    ["ت / ul 1: |یک", deleteBackward],
    ["ت / یک|دو", commands.insertDivider],
    ["ت / یک|دو", commands.insertFigure({ src: "a.png" })],
    ["ت / ^یک / دو|", commands.setDirection("ltr")],
    ["ت / ی^ک / د|و", commands.toggleMark("bold")],
    ["ت / یک|دو", commands.insertSlice(new Slice(Fragment.fromArray([blockOf("الف", 1), blockOf("h2: ب", 1)]), 0, 0))],
  ];
  for (const [before, command] of still) expect([before, run(before, command).deleted]).toEqual([before, ""]);
});

describe("TX6: things put in", () => {
  const { insertDivider, insertZwnj } = commands;
  const figure = commands.insertFigure({ src: "a.png" });
  cases([
    ["a divider in place of an empty paragraph", "ت / | / یک", insertDivider, "ت / hr: / |یک"],
    ["a divider at the end, and a place to go on", "ت / یک|", insertDivider, "ت / یک / hr: / |"],
    ["a divider within a paragraph", "ت / یک|دو", insertDivider, "ت / یک / hr: / |دو"],
    ["a divider before a heading", "ت / h2: |دو", insertDivider, "ت / hr: / h2: |دو"],
    ["a divider after the headline", "ت|", insertDivider, "ت / hr: / |"],
    ["a divider within the headline", "ت|ر", insertDivider, "ت / hr: / |ر"],
    ["a picture after a paragraph", "ت / یک|", figure, "ت / یک / fig: |"],
    ["a picture within an item", "ت / ul: یک|دو", figure, "ت / ul: یک / fig: | / ul: دو"],
    ["a picture in place of an empty paragraph", "ت / |", figure, "ت / fig: |"],
    ["a ZWNJ", "ت / می|رود", insertZwnj, "ت / می\u200C|رود"],
    ["a space behind Latin", "ت / iPhone|", insertZwnj, "ت / iPhone |"],
    ["nothing behind a space", "ت / می |رود", insertZwnj, "ت / می |رود"],
    ["nothing at the start of a block", "ت / |رود", insertZwnj, "ت / |رود"],
    ["nothing at the start of a line", "ت / یک⏎|رود", insertZwnj, "ت / یک⏎|رود"],
    ["no second ZWNJ", "ت / می\u200C|رود", insertZwnj, "ت / می\u200C|رود"],
  ]);
});

const paste = (...blocks: string[]) => commands.insertSlice(new Slice(Fragment.fromArray(blocks.map((one) => blockOf(one, 1))), 0, 0));

describe("TX7: pasted blocks", () => {
  cases([
    ["one paragraph melts into the text", "ت / یک|دو", paste("الف"), "ت / یکالف|دو"],
    ["one heading melts into the text", "ت / یک|دو", paste("h2: الف"), "ت / یکالف|دو"],
    ["an empty paragraph takes the kind", "ت / |", paste("h2: الف"), "ت / h2: الف|"],
    ["an empty item waits for its text", "ت / ul 1: |", paste("الف", "ب"), "ت / ul 1: الف / ب|"],
    ["an empty item takes a kind", "ت / ul 1: |", paste("h2: الف"), "ت / h2: الف|"],
    ["a picture without a caption stays", "ت / fig: |", paste("h2: الف"), "ت / fig: الف|"],
    ["a picture without a caption stays before what comes", "ت / fig: |", paste("h2: الف", "ب"), "ت / fig: / h2: الف / ب|"],
    ["what is empty runs as what comes", "|", paste("ltr: one", "ب"), "ltr: one / ب|"],
    ["the headline takes text", "|", paste("h2: الف", "ب"), "الف / ب|"],
    ["several part the paragraph", "ت / یک|دو", paste("الف", "ب"), "ت / یکالف / ب|دو"],
    ["what stood behind keeps its kind", "ت / ul 1: یک|دو", paste("الف", "ب"), "ت / ul 1: یکالف / ul 1: ب|دو"],
    ["a list within a paragraph stands alone", "ت / یک|دو", paste("ul: الف", "ul 1: ب"), "ت / یک / ul: الف / ul 1: ب| / دو"],
    ["a picture within a paragraph stands alone", "ت / یک|دو", paste("fig: الف"), "ت / یک / fig: الف| / دو"],
    ["the headline's tail becomes a paragraph", "ت|ر", paste("الف", "h2: ب"), "تالف / h2: ب| / ر"],
    ["what is selected goes", "ت / ی^ک / د|و", paste("الف", "ب"), "ت / یالف / ب|و"],
  ]);

  test("inline content of a cut line melts in", () => {
    const slice = new Slice(Fragment.from(schema.text("الف", [schema.mark("bold")])), 0, 0);
    expect(run("ت / یک|", commands.insertSlice(slice)).shown).toBe("ت / یکالف|");
  });
});

describe("TX8: links", () => {
  test.each([
    ["example.org", "https://example.org"],
    ["https://a.example/b?c#d", "https://a.example/b?c#d"],
    ["sara@example.org", "mailto:sara@example.org"],
    ["خبر.ایران/الف", "https://خبر.ایران/الف"],
    ["/rel", "/rel"],
    ["javascript:alert(1)", null],
    ["JaVaScRiPt:alert(1)", null],
    ["data:text/html,x", null],
    ["two words", null],
    ["", null],
  ])("%s leads to %s", (typed, address) => expect(commands.linkAddress(typed)).toBe(address));

  test("on the selection, changed as a whole at a caret, and taken off", () => {
    let state = stateOf("ت / ^یک دو| سه");
    const does = (command: Command) => command(state, (tr) => (state = state.apply(tr)));
    const link = () => commands.linkAt(state);
    expect(does(commands.setLink("example.org"))).toBe(true);
    state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, 6)));
    expect(link()).toEqual({ from: 4, to: 9, href: "https://example.org" });
    does(commands.setLink("https://b.example"));
    expect(link()).toEqual({ from: 4, to: 9, href: "https://b.example" });
    does(commands.removeLink);
    expect(link()).toBe(null);
    expect(does(commands.removeLink)).toBe(false);
    expect(does(commands.setLink("javascript:alert(1)"))).toBe(false);
  });

  test("an address without a selection is written", () => {
    expect(run("ت / |", commands.setLink("example.org")).shown).toBe("ت / example.org|");
  });
});

test("TX4: marks are put on what lacks them, and reported", () => {
  let state = stateOf("ت / ^یک دو|");
  state = state.apply(state.tr.addMark(4, 6, schema.mark("bold")));
  expect(commands.hasMark(state, "bold")).toBe(false);
  commands.toggleMark("bold")(state, (tr) => (state = state.apply(tr)));
  expect(commands.hasMark(state, "bold")).toBe(true);
  commands.toggleMark("bold")(state, (tr) => (state = state.apply(tr)));
  expect(state.doc.rangeHasMark(0, state.doc.content.size, schema.marks["bold"]!)).toBe(false);
});

test("AM3 TX4: text is raised or lowered, never both, and what is typed behind it is as well", () => {
  let state = stateOf("ت / m^2|");
  const run = (script: commands.Script) => commands.toggleScript(script)(state, (tr) => (state = state.apply(tr)));
  const shown = () => [commands.hasScript(state, "super"), commands.hasScript(state, "sub")];
  run("super");
  expect(shown()).toEqual([true, false]);
  run("sub");
  expect(shown()).toEqual([false, true]);
  state = state.apply(state.tr.setSelection(TextSelection.atEnd(state.doc)).insertText("3"));
  expect(state.doc.lastChild!.toString()).toBe('paragraph("m", script("23"))');
  run("super");
  state = state.apply(state.tr.insertText("4"));
  run("super");
  state = state.apply(state.tr.insertText("5"));
  expect(state.doc.lastChild!.toString()).toBe('paragraph("m", script("23"), script("4"), "5")');
});

test("BD4: of a direction that a page says, a block keeps what its text has not itself", () => {
  expect(keptDirection(blockOf("OPEC در", 1), "rtl", "rtl")).toBe(null);
  expect(keptDirection(blockOf("OPEC در", 1), "rtl", "ltr")).toBe("rtl");
  expect(keptDirection(blockOf("OPEC 2024", 1), "rtl", "rtl")).toBe("rtl");
  expect(keptDirection(blockOf("ایران", 1), "ltr", "rtl")).toBe("ltr");
  expect(keptDirection(blockOf("۱۲ 34", 1), "ltr", "ltr")).toBe(null);
});

describe("BD36: what is unseen", () => {
  test.each<[string, string, Command, string]>([
    ["is taken away where it is selected", "ت / ^\u200Fیک\u200C\u00A0دو|\u200F", commands.stripInvisibles, "ت / ^یک\u200C دو|\u200F"],
    ["is taken away in the block of the caret", "ت\u200F / یک  \u202Eدو|", commands.stripInvisibles, "ت\u200F / یک دو|"],
    ["becomes isolates that end", "ت / |\u202Efdp.exe⏎\u202Aa\u202C", commands.convertControls, "ت / |\u2067fdp.exe\u2069⏎\u2066a\u2069"],
    ["is ended", "ت / |\u202Efdp\u2066x", commands.closeControls, "ت / |\u202Efdp\u2066x\u2069\u202C"],
  ])("%s", (_name, before, command, after) => expect(run(before, command).shown).toBe(after));

  test("is counted, and a command that would change nothing does not apply", () => {
    expect([...commands.selectedInvisibles(stateOf("ت / |می\u200Cرود می\u200Cآید\u200F"))]).toEqual([
      ["zwnj", 2],
      ["rlm", 1],
    ]);
    for (const command of [commands.stripInvisibles, commands.convertControls, commands.closeControls]) {
      expect(run("ت / |متن", command).applied).toBe(false);
    }
  });
});

test("TX1: select all takes the headline too", () => {
  expect(run("ت|یتر / یک", commands.selectAll).shown).toBe("^تیتر / یک|");
});
