import * as Y from "yjs";
import { changeLists, type ListRefusal } from "../../../shared/lists/change-lists.ts";
import { LIST_NAMES, NO_LISTS, readLists, type ListName, type NewsroomLists } from "../../../shared/lists/newsroom-lists.ts";
import { LISTS_ROOM } from "../../../shared/lists-room.ts";
import type { RpcClient } from "../../../shared/rpc/client.ts";
import { Replica } from "../../../shared/sync/replica.ts";
import { Store, type Readable } from "../../store/store.ts";

/** Milliseconds between a change and its reading, and how many times as long as the last reading took the next one waits at least. */
const SOON = 30;
const REST = 20;

/** Which maps each part of the lists is read from: a part is the same object while these are. */
const READ_FROM = {
  off: ["off"],
  ignored: ["ignored"],
  words: ["variants", "latin"],
  dictionary: ["dictionary"],
} as const satisfies Partial<Record<keyof NewsroomLists, readonly ListName[]>>;

type Changes = typeof changeLists;
type Arguments<Name extends keyof Changes> = Parameters<Changes[Name]> extends [Y.Doc, ...infer Rest] ? Rest : never;

/**
 * The newsroom's lists as this window has them, kept up to date. However many changes come, reading them takes a small part of the
 * window's time (HS30).
 */
export class OpenLists {
  readonly #doc = new Y.Doc();
  readonly #replica: Replica;
  readonly #lists = new Store<NewsroomLists>(NO_LISTS);
  readonly lists: Readable<NewsroomLists> = this.#lists;
  readonly #changed = new Set<ListName>();
  #timer = 0;
  #delay = SOON;

  constructor(client: RpcClient, onError: (error: unknown) => void) {
    for (const name of LIST_NAMES) {
      this.#doc.getMap(name).observe(({ transaction }) => {
        this.#changed.add(name);
        if (transaction.local) this.#read();
        else this.#timer ||= window.setTimeout(() => this.#read(), this.#delay);
      });
    }
    this.#replica = new Replica(this.#doc, null, client.open(LISTS_ROOM), onError);
  }

  /** One of `changeLists`. @returns why it could not be done; null when it was */
  readonly change = <Name extends keyof Changes>(name: Name, ...rest: Arguments<Name>): ListRefusal | null =>
    (changeLists[name] as (doc: Y.Doc, ...rest: unknown[]) => ListRefusal | null)(this.#doc, ...rest);

  destroy(): void {
    window.clearTimeout(this.#timer);
    this.#replica.destroy();
    this.#doc.destroy();
  }

  #read(): void {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    const begun = performance.now();
    const [before, now] = [this.#lists.get(), readLists(this.#doc)];
    const isSame = (part: keyof typeof READ_FROM): boolean => READ_FROM[part].every((name) => !this.#changed.has(name));
    this.#lists.set({
      off: isSame("off") ? before.off : now.off,
      ignored: isSame("ignored") ? before.ignored : now.ignored,
      words: isSame("words") ? before.words : now.words,
      dictionary: isSame("dictionary") ? before.dictionary : now.dictionary,
      isFull: now.isFull,
    });
    this.#changed.clear();
    this.#delay = Math.max(SOON, REST * (performance.now() - begun));
  }
}
