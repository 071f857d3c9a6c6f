import * as Y from "yjs";
import { findCollisions, type Collision } from "../../shared/compare/collisions.ts";
import type { SyncState } from "../../shared/rpc/contract.ts";
import type { Readable } from "../store/store.ts";

/** What is known of where the changes of an article are. */
export interface StepState {
  /** Null before the core said anything, or before the article has arrived. */
  readonly sync: SyncState | null;
}

interface Away {
  /** The article when this desk was last in step with the relay; null until it is needed. */
  base: Uint8Array | null;
  /** What was written at this desk since, and what came from others. */
  readonly ours: Uint8Array[];
  readonly theirs: Uint8Array[];
}

/** Milliseconds without anything new after which everything has arrived: the core passes updates on in batches. */
const QUIET = 400;

/**
 * Follows one article through an absence: from when its uplink is lost until all is exchanged. Then it finds what collided, if both
 * sides wrote (VE33). What is written costs an entry in a list.
 */
export class Absence {
  readonly #body: Y.Doc;
  readonly #state: Readable<StepState>;
  readonly #isOwn: (client: number) => boolean;
  readonly #onReturn: (collisions: readonly Collision[]) => void;
  readonly #stop: () => void;
  #away: Away | null = null;
  /** Whether this window has seen the article in step. */
  #wasInStep = false;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /**
   * @param isOwn whether a Yjs client writes at this desk
   * @param onReturn told of what collided; not called when nothing did
   */
  constructor(
    body: Y.Doc,
    state: Readable<StepState>,
    isOwn: (client: number) => boolean,
    onReturn: (collisions: readonly Collision[]) => void,
  ) {
    this.#body = body;
    this.#state = state;
    this.#isOwn = isOwn;
    this.#onReturn = onReturn;
    body.on("beforeTransaction", this.#keepBase);
    body.on("update", this.#onUpdate);
    this.#stop = state.subscribe(() => this.#follow());
    this.#follow();
  }

  destroy(): void {
    this.#body.off("beforeTransaction", this.#keepBase);
    this.#body.off("update", this.#onUpdate);
    this.#stop();
    this.#wait(false);
  }

  /** Before the first change of an absence. */
  readonly #keepBase = (): void => {
    if (this.#away) this.#away.base ??= Y.encodeStateAsUpdate(this.#body);
  };

  readonly #onUpdate = (update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction): void => {
    if (!this.#away) return;
    const isOurs = local || this.#isWrittenHere(update);
    (isOurs ? this.#away.ours : this.#away.theirs).push(update);
    this.#follow();
  };

  /** Whether an update has new characters, and all of them from this desk: another window may write as well. */
  #isWrittenHere(update: Uint8Array): boolean {
    const clients = [...Y.parseUpdateMeta(update).to.keys()];
    return clients.length > 0 && clients.every((client) => client === this.#body.clientID || this.#isOwn(client));
  }

  #follow(): void {
    const { sync } = this.#state.get();
    if (!sync || sync.link === "private") return;
    if (sync.link === "connected") {
      this.#wasInStep = true;
      this.#wait(this.#away !== null && sync.unconfirmed === 0);
      return;
    }
    this.#wait(false);
    // What an earlier window wrote here is not told from what the relay has.
    if (!this.#away && (this.#wasInStep || sync.unconfirmed === 0)) this.#away = { base: null, ours: [], theirs: [] };
  }

  #wait(isBack: boolean): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = isBack ? setTimeout(() => this.#end(), QUIET) : null;
  }

  #end(): void {
    const away = this.#away;
    this.#away = null;
    if (!away?.base || away.ours.length === 0 || away.theirs.length === 0) return;
    const docs = [documentOf(away.base), documentOf(away.base, away.ours), documentOf(away.base, away.theirs)] as const;
    const [base, mine, theirs] = docs;
    const collisions = findCollisions({ base, mine, theirs, merged: this.#body });
    for (const doc of docs) doc.destroy();
    if (collisions.length > 0) this.#onReturn(collisions);
  }
}

function documentOf(base: Uint8Array, updates: readonly Uint8Array[] = []): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, base);
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}
