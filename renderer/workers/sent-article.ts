import * as Y from "yjs";
import { embedPictures } from "../../shared/article/sync/figure-sources.ts";
import { AuthorTable } from "../../shared/notes/author-of.ts";
import type { ReviewSources } from "../../shared/reviewed-article/read-reviewed.ts";
import type { AuthorRange } from "../../shared/rpc/contract.ts";

/** An article as a worker gets it: updates of its rooms, and who wrote what in them. */
export interface SentArticle {
  readonly body: Uint8Array;
  readonly notes: Uint8Array;
  readonly bodyAuthors: readonly AuthorRange[];
  readonly notesAuthors: readonly AuthorRange[];
  /** Stored pictures that it names, by the hash of their bytes. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/** @returns the article as the worker reads it */
export function receiveArticle({ body, notes, bodyAuthors, notesAuthors, pictures }: SentArticle): {
  readonly body: Y.Doc;
  readonly sources: ReviewSources;
} {
  return {
    body: embedPictures(docOf(body), pictures),
    sources: {
      notes: docOf(notes),
      bodyAuthor: new AuthorTable(bodyAuthors).authorOf,
      notesAuthor: new AuthorTable(notesAuthors).authorOf,
      now: Date.now(),
    },
  };
}

function docOf(update: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc;
}
