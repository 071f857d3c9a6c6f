/**
 * Notes that stand in the newsroom's text: their anchors, looked up in one walk, against Yjs' own relative positions while both
 * ends are there, and against the letters of their text, each of which is used once in a run, when it was written anew.
 */
import * as prng from "lib0/prng";
import * as Y from "yjs";
import { articleOf } from "../../shared/article/identity/article.ts";
import { anchorOf, type Anchor } from "../../shared/notes/anchor.ts";
import { resolveAnchors, type Place } from "../../shared/notes/resolve-anchors.ts";
import type { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { unitsOf } from "./edits.ts";

interface Pin {
  readonly anchor: Anchor;
  readonly first: Y.RelativePosition;
  readonly last: Y.RelativePosition;
  readonly text: string;
}

/** Letters that `alphabet` of the newsroom made. */
const UNIQUE = /^[\u4e00-\u9fff\u{20000}-\u{2ffff}]{2,}$/u;

export class Pins {
  private readonly pins: Pin[] = [];
  /** Notes that were found by the letters of their text, after it had been written anew. */
  returned = 0;

  /** Fastens a note to a random stretch of what `editor` holds. */
  add({ body }: HeadlessEditor, gen: prng.PRNG): void {
    if (body.length === 0) return;
    const from = prng.int31(gen, 0, body.length - 1);
    const to = prng.int31(gen, from + 1, Math.min(body.length, from + 12));
    this.pins.push({
      anchor: anchorOf(body, from, to),
      first: Y.createRelativePositionFromTypeIndex(body, from, 0),
      last: Y.createRelativePositionFromTypeIndex(body, to, -1),
      text: unitsOf(body).slice(from, to),
    });
  }

  /**
   * @param hasAll nothing is on its way to the editor: what was dropped of the lineage of characters may come before word that they are gone
   * @throws Error when a note is not where Yjs, or the letters of its text, say that it is (NO1–NO3, NO5, LN3)
   */
  check(editor: HeadlessEditor, hasAll: boolean): void {
    if (this.pins.length === 0) return;
    const places = this.places(editor);
    const units = unitsOf(editor.body);
    this.pins.forEach((pin, i) => {
      const said = JSON.stringify(places[i]);
      const expected = this.expected(editor, pin, hasAll ? units : null);
      if (expected && said !== JSON.stringify(expected))
        throw new Error(
          `${editor.name} has note ${i} on ${JSON.stringify(pin.text)} at ${said}, which is at ${JSON.stringify(expected)} of ${JSON.stringify(units)}`,
        );
    });
  }

  /** @throws Error when two editors that hold the same have a note in different places */
  agree(editors: readonly HeadlessEditor[]): void {
    const places = editors.map((editor) => this.places(editor));
    this.pins.forEach((_pin, i) => {
      const said = new Set(places.map((all) => JSON.stringify(all[i])));
      if (said.size > 1) throw new Error(`note ${i} is at ${[...said].join(" and ")}`);
    });
  }

  private places(editor: HeadlessEditor): Place[] {
    return resolveAnchors(
      editor.body,
      this.pins.map(({ anchor }) => anchor),
    );
  }

  /** @returns null where nothing can be said for certain: some of its text is gone, or there twice */
  private expected({ doc }: HeadlessEditor, { anchor, first, last, text }: Pin, units: string | null): Place | null {
    const ends = [anchor.first, anchor.last];
    if (ends.some(({ client, clock }) => clock >= Y.getState(doc.store, client))) return { state: "waiting" };
    const isWhole = ends.every(({ client, clock }) => !Y.getItem(doc.store, Y.createID(client, clock)).deleted);
    if (isWhole || articleOf(doc).lineage.isEmpty) {
      const from = Y.createAbsolutePositionFromRelativePosition(first, doc, false)!.index;
      const to = Y.createAbsolutePositionFromRelativePosition(last, doc, false)!.index;
      return from < to ? { state: "found", from, to } : { state: "orphan", at: to };
    }
    if (units === null) return null;
    const at = units.indexOf(text);
    const isBack = UNIQUE.test(text) && at !== -1 && text.match(/./gu)!.every((letter) => units.split(letter).length === 2);
    if (!isBack) return null;
    this.returned++;
    return { state: "found", from: at, to: at + text.length };
  }
}
