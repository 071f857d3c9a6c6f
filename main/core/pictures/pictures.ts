import { createHash } from "node:crypto";
import { ArticlePictures } from "../../../shared/picture-store/article-pictures.ts";
import { PictureNotStored, SqlitePictureStore } from "../../../shared/picture-store/picture-store.ts";
import { referencesIn, writeReference } from "../../../shared/pictures/reference.ts";
import { articleOfDraft } from "../../../shared/draft-room.ts";
import { mayWrite, parseRoom } from "../../../shared/roles.ts";
import type { Committed } from "../../../shared/room/host.ts";
import { RpcError } from "../../../shared/rpc/error.ts";
import { writeTransaction } from "../../../shared/store/transaction.ts";
import type { SqlDatabase } from "../../../shared/store/update-log.ts";
import type { Library } from "../library/library.ts";
import type { RelayClient } from "../relay-client.ts";
import { Transfer } from "./transfer.ts";
import { TransferTable } from "./transfer-table.ts";

/** Bytes of all pictures of a desk together. */
const MOST = 20 * 1024 * 1024 * 1024;
/** Pictures of one article that are sent and fetched by themselves: a colleague may write references without end. */
const MOST_OF_ARTICLE = 2000;
/** Milliseconds between two looks for pictures that no article has had for long. */
const COLLECT_EVERY = 60 * 60_000;

export interface PicturesDeps {
  /** The database of pictures, which is closed with this. */
  readonly db: SqlDatabase;
  readonly library: Library;
  readonly client: () => RelayClient | null;
  /** Whether the article stays on this computer (DE23). */
  readonly isPrivate: (article: string) => boolean;
  /** A picture is here that was not. */
  readonly onCame: (sha256: string) => void;
  /** Fewer pictures of the article wait to be sent. */
  readonly onSent: (article: string) => void;
  readonly report: (error: unknown) => void;
}

/**
 * The pictures of this desk's articles: stored here by the hash of their bytes, sent to the relay and fetched from it in the background.
 * Which article has which is read from the updates that articles consist of, as they come. Rules PI3–PI8, PI15, PI16.
 */
export class Pictures {
  readonly #deps: PicturesDeps;
  readonly #store: SqlitePictureStore;
  readonly #articles: ArticlePictures;
  readonly #table: TransferTable;
  readonly #transfer: Transfer;
  readonly #timer: NodeJS.Timeout;

  constructor(deps: PicturesDeps) {
    const { db, library, isPrivate, onCame, onSent, report } = deps;
    this.#deps = deps;
    this.#store = new SqlitePictureStore(db, { hash: (bytes) => createHash("sha256").update(bytes).digest("hex"), most: MOST });
    this.#articles = new ArticlePictures(db, this.#store);
    this.#table = new TransferTable(db);
    this.#transfer = new Transfer({
      table: this.#table,
      store: this.#store,
      maySend: (article) => {
        const known = library.find(article);
        return known !== undefined && known.relayTitle !== null && mayWrite(known.role, "body") && !isPrivate(article);
      },
      onSent,
      onCame,
      report,
    });
    this.#timer = setInterval(() => this.#collect(), COLLECT_EVERY);
    this.#timer.unref();
  }

  /**
   * Stores a picture; no article has it yet. On disk when it returns.
   * @returns the `src` of a figure that shows it
   * @throws RpcError picture-type, picture-too-large, pictures-full
   */
  store(bytes: Uint8Array): string {
    try {
      return writeTransaction(this.#deps.db, () => {
        const reference = this.#store.put(bytes);
        this.#articles.keepForNow(reference.sha256);
        return writeReference(reference);
      });
    } catch (error) {
      throw error instanceof PictureNotStored ? refusalOf(error) : error;
    }
  }

  /** The bytes of a picture; null for one that is not here, which is fetched. @param article that shows it; null for a draft or a version */
  read(sha256: string, article: string | null): Uint8Array | null {
    const found = this.#store.get(sha256);
    // The desk died after the text was stored and before this was.
    if (article !== null && this.#deps.library.find(article) && !this.#articles.has(article, sha256)) this.#add(article, [sha256], true);
    if (!found) this.#transfer.want(sha256);
    return found?.bytes ?? null;
  }

  /** A change of an article is on disk: what it shows belongs to the article. */
  committed({ room, update, unconfirmed }: Pick<Committed, "room" | "update" | "unconfirmed">): void {
    const references = referencesIn(update);
    if (references.length === 0) return;
    const article = parseRoom(room)?.article ?? room;
    try {
      const left = Math.max(0, MOST_OF_ARTICLE - this.#articles.count(article));
      const added = references.map(({ sha256 }) => sha256).filter((sha256) => !this.#articles.has(article, sha256));
      if (added.length > 0) this.#add(article, added.slice(0, left), unconfirmed);
    } catch (error) {
      // A disk that is full: it is made up for when a window shows the picture.
      this.#deps.report(error);
    }
  }

  /** How many pictures of the article are here and not yet at the relay. */
  unconfirmed(article: string): number {
    return this.#table.unconfirmed(article);
  }

  /** Goes online with the membership's client, or offline where it has none. */
  useClient(): void {
    this.#transfer.use(this.#deps.client());
  }

  /** The relay can be reached again. */
  resume(): void {
    this.#transfer.resume();
  }

  /** The relay knows the article now, or this desk has another role on it. */
  send(article: string): void {
    if (this.unconfirmed(article) > 0) this.#transfer.send();
  }

  /** The relay may have lost any picture: what is here is sent again where it is missing. */
  relayForgot(): void {
    this.#table.uploadAll();
    this.#transfer.send();
  }

  /** The article was erased here, or a draft was (its room). */
  erase(article: string): void {
    writeTransaction(this.#deps.db, () => {
      this.#articles.erase(article);
      this.#table.erase(article);
    });
  }

  /** Closes the database. */
  close(): void {
    clearInterval(this.#timer);
    this.#transfer.use(null);
    this.#deps.db.close();
  }

  #add(article: string, pictures: readonly string[], isOwn: boolean): void {
    let isMissing = false;
    writeTransaction(this.#deps.db, () => {
      for (const sha256 of pictures) {
        this.#articles.add(article, sha256);
        // A draft is never sent (DR1).
        if (isOwn && articleOfDraft(article) === null) this.#table.upload(article, sha256);
        if (this.#store.has(sha256)) continue;
        this.#table.download(sha256);
        isMissing = true;
      }
    });
    if (isOwn) this.#transfer.send();
    if (isMissing) this.#transfer.fetch();
  }

  #collect(): void {
    try {
      this.#articles.collect();
    } catch (error) {
      this.#deps.report(error);
    }
  }
}

const refusalOf = ({ reason, message }: PictureNotStored): RpcError =>
  new RpcError(reason === "full" ? "pictures-full" : reason === "other" ? "internal" : reason, message);
