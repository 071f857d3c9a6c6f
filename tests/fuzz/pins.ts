/** Notes that stand in the newsroom's text: their anchors, looked up in one walk, against Yjs' own relative positions. */
import * as prng from "lib0/prng";
import * as Y from "yjs";
import { anchorOf, resolveAnchors, restoredHere, type Anchor, type Place } from "../../shared/notes/anchor.ts";
import type { Desk } from "./desk.ts";

interface Pin {
  readonly anchor: Anchor;
  readonly first: Y.RelativePosition;
  readonly last: Y.RelativePosition;
}

export class Pins {
  private readonly pins: Pin[] = [];

  /** Fastens a note to a random stretch of what `desk` holds. */
  add({ body }: Desk, gen: prng.PRNG): void {
    if (body.length === 0) return;
    const from = prng.int31(gen, 0, body.length - 1);
    const to = prng.int31(gen, from + 1, Math.min(body.length, from + 12));
    this.pins.push({
      anchor: anchorOf(body, from, to),
      first: Y.createRelativePositionFromTypeIndex(body, from, 0),
      last: Y.createRelativePositionFromTypeIndex(body, to, -1),
    });
  }

  /** @throws Error when a note is not where Yjs says that its first and last characters are (NO1–NO3, NO5) */
  check(desk: Desk): void {
    const places = this.places(desk);
    this.pins.forEach((pin, i) => {
      const said = JSON.stringify(places[i]);
      const expected = JSON.stringify(this.expected(desk, pin));
      if (said !== expected) throw new Error(`${desk.name} has note ${i} at ${said}, Yjs at ${expected}`);
    });
  }

  /** @throws Error when two desks that hold the same have a note in different places */
  agree(desks: readonly Desk[]): void {
    const places = desks.map((desk) => this.places(desk));
    this.pins.forEach(({ anchor }, i) => {
      // What an undo brought back is new text to the others, until its thread is fastened to it (NO2).
      if (desks.some((desk) => restoredHere(desk.body, anchor))) return;
      const said = new Set(places.map((all) => JSON.stringify(all[i])));
      if (said.size > 1) throw new Error(`note ${i} is at ${[...said].join(" and ")}`);
    });
  }

  private places(desk: Desk): Place[] {
    return resolveAnchors(desk.body, this.pins.map(({ anchor }) => anchor));
  }

  private expected({ doc }: Desk, { anchor, first, last }: Pin): Place {
    if ([anchor.first, anchor.last].some(({ client, clock }) => clock >= Y.getState(doc.store, client))) return { state: "waiting" };
    const from = Y.createAbsolutePositionFromRelativePosition(first, doc)!.index;
    const to = Y.createAbsolutePositionFromRelativePosition(last, doc)!.index;
    return from < to ? { state: "found", from, to } : { state: "orphan", at: to };
  }
}
