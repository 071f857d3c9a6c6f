import * as Y from "yjs";
import type { ArticleLanguage } from "../../shared/article/model/language.ts";
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

/** What a worker needs to read it with all that is suggested and noted. */
export async function sentArticle({ doc, notes, article, client }: Leaving): Promise<SentArticle> {
  const [bodyAuthors, notesAuthors] = await Promise.all(
    (["body", "notes"] as const).map((kind) => client.calls.authors({ room: roomName(article, kind) })),
  );
  return {
    body: Y.encodeStateAsUpdate(doc),
    notes: Y.encodeStateAsUpdate(notes),
    bodyAuthors: bodyAuthors!,
    notesAuthors: notesAuthors!,
  };
}
