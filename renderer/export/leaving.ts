import * as Y from "yjs";
import type { ArticleLanguage } from "../../shared/article/model/language.ts";
import { referencesOf } from "../../shared/article/sync/figure-sources.ts";
import { roomName } from "../../shared/roles.ts";
import type { RpcClient } from "../../shared/rpc/client.ts";
import type { SentArticle } from "../workers/sent-article.ts";

/** An article that leaves. */
export interface Leaving {
  readonly doc: Y.Doc;
  /** Formats that keep what people say of it have it, too. */
  readonly notes: Y.Doc;
  /** Its ID. */
  readonly article: string;
  readonly language: ArticleLanguage;
  /** When it was as it is in `doc`, in milliseconds since 1970. */
  readonly at: number;
  /** Of the file, without its ending. */
  readonly name: string;
  readonly client: RpcClient;
}

/**
 * What a worker needs to read it with all that is suggested and noted, and with its pictures, as far as they are on this computer (PI22).
 * The rooms are encoded in tasks of their own, each behind an answer of the core: of a long article one takes tens of milliseconds.
 */
export async function sentArticle({ doc, notes, article, client }: Leaving): Promise<SentArticle> {
  const pictures = new Map<string, Uint8Array>();
  for (const { sha256 } of referencesOf(doc)) {
    const { bytes } = await client.calls.picture({ sha256, article: null });
    if (bytes) pictures.set(sha256, bytes);
  }
  const bodyAuthors = await client.calls.authors({ room: roomName(article, "body") });
  const body = Y.encodeStateAsUpdate(doc);
  const notesAuthors = await client.calls.authors({ room: roomName(article, "notes") });
  return { body, notes: Y.encodeStateAsUpdate(notes), bodyAuthors, notesAuthors, pictures };
}
