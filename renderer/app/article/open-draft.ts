import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { bodyOf } from "../../../shared/article/model/body.ts";
import { draftRoom } from "../../../shared/draft-room.ts";
import { bringBack, dropPassages } from "../../../shared/drafts/bring-back.ts";
import { Draft } from "../../../shared/drafts/draft.ts";
import { isUnchanged, passagesOf, type Passage } from "../../../shared/drafts/passages.ts";
import type { RpcClient } from "../../../shared/rpc/client.ts";
import { applyUpdate } from "../../../shared/sync/cut-ahead.ts";
import { Replica, type ReplicaState } from "../../../shared/sync/replica.ts";
import { Store, type Readable } from "../../store/store.ts";
import type { Documents } from "./documents.ts";

/** An article as its draft needs it. */
export interface DraftedArticle extends Documents {
  /** Of the article's text. */
  readonly text: ReplicaState;
  /** Called whenever `text` may be another. @returns a function that ends that */
  readonly onText: (handler: () => void) => () => void;
  /**
   * Puts an update into the article, as this member's own change.
   * @returns whether the core has it on disk; false when it was refused
   */
  readonly bring: (update: Uint8Array) => Promise<boolean>;
}

/**
 * This desk's draft of an article, while a window shows it: a copy of the article's document that follows the article and never the
 * other way round, kept in a room of its own (DR1–DR6). The notes are the article's.
 */
export class OpenDraft implements Documents {
  readonly id: string;
  readonly body = new Y.Doc();
  readonly notes: Y.Doc;
  readonly awareness = new Awareness(this.body);
  readonly draft: Draft;
  readonly #article: DraftedArticle;
  readonly #replica: Replica;
  readonly #onError: (error: unknown) => void;
  readonly #state = new Store<ReplicaState>({ loaded: false, pending: false, refused: null, unreadable: false });
  /** Loaded once the article's text is in it as well; where there is no article any more, without. */
  readonly state: Readable<ReplicaState> = this.#state;
  readonly #stops: (() => void)[];
  #isFollowing = false;
  #hasBegun = false;
  #mayWrite = false;
  /** The last delivery that was asked for: each waits for the one before. */
  #delivery: Promise<void> = Promise.resolve();
  readonly #onArticle = (update: Uint8Array): void => applyUpdate(this.body, update, this.#article);

  /**
   * @param secret the draft's, as the core says
   * @param onError told when the draft cannot be read, or not be brought back
   */
  constructor(client: RpcClient, article: DraftedArticle, secret: string, onError: (error: unknown) => void) {
    this.draft = new Draft(this.body, secret);
    this.id = article.id;
    this.notes = article.notes;
    this.#article = article;
    this.#onError = onError;
    bodyOf(this.body);
    this.#replica = new Replica(this.body, this.awareness, client.open(draftRoom(article.id)), onError);
    this.#stops = [this.#replica.onChange(() => this.#look()), article.onText(() => this.#look())];
    this.#look();
  }

  /** Whether a Yjs client is this member's in the draft. */
  readonly isOwn = (client: number): boolean => this.draft.isOwn(client);

  /** Whether this member may write in the article now: what is on its way there waits until then. */
  allow(mayWrite: boolean): void {
    this.#mayWrite = mayWrite;
    this.#deliver();
  }

  /** What the draft changes, passage by passage. */
  passages(): Passage[] {
    return passagesOf(this.draft);
  }

  /** Whether there is nothing to bring back, and nothing on its way. */
  get isDone(): boolean {
    return isUnchanged(this.draft) && this.draft.leaving.size === 0;
  }

  /**
   * Brings passages back into the article, as suggestions.
   * @returns whether the article has them, on this computer's disk; what it has not stays on its way
   */
  async bringBack(keys: ReadonlySet<string>): Promise<boolean> {
    bringBack(this.#article.body, this.draft, keys);
    this.#deliver();
    await this.#delivery;
    return this.draft.leaving.size === 0;
  }

  /** Takes the changes of passages back. */
  drop(keys: ReadonlySet<string>): void {
    dropPassages(this.draft, keys);
  }

  destroy(): void {
    for (const stop of this.#stops) stop();
    this.#article.body.off("update", this.#onArticle);
    this.#replica.destroy();
    this.awareness.destroy();
    this.body.destroy();
  }

  #look(): void {
    const [own, { text }] = [this.#replica.state, this.#article];
    if (own.loaded && text.loaded && !this.#isFollowing) {
      this.#isFollowing = true;
      this.#onArticle(Y.encodeStateAsUpdate(this.#article.body, Y.encodeStateVector(this.body)));
      this.#article.body.on("update", this.#onArticle);
    }
    const isWithout = !text.loaded && (text.refused !== null || text.unreadable);
    const loaded = own.loaded && (this.#isFollowing || isWithout);
    if (loaded && !this.#hasBegun) {
      this.#hasBegun = true;
      this.draft.begin();
      this.#deliver();
    }
    this.#state.set({ ...this.#replica.state, loaded });
  }

  #deliver(): void {
    if (!this.#isFollowing || !this.#mayWrite) return;
    this.#delivery = this.#deliverAfter(this.#delivery);
  }

  async #deliverAfter(before: Promise<void>): Promise<void> {
    await before;
    try {
      for (const [key, update] of this.draft.leaving) {
        // Once the article has it, the draft must not have it any more.
        await this.#stored();
        if (await this.#article.bring(update)) this.draft.arrived(key);
      }
    } catch (error) {
      this.#onError(error);
    }
  }

  #stored(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#replica.onChange(() => look());
      const look = (): void => {
        if (this.#replica.state.pending) return;
        stop();
        resolve();
      };
      look();
    });
  }
}
