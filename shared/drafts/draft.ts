import * as Y from "yjs";
import type { CharacterId } from "../article/model/character-id.ts";
import { articleOf, type Article } from "../article/identity/article.ts";

/** Key of a client that writes in the draft: this and its number. */
const CLIENT = "client/";
/** Key of an update on its way to the article: this and a Yjs ID. */
const LEAVING = "leaving/";

/**
 * One member's draft of an article: a copy of the article's `Y.Doc` in which all that its member writes is a suggestion, under client
 * IDs that no article has. What others write in the article is put into the copy, and nothing of the copy is ever put into the
 * article: what is brought back is written anew (`bringBack`). So words that were erased in the draft, and when and in which order
 * it was written, stay in it. Rules DR1–DR6.
 */
export class Draft {
  readonly doc: Y.Doc;
  readonly #map: Y.Map<unknown>;
  /** Of clients that write in the draft: the clocks that it had of all others when they began. */
  readonly #had = new Map<number, ReadonlyMap<number, number>>();

  /**
   * @param doc a copy of the article, or empty until one is put into it
   * @param secret name of the map that a draft has beside what an article has: whoever may write in the article writes in the copy,
   *   too, and would say by it what is this member's own
   */
  constructor(doc: Y.Doc, secret: string) {
    this.doc = doc;
    this.#map = doc.getMap(secret);
  }

  get article(): Article {
    return articleOf(this.doc);
  }

  /** Says that this document's client writes in the draft. Call before it writes. */
  begin(): void {
    const key = CLIENT + this.doc.clientID;
    if (!this.#map.has(key)) this.#map.set(key, Y.encodeStateVector(this.doc));
  }

  /** Whether a character came into the draft after one of its clients began to write; false where that is not known. */
  isSince(client: number, character: CharacterId): boolean {
    let had = this.#had.get(client);
    if (!had) {
      const value = this.#map.get(CLIENT + client);
      // Drafts of an earlier release do not say it.
      if (!(value instanceof Uint8Array)) return false;
      had = Y.decodeStateVector(value);
      this.#had.set(client, had);
    }
    return character.clock >= (had.get(character.client) ?? 0);
  }

  /** Whether a Yjs client writes in the draft, and not in the article. */
  isOwn(client: number): boolean {
    return client === this.doc.clientID || this.#map.has(CLIENT + client);
  }

  /** Updates that are to be applied to the article, by their keys: they stay until `arrived`, so that no crash loses them or doubles them. */
  get leaving(): ReadonlyMap<string, Uint8Array> {
    const found = new Map<string, Uint8Array>();
    for (const [key, value] of this.#map) if (key.startsWith(LEAVING) && value instanceof Uint8Array) found.set(key, value);
    return found;
  }

  /** Keeps an update for the article. Call in the transaction that takes what it holds out of the draft. */
  send(update: Uint8Array): void {
    const { clientID, store } = this.doc;
    this.#map.set(`${LEAVING}${clientID}.${Y.getState(store, clientID)}`, update);
  }

  /** The article has the update, on disk. @param key as `leaving` has it */
  arrived(key: string): void {
    this.#map.delete(key);
  }
}
