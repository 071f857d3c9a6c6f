import { roomName } from "../roles.ts";
import type { Committed } from "../room/host.ts";
import type { UpdateLog } from "../store/update-log.ts";
import { updatesBefore } from "./updates-before.ts";

/** Milliseconds within which deletions are taken as one. */
const TOGETHER = 60_000;
/** Clocks deleted in that time from which the text is looked at: a sentence. */
const FIRST_LOOK = 100;
/** The next look is due when so many times as much is deleted: each builds documents, in another thread. */
const MORE = 1.25;

/** Deletions of one article, within `TOGETHER`. */
interface Spell {
  readonly since: number;
  /** Clocks: no fewer than characters. */
  deleted: number;
  /** Clocks from which the next look is due. */
  nextLook: number;
  /** What the room had when the first look was due; null before. */
  before: readonly Uint8Array[] | null;
}

/** Milliseconds between two versions before large deletions of one article: whoever deletes again and again pushes no others out. */
export const DELETIONS_APART = 10 * 60_000;

/** A deletion that may be a large one. */
export interface SuspectDeletion {
  /** What the room had before it. */
  readonly before: readonly Uint8Array[];
  /** Whose connection brought it. */
  readonly member: string | null;
}

/**
 * Notices when much of a text may be about to go: adds up what is deleted of each article within a minute. A key costs an addition;
 * once in a minute of many deletions the room's bytes are read, for the state before.
 */
export class LargeDeletions {
  readonly #log: UpdateLog;
  readonly #now: () => number;
  readonly #spells = new Map<string, Spell>();

  /** @param now milliseconds since 1970 */
  constructor(log: UpdateLog, now: () => number) {
    this.#log = log;
    this.#now = now;
  }

  /** An update of an article's body is on disk. @returns what should be looked at now; null for nothing */
  changed(article: string, { update, deletions, member }: Committed): SuspectDeletion | null {
    if (deletions.length === 0) return null;
    const now = this.#now();
    let spell = this.#spells.get(article);
    if (!spell || now - spell.since >= TOGETHER) {
      this.#spells.set(article, (spell = { since: now, deleted: 0, nextLook: FIRST_LOOK, before: null }));
    }
    for (const { clock, end } of deletions) spell.deleted += end - clock;
    if (spell.deleted < spell.nextLook) return null;
    spell.nextLook = MORE * spell.deleted;
    spell.before ??= updatesBefore(this.#log.read(roomName(article, "body")).updates, update);
    return spell.before && { before: spell.before, member };
  }

  /** Forgets what is older than a minute. */
  forgetOld(): void {
    const now = this.#now();
    for (const [article, { since }] of this.#spells) if (now - since >= TOGETHER) this.#spells.delete(article);
  }
}
