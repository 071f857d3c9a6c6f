import { PictureNotStored, type PictureStore } from "../../../shared/picture-store/picture-store.ts";
import { MOST_ASKED_PICTURES } from "../../../shared/relay-api/pictures.ts";
import { RelayRefusal, RelayUnreachable, type RelayClient } from "../relay-client.ts";
import { Repeater, type Again } from "./repeater.ts";
import type { TransferTable } from "./transfer-table.ts";

export interface TransferDeps {
  readonly table: TransferTable;
  readonly store: PictureStore;
  /** Whether this desk's member may write the article, the relay knows it, and it may be sent there. */
  readonly maySend: (article: string) => boolean;
  /** A picture of the article is at the relay. */
  readonly onSent: (article: string) => void;
  /** A picture is here that was not. */
  readonly onCame: (sha256: string) => void;
  readonly report: (error: unknown) => void;
}

/**
 * Takes pictures to the relay and from it, in the background, one at a time in each direction: what is read now before what is kept for
 * later. What waits is in SQLite, and goes on after a restart (PI15, PI16).
 */
export class Transfer {
  readonly #deps: TransferDeps;
  readonly #up: Repeater;
  readonly #down: Repeater;
  /** Pictures that a window waits for, the last one first. */
  readonly #wanted = new Set<string>();
  #client: RelayClient | null = null;

  constructor(deps: TransferDeps) {
    this.#deps = deps;
    this.#up = new Repeater(() => this.#send(), deps.report);
    this.#down = new Repeater(() => this.#fetch(), deps.report);
  }

  /** Goes online over `client`, or offline with null. */
  use(client: RelayClient | null): void {
    this.#client = client;
    this.#up.stop();
    this.#down.stop();
    this.resume();
  }

  /** The relay can be reached again. */
  resume(): void {
    if (!this.#client) return;
    this.#up.start(true);
    this.#down.start(true);
  }

  /** There is something to send. */
  send(): void {
    if (this.#client) this.#up.start(false);
  }

  /** There is something to fetch. */
  fetch(): void {
    if (this.#client) this.#down.start(false);
  }

  /** A window shows this picture: it is asked for before all others. */
  want(sha256: string): void {
    this.#deps.table.download(sha256);
    this.#wanted.delete(sha256);
    this.#wanted.add(sha256);
    this.fetch();
  }

  async #send(): Promise<Again> {
    const { table, maySend } = this.#deps;
    let again: Again = null;
    for (const article of table.uploadingArticles()) {
      const client = this.#client;
      if (!client) return null;
      if (!maySend(article)) continue;
      try {
        await this.#sendOf(client, article);
      } catch (error) {
        if (!(error instanceof RelayRefusal || error instanceof RelayUnreachable)) throw error;
        // One article may be closed to this desk by now, or the newsroom's pictures take as much space as they may.
        again = "failed";
        if (error instanceof RelayUnreachable) break;
      }
    }
    return again;
  }

  async #sendOf(client: RelayClient, article: string): Promise<void> {
    const { table, store, onSent } = this.#deps;
    const here = table
      .uploads(article)
      .filter((sha256) => store.has(sha256))
      .slice(0, MOST_ASKED_PICTURES);
    if (here.length === 0) return;
    const missing = new Set(await client.missingPictures(article, here));
    for (const sha256 of here) {
      if (this.#client !== client) return;
      const picture = missing.has(sha256) ? store.get(sha256) : null;
      if (picture) await client.putPicture(article, sha256, picture.bytes);
      if (this.#client !== client) return;
      table.uploaded(article, sha256);
      onSent(article);
    }
  }

  async #fetch(): Promise<Again> {
    const { table, store } = this.#deps;
    for (;;) {
      const client = this.#client;
      if (!client) return null;
      const sha256 = [...this.#wanted].at(-1) ?? table.nextDownload();
      if (sha256 === null) return table.wait;
      if (store.has(sha256)) table.downloaded(sha256);
      else {
        try {
          await this.#fetchOne(client, sha256);
        } catch (error) {
          if (this.#client !== client) return null;
          if (error instanceof RelayUnreachable || (error instanceof RelayRefusal && isAboutDesk(error))) return "failed";
          // It is not there yet, or it is something else: that says nothing of the others.
          if (!(error instanceof RelayRefusal || error instanceof PictureNotStored)) throw error;
          table.failed(sha256);
          if (error instanceof PictureNotStored && error.reason === "full") return "failed";
        }
      }
      this.#wanted.delete(sha256);
    }
  }

  async #fetchOne(client: RelayClient, sha256: string): Promise<void> {
    const { table, store, onCame } = this.#deps;
    const bytes = await client.picture(sha256);
    if (this.#client !== client) return;
    store.put(bytes, sha256);
    table.downloaded(sha256);
    onCame(sha256);
    // It may have been copied into another article before it was here.
    this.send();
  }
}

/** Whether the relay refuses whatever this desk asks for now. */
const isAboutDesk = ({ status }: RelayRefusal): boolean => status === 401 || status === 429 || status >= 500;
