/**
 * A newsroom under bad weather: editors edit at random, updates come late, twice and out of order, editors are killed and
 * start from their disks. After every event the editor's article must be valid and equal its CRDT, its notes must stand
 * where Yjs says, and after a delivery the caret where it was; in the end all must be equal and hold every character that
 * nobody took away.
 */
import * as prng from "lib0/prng";
import type { Node } from "prosemirror-model";
import * as Y from "yjs";
import { articleOf } from "../../shared/article/identity/article.ts";
import { idAfter, keyOf } from "../../shared/article/model/character-id.ts";
import { flatOf } from "../../shared/article/model/flat.ts";
import { projectBody } from "../../shared/article/projection/project.ts";
import { readBody } from "../../shared/article/yjs-internals/read.ts";
import { SimulatedNewsroom } from "../newsroom/simulated-newsroom.ts";
import { late } from "../newsroom/weather.ts";
import { alphabet, longArticle } from "./articles.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { chooseEdit, redo, undo } from "./edits.ts";
import { Ledger } from "./ledger.ts";
import { Pins } from "./pins.ts";

export interface Report {
  readonly seed: number;
  readonly editors: number;
  readonly edits: Readonly<Record<string, number>>;
  readonly deliveries: number;
  readonly restarts: number;
  readonly length: number;
}

/** What an editor shows is a valid article and exactly what its CRDT says. */
function check(editor: HeadlessEditor): void {
  editor.state.doc.check();
  const projected = projectBody(editor.body);
  if (!editor.state.doc.eq(projected)) {
    throw new Error(`${editor.name} shows\n  ${editor.state.doc.toString()}\nbut its CRDT says\n  ${projected.toString()}`);
  }
}

/**
 * Runs one newsroom.
 * @param seed a positive 32-bit integer; the same seed makes the same run
 * @throws Error naming the seed and the step at the first broken promise
 */
export function runRandomNewsroom(seed: number, steps: number): Report {
  const gen = prng.create(seed);
  const fresh = alphabet();
  const ledger = new Ledger();
  const pins = new Pins();
  const tally: Record<string, number> = {};
  let clients = 0;
  let deliveries = 0;
  let restarts = 0;
  let last = "start";
  const clientID = () => prng.int31(gen, 1, 1000) * 1000 + ++clients;

  const editors = Array.from({ length: prng.int31(gen, 2, 4) }, (_, i) => new HeadlessEditor(`editor ${i}`, clientID()));
  const newsroom = new SimulatedNewsroom(editors, late(gen));
  newsroom.begin(prng.int31(gen, 0, 7) === 0 ? longArticle(gen) : undefined);

  const look = (editor: HeadlessEditor, hasAll = false) => {
    check(editor);
    pins.check(editor, hasAll);
  };
  newsroom.onDelivery = ({ to }, deliver) => {
    last = `delivery to ${to.name}`;
    const caret = new Caret(to);
    deliver();
    deliveries++;
    look(to);
    caret.check();
  };
  const edit = (editor: HeadlessEditor) => {
    const chosen = chooseEdit(gen);
    last = `${chosen.name} at ${editor.name}`;
    const before = editor.state.doc;
    ledger.record(editor, chosen, () => chosen.run(editor, gen, fresh));
    tally[chosen.name] = (tally[chosen.name] ?? 0) + 1;
    look(editor);
    if (chosen.step && !editor.state.doc.eq(before) && prng.int31(gen, 0, 5) === 0) thinkTwice(editor, before);
  };
  /** Undo straight after an edit gives what stood before it, and redo what stood after. */
  const thinkTwice = (editor: HeadlessEditor, before: Node) => {
    const after = editor.state.doc;
    for (const [reverts, expected] of [
      [undo, before],
      [redo, after],
    ] as const) {
      last += `, ${reverts.name}`;
      ledger.record(editor, reverts, () => reverts.run(editor, gen, fresh));
      look(editor);
      if (!editor.state.doc.eq(expected))
        throw new Error(`${editor.name} shows\n  ${editor.state.doc.toString()}\ninstead of\n  ${expected.toString()}`);
    }
  };
  const restart = (editor: HeadlessEditor) => {
    last = `restart of ${editor.name}`;
    const before = editor.state.doc;
    editor.start(clientID());
    ledger.restarted(editor);
    restarts++;
    look(editor);
    if (!editor.state.doc.eq(before))
      throw new Error(`${editor.name} came back with\n  ${editor.state.doc.toString()}\ninstead of\n  ${before.toString()}`);
  };

  try {
    for (let step = 0; step < steps; step++) {
      const dice = prng.int31(gen, 0, 99);
      if (dice < 52) edit(prng.oneOf(gen, editors));
      else if (dice < 55) pins.add(prng.oneOf(gen, editors), gen);
      else if (dice >= 97) restart(prng.oneOf(gen, editors));
      else newsroom.deliver();
    }
    newsroom.settle();
    last = "the end";
    // Yjs tries what waits again only when the very clocks come that it noted, and may have noted too few: a line that is
    // opened anew brings the rest.
    for (const editor of editors) if (editor.doc.store.pendingStructs) newsroom.catchUp(editor);
    for (const editor of editors) look(editor, true);
    agree(editors);
    pins.agree(editors);
    ledger.settle(editors[0]!);
    return { seed, editors: editors.length, edits: tally, deliveries, restarts, length: editors[0]!.body.length };
  } catch (error) {
    throw new Error(`seed ${seed}, ${steps} steps, after ${last}: ${(error as Error).message}`, { cause: error });
  } finally {
    for (const editor of editors) {
      editor.binding.destroy();
      editor.doc.destroy();
    }
  }
}

/** An editor's caret, which no delivery may move from the character before it (AM9). */
class Caret {
  private readonly editor: HeadlessEditor;
  private readonly before: Y.RelativePosition;

  constructor(editor: HeadlessEditor) {
    this.editor = editor;
    this.before = Y.createRelativePositionFromTypeIndex(editor.body, this.index, -1);
  }

  check(): void {
    const { doc, name } = this.editor;
    // Without what Yjs knows of what undo brought back: of that the lineage decides, as of all that was written anew.
    const at = Y.createAbsolutePositionFromRelativePosition(this.before, doc, false)!.index;
    const allowed = this.descendants.length > 0 ? this.descendants : [at];
    if (!allowed.includes(this.index)) throw new Error(`${name} has its caret at ${this.index} instead of ${allowed.join(" or ")}`);
  }

  /** Behind what took the place of the character before it, once that is gone (AM19). */
  private get descendants(): number[] {
    const { item } = this.before;
    const ids = readIds(this.editor.body);
    if (!item || ids.includes(keyOf(item))) return [];
    const descendants = articleOf(this.editor.doc).lineage.descendantsOf({ client: item.client, clock: item.clock, length: 1 });
    return descendants.map(({ run }) => ids.indexOf(keyOf(run)) + 1).filter((index) => index > 0);
  }

  private get index(): number {
    return flatOf(this.editor.state.doc, this.editor.state.selection.head);
  }
}

/** The IDs of all characters of a body, in their order. */
function readIds(body: Y.Text): string[] {
  const ids: string[] = [];
  for (let item = body._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    for (let i = 0; i < item.length; i++) ids.push(keyOf(idAfter(item.id, i)));
  }
  return ids;
}

function agree(editors: readonly HeadlessEditor[]): void {
  const [first, ...rest] = editors;
  const said = JSON.stringify([readBody(first!.body), first!.body.getAttributes()]);
  for (const editor of rest) {
    const other = JSON.stringify([readBody(editor.body), editor.body.getAttributes()]);
    if (other !== said) throw new Error(`${first!.name} holds\n  ${said}\n${editor.name} holds\n  ${other}`);
    if (!editor.state.doc.eq(first!.state.doc)) throw new Error(`${editor.name} shows another article than ${first!.name}`);
  }
}
