import zlib from "node:zlib";
import { parseRoom, roomName } from "../../../shared/roles.ts";
import type { Committed } from "../../../shared/room/host.ts";
import type { AbsenceStates } from "../../../shared/rpc/contract.ts";
import type { SqlDatabase, UpdateLog } from "../../../shared/store/update-log.ts";
import { unpackState } from "../../../shared/versions/packing.ts";
import { updatesBefore } from "../../../shared/versions/updates-before.ts";
import { AbsenceTable } from "./absence-table.ts";
import type { VersionWorker } from "./version-worker.ts";

export interface AbsencesDeps {
  readonly db: SqlDatabase;
  readonly log: UpdateLog;
  readonly worker: Pick<VersionWorker, "packBase" | "collidedSides">;
  /** Whether the relay has the article, or had it. */
  readonly isShared: (article: string) => boolean;
  /** Whether the article is connected to the relay. */
  readonly isConnected: (article: string) => boolean;
  /** Something collided in an article. */
  readonly onCollided: (article: string) => void;
  readonly report: (error: unknown) => void;
}

/** An absence that is not over. */
interface Away {
  /** Its number, once its base is on disk; null where it could not be kept. */
  readonly stored: Promise<number | null>;
  /** What was here when the first change of others came; null before. */
  mine: readonly Uint8Array[] | null;
  /** What came from the relay since. */
  readonly theirs: Uint8Array[];
}

/**
 * Follows each article through an absence: from the first change that is made while it is not connected to the relay until desk and
 * relay have everything of one another. Where something collided then, the states of both sides are kept until somebody has looked
 * (VE33). A key costs a look into a map.
 */
export class Absences {
  readonly #deps: AbsencesDeps;
  readonly #table: AbsenceTable;
  /** By article; null where nothing is to be followed until the article is in step. */
  readonly #away = new Map<string, Away | null>();
  #closed = false;

  constructor(deps: AbsencesDeps) {
    this.#deps = deps;
    this.#table = new AbsenceTable(deps.db);
    for (const { article, id } of this.#table.open()) this.#away.set(article, { stored: Promise.resolve(id), mine: null, theirs: [] });
  }

  /** A change of a room is on disk. */
  committed({ room, update, unconfirmed }: Committed): void {
    const { article, kind } = parseRoom(room)!;
    if (kind !== "body") return;
    const away = this.#away.get(article);
    if (unconfirmed) {
      if (away === undefined) this.#leave(article, update);
    } else if (away) {
      away.mine ??= this.#before(room, update) ?? [];
      away.theirs.push(update);
    }
  }

  /** Desk and relay have everything of one another. */
  inStep(article: string): void {
    const away = this.#away.get(article);
    this.#away.delete(article);
    if (!away) return;
    this.#end(article, away).catch((error: unknown) => {
      if (!this.#closed) this.#deps.report(error);
    });
  }

  /** Absences in which something collided, and at which nobody has looked yet. @throws Error when one is damaged */
  ended(article: string): AbsenceStates[] {
    return this.#table.ended(article).map(({ id, ...packed }) => {
      const base = unpackState(zlib, packed.base, null);
      return { id, base, mine: unpackState(zlib, packed.mine, base), theirs: unpackState(zlib, packed.theirs, base) };
    });
  }

  /** Somebody has looked at absences. */
  seen(article: string, ids: readonly number[]): void {
    for (const id of ids) this.#table.remove(article, id);
  }

  /** Forgets all of an article. */
  erase(article: string): void {
    this.#away.delete(article);
    this.#table.erase(article);
  }

  /** Keeps nothing from here on. */
  close(): void {
    this.#closed = true;
  }

  /** @param update the first of the absence */
  #leave(article: string, update: Uint8Array): void {
    const { isConnected, isShared } = this.#deps;
    if (isConnected(article)) return;
    const base = isShared(article) ? this.#before(roomName(article, "body"), update) : null;
    this.#away.set(article, base && { stored: this.#keep(article, base), mine: null, theirs: [] });
  }

  async #keep(article: string, base: readonly Uint8Array[]): Promise<number | null> {
    try {
      const packed = await this.#deps.worker.packBase(base);
      // It may be over by now, and the article gone.
      return this.#closed || !this.#deps.isShared(article) ? null : this.#table.begin(article, packed);
    } catch (error) {
      if (!this.#closed) this.#deps.report(error);
      return null;
    }
  }

  async #end(article: string, { stored, mine, theirs }: Away): Promise<void> {
    const { log, worker, onCollided } = this.#deps;
    const merged = mine && theirs.length > 0 ? log.read(roomName(article, "body")).updates : null;
    const id = await stored;
    const base = this.#closed || id === null ? null : this.#table.base(id);
    if (id === null || base === null) return;
    const sides = mine && merged ? await worker.collidedSides({ base, mine, theirs, merged }) : null;
    if (this.#closed) return;
    if (sides) {
      this.#table.end(id, article, sides);
      onCollided(article);
    } else this.#table.remove(article, id);
  }

  /** What was in a room before an update that is the last or one of the last; null where it was compacted already. */
  #before(room: string, update: Uint8Array): readonly Uint8Array[] | null {
    return updatesBefore(this.#deps.log.read(room).updates, update);
  }
}
