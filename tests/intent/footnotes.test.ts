/** Footnotes: what a person does to them, and races of two who do not hear of each other (rules FN). */
import { Slice } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import {
  deleteBackward,
  deleteSelection,
  goToFootnote,
  insertFootnote,
  joinBackward,
  joinForward,
  moveBlockDown,
  moveBlockUp,
  setKind,
  splitBlock,
  withFootnotes,
} from "../../shared/article/commands/commands.ts";
import { flatOf, posOf } from "../../shared/article/model/flat.ts";
import * as Y from "yjs";
import { bodyOf } from "../../shared/article/model/body.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { fillBody } from "../../shared/article/projection/fill.ts";
import { projectBody } from "../../shared/article/projection/project.ts";
import { footnoteOf, footnotesOf, isFootnote, referenceOf, referenceTo } from "../../shared/article/model/footnotes.ts";
import { footnoteRemoval } from "../../shared/article/sync/footnote-removal.ts";
import { anchorOf } from "../../shared/notes/anchor.ts";
import { resolveAnchors } from "../../shared/notes/resolve-anchors.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { meet as meetAll } from "../newsroom/simulated-newsroom.ts";
import { open as suggestionsIn } from "./suggesting.ts";
import { CLIENTS, dispatch, pasteSlice, twoEditors, type } from "./two-editors.ts";

const LINES = ["Bridge", "The old bridge opened today", "Traffic returned slowly"];

/** Blocks as lines: `[1]` a reference, `[1] ` before the footnote with that number, `[?]` before one without, `[1!]` a reference without one. */
function page({ state: { doc } }: HeadlessEditor): string[] {
  const { numbers, blocks } = footnotesOf(doc);
  return doc.children.map((block) => {
    const words = block.children
      .map((node) => {
        const id = referenceOf(node);
        return id === null ? (node.text ?? "□") : `[${numbers.get(id)}${blocks.has(id) ? "" : "!"}]`;
      })
      .join("");
    if (!isFootnote(block)) return words;
    return `[${numbers.get(footnoteOf(block) ?? "") ?? "?"}] ${words}`;
  });
}

function open(clients: readonly [number, number] = CLIENTS[0]): [HeadlessEditor, HeadlessEditor] {
  const editors = twoEditors(LINES, clients);
  return editors.map(({ name, disk, doc }) => new HeadlessEditor(name, doc.clientID, [footnoteRemoval()], disk)) as [
    HeadlessEditor,
    HeadlessEditor,
  ];
}

/** Position of a phrase in one block. */
function find(editor: HeadlessEditor, phrase: string): number {
  let found = -1;
  editor.state.doc.forEach((block, pos) => {
    const at = block.textBetween(0, block.content.size, "", "\uFFFC").indexOf(phrase);
    if (found < 0 && at >= 0) found = pos + 1 + at;
  });
  if (found < 0) throw new Error(`no ${phrase} in ${editor.state.doc.toString()}`);
  return found;
}

function select(editor: HeadlessEditor, from: string, to = from): HeadlessEditor {
  dispatch(editor, (tr) => tr.setSelection(TextSelection.create(tr.doc, find(editor, from), find(editor, to) + to.length)));
  return editor;
}

function caret(editor: HeadlessEditor, before: string): HeadlessEditor {
  dispatch(editor, (tr) => tr.setSelection(TextSelection.create(tr.doc, find(editor, before))));
  return editor;
}

/** A comment on a phrase, and the words that it stands on in an editor. */
function comment(editor: HeadlessEditor, phrase: string): (at: HeadlessEditor) => string | null {
  const from = flatOf(editor.state.doc, find(editor, phrase));
  const anchor = anchorOf(editor.body, from, from + phrase.length);
  return ({ body, state: { doc } }) => {
    const [place] = resolveAnchors(body, [anchor]);
    return place?.state === "found" ? doc.textBetween(posOf(doc, place.from), posOf(doc, place.to)) : null;
  };
}

const behind = (editor: HeadlessEditor, phrase: string): HeadlessEditor => {
  select(editor, phrase);
  dispatch(editor, (tr) => tr.setSelection(TextSelection.create(tr.doc, tr.selection.to)));
  return editor;
};

function annotate(editor: HeadlessEditor, phrase: string, words: string): void {
  behind(editor, phrase).run(insertFootnote);
  for (const letter of words) type(editor, letter);
}

/** Selects the n-th reference. */
function onReference(editor: HeadlessEditor, n: number): HeadlessEditor {
  const { pos } = footnotesOf(editor.state.doc).references[n]!;
  dispatch(editor, (tr) => tr.setSelection(TextSelection.create(tr.doc, pos, pos + 1)));
  return editor;
}

const erase = (editor: HeadlessEditor): boolean => editor.run(deleteSelection);

function meet(...editors: readonly HeadlessEditor[]): string[] {
  meetAll(editors);
  const [first] = editors;
  for (const editor of editors) {
    expect(editor.state.doc.toJSON()).toEqual(first!.state.doc.toJSON());
    editor.state.doc.check();
  }
  return page(first!);
}

describe("one person", () => {
  test("FN1, FN2, FN3, FN4: a footnote stands at the end, in the order of its number, and numbers follow the text", () => {
    const [sara] = open();
    annotate(sara, "slowly", "says the police");
    annotate(sara, "bridge", "built in 1902");
    expect(page(sara)).toEqual([
      "Bridge",
      "The old bridge[1] opened today",
      "Traffic returned slowly[2]",
      "[1] built in 1902",
      "[2] says the police",
    ]);
    caret(sara, "The");
    sara.run(moveBlockDown);
    expect(page(sara).slice(1)).toEqual([
      "Traffic returned slowly[1]",
      "The old bridge[2] opened today",
      "[2] built in 1902",
      "[1] says the police",
    ]);
  });

  test("FN1: an article that is made anew has its footnotes", () => {
    const doc = schema.node("doc", null, [
      schema.node("headline"),
      schema.node("paragraph", null, [schema.text("bridge"), referenceTo("a")]),
      schema.node("footnote", { footnote: "a" }, schema.text("built in 1902")),
    ]);
    const made = new Y.Doc();
    fillBody(bodyOf(made), doc);
    expect(projectBody(bodyOf(made)).toJSON()).toEqual(doc.toJSON());
  });

  test("FN4: none is inserted in the headline or in a footnote", () => {
    const [sara] = open();
    expect(behind(sara, "Bridge").run(insertFootnote)).toBe(false);
    annotate(sara, "bridge", "x");
    expect(sara.run(insertFootnote)).toBe(false);
  });

  test("FN4, FN6: inserting is one step of undo; deleting the reference takes the footnote, and one undo brings both back", () => {
    const [sara] = open();
    const before = page(sara);
    behind(sara, "bridge").run(insertFootnote);
    sara.binding.undo();
    expect(page(sara)).toEqual(before);
    annotate(sara, "bridge", "built in 1902");
    const full = page(sara);
    const words = comment(sara, "1902");
    erase(onReference(sara, 0));
    expect(page(sara)).toEqual(before);
    expect(words(sara)).toBeNull();
    sara.binding.undo();
    expect(page(sara)).toEqual(full);
    expect(words(sara)).toBe("1902");
    sara.binding.redo();
    expect(page(sara)).toEqual(before);
  });

  test("FN6: Backspace behind a reference selects it, and deletes it when pressed again", () => {
    const [sara] = open();
    annotate(sara, "bridge", "x");
    const { pos } = footnotesOf(sara.state.doc).references[0]!;
    dispatch(sara, (tr) => tr.setSelection(TextSelection.create(tr.doc, pos + 1)));
    sara.run(deleteBackward);
    expect(page(sara)).toHaveLength(4);
    sara.run(deleteBackward);
    expect(page(sara)).toEqual(LINES);
  });

  test("FN5: Enter begins another paragraph of it; it joins neither the text nor another, and keeps its kind and place", () => {
    const [sara] = open();
    annotate(sara, "bridge", "one");
    sara.run(splitBlock);
    type(sara, "two");
    annotate(sara, "slowly", "three");
    expect(page(sara).slice(3)).toEqual(["[1] one", "[1] two", "[2] three"]);
    caret(sara, "two").run(joinBackward);
    expect(page(sara).slice(3)).toEqual(["[1] onetwo", "[2] three"]);
    const whole = page(sara);
    caret(sara, "three").run(joinBackward);
    caret(sara, "onetwo").run(joinBackward);
    behind(sara, "onetwo").run(joinForward);
    dispatch(sara, (tr) => tr.setSelection(TextSelection.create(tr.doc, footnotesOf(tr.doc).blocks.values().next().value![0]!.pos - 1)));
    sara.run(joinForward);
    expect(caret(sara, "three").run(setKind("heading", { level: 1 }))).toBe(false);
    expect(caret(sara, "Traffic").run(moveBlockDown)).toBe(false);
    expect(page(sara)).toEqual(whole);
  });

  test("FN6: Backspace in an empty footnote takes its reference away", () => {
    const [sara] = open();
    behind(sara, "bridge").run(insertFootnote);
    sara.run(joinBackward);
    expect(page(sara)).toEqual(LINES);
    expect(sara.state.selection.$head.nodeBefore?.text).toBe("The old bridge");
  });

  test("FN7: one goes from a reference to its footnote and back", () => {
    const [sara] = open();
    annotate(sara, "bridge", "one");
    annotate(sara, "slowly", "two");
    sara.run(goToFootnote);
    expect(sara.state.selection.$head.parent.textContent).toContain("Traffic");
    expect(referenceOf(sara.state.selection.$head.nodeBefore!)).not.toBeNull();
    sara.run(goToFootnote);
    expect(sara.state.selection.$head.parent.textContent).toBe("two");
    expect(caret(sara, "Traffic").run(goToFootnote)).toBe(false);
  });

  test("FN9: a copied reference gets a footnote of its own; a cut one takes its own along, with the comments on it", () => {
    const [sara] = open();
    annotate(sara, "bridge", "built in 1902");
    const words = comment(sara, "1902");
    select(sara, "old", "opened");
    const copied = withFootnotes(sara.state.selection.content(), sara.state.doc);
    caret(sara, "Traffic");
    pasteSlice(sara, copied);
    expect(page(sara).slice(1)).toEqual([
      "The old bridge[1] opened today",
      "old bridge[2] openedTraffic returned slowly",
      "[1] built in 1902",
      "[2] built in 1902",
    ]);
    sara.binding.undo();

    select(sara, "old", "opened");
    const cut = withFootnotes(sara.state.selection.content(), sara.state.doc);
    deleteSelection(sara.state, (tr) => sara.binding.dispatch(tr.setMeta("uiEvent", "cut")));
    expect(page(sara).slice(1)).toEqual(["The  today", "Traffic returned slowly"]);
    behind(sara, "slowly");
    pasteSlice(sara, cut);
    expect(page(sara).slice(1)).toEqual(["The  today", "Traffic returned slowlyold bridge[1] opened", "[1] built in 1902"]);
    expect(words(sara)).toBe("1902");
  });

  test("FN9: what is dragged keeps its footnote; footnotes alone are pasted as paragraphs, and text into a footnote is its own", () => {
    const [sara] = open();
    annotate(sara, "bridge", "built in 1902");
    const whole = footnotesOf(sara.state.doc).blocks.values().next().value![0]!;
    caret(sara, "Traffic");
    pasteSlice(sara, sara.state.doc.slice(whole.pos, whole.pos + whole.node.nodeSize));
    expect(page(sara)[2]).toBe("built in 1902Traffic returned slowly");
    sara.binding.undo();
    behind(sara, "1902");
    pasteSlice(sara, new Slice(sara.state.doc.slice(sara.state.doc.child(0).nodeSize, whole.pos).content, 0, 0));
    expect(page(sara).slice(3)).toEqual([
      "[1] built in 1902The old bridge[2] opened today",
      "[1] Traffic returned slowly",
      "[2] built in 1902",
    ]);
  });

  test("FN8: a suggested footnote is one suggestion, with its reference and its words; refused it is gone, accepted it stands", () => {
    for (const verdict of ["refused", "accepted"] as const) {
      const [sara, omid] = open();
      sara.binding.isSuggesting = true;
      annotate(sara, "bridge", "built in 1902");
      meet(sara, omid);
      const ids = suggestionsIn(omid);
      expect(ids).toHaveLength(1);
      omid.binding.decide(verdict, ids);
      expect(meet(sara, omid).slice(1)).toEqual(
        verdict === "refused" ? LINES.slice(1) : ["The old bridge[1] opened today", LINES[2], "[1] built in 1902"],
      );
    }
  });

  test("FN8: taking a footnote away is one suggestion as well", () => {
    for (const verdict of ["refused", "accepted"] as const) {
      const [sara, omid] = open();
      annotate(sara, "bridge", "built in 1902");
      const full = page(sara);
      sara.binding.isSuggesting = true;
      erase(onReference(sara, 0));
      expect(meet(sara, omid)).toEqual(full);
      const ids = suggestionsIn(omid);
      expect(ids).toHaveLength(1);
      omid.binding.decide(verdict, ids);
      expect(meet(sara, omid)).toEqual(verdict === "refused" ? full : LINES);
    }
  });
});

/** Each race in both orders of the client IDs by which Yjs breaks ties. */
describe.each(CLIENTS.map((clients) => [clients] as const))("races of %j", (clients) => {
  test("FN2: two footnotes at once are numbered in the order of the text, each beside its words", () => {
    const [sara, omid] = open(clients);
    annotate(sara, "slowly", "Sara's");
    annotate(omid, "bridge", "Omid's");
    const all = meet(sara, omid);
    expect(all.slice(0, 3)).toEqual(["Bridge", "The old bridge[1] opened today", "Traffic returned slowly[2]"]);
    expect(all.slice(3).toSorted()).toEqual(["[1] Omid's", "[2] Sara's"]);
  });

  test("FN5: who writes on at the end of the article meanwhile writes in the article, and not in the footnote", () => {
    const [sara, omid] = open(clients);
    annotate(sara, "bridge", "built in 1902");
    behind(omid, "slowly");
    type(omid, " in the rain");
    omid.run(splitBlock);
    type(omid, "More follows");
    expect(meet(sara, omid)).toEqual([
      "Bridge",
      "The old bridge[1] opened today",
      "Traffic returned slowly in the rain",
      "More follows",
      "[1] built in 1902",
    ]);
  });

  test("FN5, FN8: the same where the footnote is suggested", () => {
    const [sara, omid] = open(clients);
    sara.binding.isSuggesting = true;
    annotate(sara, "bridge", "built in 1902");
    behind(omid, "slowly");
    type(omid, " in the rain");
    expect(meet(sara, omid).slice(2)).toEqual(["Traffic returned slowly in the rain", "[1] built in 1902"]);
    omid.binding.decide("refused", suggestionsIn(omid));
    expect(meet(sara, omid).slice(1)).toEqual(["The old bridge opened today", "Traffic returned slowly in the rain"]);
  });

  test("FN5: who writes on in the last footnote meanwhile writes in that one", () => {
    const [sara, omid] = open(clients);
    annotate(sara, "bridge", "built");
    meet(sara, omid);
    annotate(sara, "slowly", "says the police");
    behind(omid, "built");
    type(omid, " in 1902");
    expect(meet(sara, omid).slice(3)).toEqual(["[1] built in 1902", "[2] says the police"]);
  });

  test("FN1: both write in one footnote", () => {
    const [sara, omid] = open(clients);
    annotate(sara, "bridge", "built in 1902");
    meet(sara, omid);
    caret(sara, "built");
    type(sara, "rebuilt, first ");
    behind(omid, "1902");
    type(omid, " by Swedes");
    expect(meet(sara, omid)[3]).toBe("[1] rebuilt, first built in 1902 by Swedes");
  });

  test("FN6: what somebody writes in a footnote stays when another takes the reference away meanwhile", () => {
    const [sara, omid] = open(clients);
    annotate(sara, "slowly", "says the police");
    meet(sara, omid);
    erase(onReference(sara, 0));
    behind(omid, "police");
    type(omid, ", at noon");
    expect(meet(sara, omid)).toEqual(["Bridge", "The old bridge opened today", "Traffic returned slowly, at noon"]);
    sara.binding.undo();
    expect(meet(sara, omid).slice(2)).toEqual(["Traffic returned slowly[1]", "[1] says the police, at noon"]);
  });

  test("FN3: of a block that is moved while another deletes the reference in it, a reference is left, and shows what is missing", () => {
    const [sara, omid] = open(clients);
    annotate(sara, "slowly", "says the police");
    meet(sara, omid);
    caret(sara, "Traffic").run(moveBlockUp);
    erase(onReference(omid, 0));
    expect(meet(sara, omid)).toEqual(["Bridge", "Traffic returned slowly[1!]", "The old bridge opened today"]);
    omid.binding.undo();
    expect(meet(sara, omid).slice(1)).toEqual(["Traffic returned slowly[1]", "The old bridge opened today", "[1] says the police"]);
  });

  test("FN2: a paragraph is moved while another adds a footnote to the next", () => {
    const [sara, omid] = open(clients);
    annotate(sara, "bridge", "built in 1902");
    meet(sara, omid);
    caret(sara, "The old").run(moveBlockDown);
    annotate(omid, "slowly", "says the police");
    // What is written in the block that moves stays where that stood: a text of Yjs knows no move.
    expect(meet(sara, omid).slice(1)).toEqual([
      "Traffic returned slowly",
      "The old bridge[1] opened today[2]",
      "[1] built in 1902",
      "[2] says the police",
    ]);
  });

  test("FN6: one takes the reference away, the other strikes it out: nothing of it is left", () => {
    const [sara, omid] = open(clients);
    annotate(sara, "bridge", "built in 1902");
    meet(sara, omid);
    omid.binding.isSuggesting = true;
    erase(onReference(sara, 0));
    erase(onReference(omid, 0));
    expect(meet(sara, omid)).toEqual(LINES);
  });

  test("FN3: a footnote that is deleted while another is added to it shows that something is missing", () => {
    const [sara, omid] = open(clients);
    annotate(sara, "bridge", "built in 1902");
    meet(sara, omid);
    const [placed] = footnotesOf(sara.state.doc).blocks.values().next().value!;
    dispatch(sara, (tr) => tr.delete(placed!.pos, placed!.pos + placed!.node.nodeSize));
    expect(meet(sara, omid).slice(1)).toEqual(["The old bridge[1!] opened today", "Traffic returned slowly"]);
  });
});
