/**
 * What somebody said they have on disk, as far as one can hold them to it: every insertion by its client's clock, and every
 * deletion. A promise is a snapshot of a replica that was told "saved".
 */
import * as Y from "yjs";

type Deletions = Y.Snapshot["ds"];

interface Held {
  readonly clocks: Map<number, number>;
  deletions: Deletions;
}

export class Promised {
  readonly #rooms = new Map<string, Held>();
  /** How often something was promised. */
  count = 0;

  add(room: string, { sv, ds }: Y.Snapshot): void {
    const held = this.#rooms.get(room);
    this.count++;
    if (!held) {
      this.#rooms.set(room, { clocks: new Map(sv), deletions: Y.mergeDeleteSets([ds]) });
      return;
    }
    for (const [client, clock] of sv) held.clocks.set(client, Math.max(clock, held.clocks.get(client) ?? 0));
    held.deletions = Y.mergeDeleteSets([held.deletions, ds]);
  }

  /** What is promised of a room by now; more may be later. */
  copy(room: string): Promised {
    const copy = new Promised();
    const held = this.#rooms.get(room);
    if (held) copy.add(room, { sv: new Map(held.clocks), ds: held.deletions });
    return copy;
  }

  get rooms(): readonly string[] {
    return [...this.#rooms.keys()];
  }

  /** @returns what of it `doc` lacks, in words; null when nothing */
  lost(room: string, doc: Y.Doc): string | null {
    const held = this.#rooms.get(room);
    if (!held) return null;
    const { sv, ds } = Y.snapshot(doc);
    const lost = [...held.clocks].flatMap(([client, clock]) => {
      const there = sv.get(client) ?? 0;
      return there < clock ? [`${clock - there} of ${clock} characters of client ${client}`] : [];
    });
    const mine = Y.mergeDeleteSets([ds]);
    if (!Y.equalDeleteSets(Y.mergeDeleteSets([mine, held.deletions]), mine)) lost.push("deletions");
    return lost.length === 0 ? null : lost.join(", ");
  }
}
