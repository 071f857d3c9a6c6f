/** Entry point: what an update may put into the text of an article, past everything that an editor writes. */
import { TextSelection, type Transaction } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { ArticleBinding } from "../../shared/article/sync/binding.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { flatLength, posOf } from "../../shared/article/model/flat.ts";
import { projectBody } from "../../shared/article/projection/project.ts";
import { readUpdate } from "../../shared/update/scan.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";

const TEXT = "alpha beta gamma";

/** A colleague's editor with the text in its headline, and an attacker who holds the same article. */
function newsroom(text = TEXT): {
  readonly victim: HeadlessEditor;
  readonly attacker: Y.Doc;
  readonly attack: (content: Y.Item["content"], index: number) => Uint8Array;
} {
  const victim = new HeadlessEditor("victim", 1);
  victim.run((state, dispatch) => (dispatch?.(state.tr.insertText(text, 1)), true));
  const attacker = new Y.Doc();
  attacker.clientID = 2;
  bodyOf(attacker);
  Y.applyUpdate(attacker, Y.encodeStateAsUpdate(victim.doc));
  return { victim, attacker, attack: (content, index) => updateWith(attacker, content, index) };
}

/** The update by which `doc` puts a content between the characters at `index`. */
function updateWith(doc: Y.Doc, content: Y.Item["content"], index: number): Uint8Array {
  const before = Y.encodeStateVector(doc);
  const body = bodyOf(doc);
  doc.transact((transaction) => {
    const { item } = Y.createRelativePositionFromTypeIndex(body, index, 0);
    const right = item && Y.getItemCleanStart(transaction, Y.createID(item.client, item.clock));
    const left = right ? right.left : lastOf(body);
    new Y.Item(
      Y.createID(doc.clientID, Y.getState(doc.store, doc.clientID)),
      left,
      left && left.lastId,
      right,
      right && right.id,
      body,
      null,
      content,
    ).integrate(transaction, 0);
  });
  return Y.encodeStateAsUpdate(doc, before);
}

function lastOf(body: Y.Text): Y.Item | null {
  let last = body._start;
  while (last?.right) last = last.right;
  return last;
}

const type = (editor: HeadlessEditor, text: string, index: number): void =>
  void editor.run((state, dispatch) => (dispatch?.(state.tr.insertText(text, posOf(state.doc, index))), true));
const isEqual = ({ state, body }: HeadlessEditor): boolean => state.doc.eq(projectBody(body)) && flatLength(state.doc) === body.length;

const VALUES: readonly (readonly [string, () => Y.Item["content"], number])[] = [
  ["hidden values", () => new Y.ContentAny(["x", 1, { a: [true] }]), 3],
  ["a value that is nothing", () => new Y.ContentAny([undefined]), 1],
  ["numbers that JSON does not know", () => new Y.ContentAny([Number.NaN, 2n ** 62n, Number.NEGATIVE_INFINITY]), 3],
  ["JSON values of an old Yjs", () => new Y.ContentJSON(["متن", null]), 2],
  ["bytes", () => new Y.ContentBinary(new Uint8Array(300)), 1],
  ["an embedded string", () => new Y.ContentEmbed("as if it were text\n"), 1],
  ["an embedded array", () => new Y.ContentEmbed([1, 2, 3]), 1],
  ["an embedded number", () => new Y.ContentEmbed(7), 1],
  ["an embedded null", () => new Y.ContentEmbed(null as unknown as object), 1],
];
const NESTED: readonly (readonly [string, () => Y.Item["content"], number])[] = [
  ["a text inside the text", () => new Y.ContentType(new Y.Text("secret")), 1],
  ["a map", () => new Y.ContentType(new Y.Map()), 1],
  ["a whole document", () => new Y.ContentDoc(new Y.Doc({ guid: "other" })), 1],
];

describe("AM14: an attacker who embeds what an editor does not write moves nobody's typing", () => {
  test.each([...VALUES, ...NESTED])("%s", (_name, content, length) => {
    const { victim, attack } = newsroom();
    victim.receive(attack(content(), 6));
    expect(victim.text).toBe(`alpha ${"\u25A1".repeat(length)}beta gamma`);
    for (const [i, letter] of ["Z", "Y", "X"].entries()) type(victim, letter, 6 + length + 4 + i);
    expect(victim.text).toBe(`alpha ${"\u25A1".repeat(length)}betaZYX gamma`);
    expect(bodyOf(victim.doc).toString().endsWith("betaZYX gamma")).toBe(true);
    expect(isEqual(victim)).toBe(true);
  });

  test.each([...VALUES, ...NESTED])(
    "%s, deleted with the words around it, takes nothing else along and comes back by undo",
    (_name, content, length) => {
      const { victim, attack } = newsroom();
      victim.receive(attack(content(), 6));
      const before = victim.state.doc;
      victim.run((state, dispatch) => (dispatch?.(state.tr.delete(posOf(state.doc, 5), posOf(state.doc, 6 + length + 4))), true));
      expect(victim.text).toBe("alpha gamma");
      expect(isEqual(victim)).toBe(true);
      victim.binding.undo();
      expect(victim.state.doc.eq(before)).toBe(true);
      expect(isEqual(victim)).toBe(true);
    },
  );

  test("one of many values is deleted alone", () => {
    const { victim, attack } = newsroom();
    victim.receive(attack(new Y.ContentAny([1, 2, 3]), 6));
    victim.run((state, dispatch) => (dispatch?.(state.tr.delete(posOf(state.doc, 7), posOf(state.doc, 8))), true));
    expect(victim.state.doc.firstChild!.content.content.flatMap((node) => (node.isText ? [] : [node.attrs["value"] as unknown]))).toEqual([
      1, 3,
    ]);
    expect(isEqual(victim)).toBe(true);
  });

  test("values that are moved with their block are still there, strings as values and not as text", () => {
    const { victim, attack } = newsroom();
    victim.receive(attack(new Y.ContentAny(["x", undefined, 2]), 6));
    const block = victim.state.doc.firstChild!;
    victim.run((state, dispatch) => (dispatch?.(state.tr.delete(1, state.doc.content.size - 1)), true));
    victim.run((state, dispatch) => (dispatch?.(state.tr.insert(1, block.content)), true));
    expect(victim.state.doc.firstChild!.eq(block)).toBe(true);
    expect(isEqual(victim)).toBe(true);
  });

  test("a formatting that never ends, one without a value and one that is no name touch no position", () => {
    const { victim, attack } = newsroom();
    for (const [key, value] of [
      ["bold", true],
      ["bold", null],
      ["constructor", { bold: true }],
      ["kind", "quote"],
      ["link", 7],
    ] as const) {
      victim.receive(attack(new Y.ContentFormat(key, value as object), 3));
    }
    type(victim, "Z", 10);
    expect(victim.text).toBe("alpha betaZ gamma");
    expect(isEqual(victim)).toBe(true);
  });
});

test("AM16: an attacker who writes between the halves of an emoji leaves the same broken signs on the page as in the text", () => {
  for (const content of [new Y.ContentString("-"), new Y.ContentDeleted(1), new Y.ContentFormat("colour", "red")]) {
    const { victim, attack } = newsroom("a😀b😁c");
    victim.receive(attack(content, 2));
    expect(isEqual(victim)).toBe(true);
    type(victim, "Z", victim.body.length);
    expect(victim.text).toMatch(/^a\uFFFD-?\uFFFDb😁cZ$/);
  }
});

test("AM15: an attacker who finds a way to part page and text is answered with one repair an event, and not with one for ever", () => {
  const repairs: unknown[] = [];
  const applied: Transaction[] = [];
  const doc = new Y.Doc();
  const editor = new HeadlessEditor("victim", 1);
  editor.binding.destroy();
  const host = { state: editor.state, updateState: (state: typeof editor.state) => void (host.state = state) };
  const binding = new ArticleBinding(doc, host, (error) => repairs.push(error));
  const apply = host.updateState;
  host.updateState = (state) => (applied.push(state.tr), apply(state));
  // A body that claims to be longer than all that stands in it.
  Object.defineProperty(bodyOf(doc), "length", { get: () => 1000 });
  binding.dispatch(host.state.tr.insertText("الف", 1));
  expect(applied).toHaveLength(2);
  expect(repairs).toHaveLength(2);
  binding.dispatch(host.state.tr.setSelection(TextSelection.create(host.state.doc, 1)));
  expect(applied).toHaveLength(4);
});

describe("SY23: what would put another text, or a document, into the text", () => {
  test.each(NESTED)("%s is refused when it arrives", (_name, content) => {
    expect(() => readUpdate(newsroom().attack(content(), 6), null, true)).toThrow(/type or document/);
  });
  test.each(VALUES.filter(([name]) => !name.includes("NaN")))("%s passes, since other programs write it", (_name, content) => {
    expect(readUpdate(newsroom().attack(content(), 6), null, true).inserts).toBe(true);
  });
  test("SY4: a formatting whose name is a prototype is refused", () => {
    const { attack } = newsroom();
    expect(() => readUpdate(attack(new Y.ContentFormat("__proto__", { bold: true }), 6), null, true)).toThrow(/prototype/);
  });
});
