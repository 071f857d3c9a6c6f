import type { Node } from "prosemirror-model";
import * as Y from "yjs";
import { bodyOf } from "../../../shared/article/model/body.ts";
import { movedPictures } from "../../../shared/article/sync/figure-sources.ts";
import { baseArticle } from "../../../shared/export/base-article.ts";
import { largestFile } from "../../../shared/import/file.ts";
import { ImportError } from "../../../shared/import/imported-file.ts";
import { isolateControls } from "../../../shared/text/bidi-controls.ts";
import type { Notices } from "../frame/notices.tsx";
import { storePrepared } from "../../pictures/store-prepared.ts";
import type { PictureSource } from "../../pictures/picture-source.ts";
import { importFile, type ReadableFile } from "../library/import-file.ts";

/** The text of a file that was dropped into an article, without what is only suggested in it; null when it is none. Says what of it does not come. */
export async function readDropped(file: ReadableFile, pictures: PictureSource, { say, sayError }: Notices): Promise<Node | null> {
  const name = isolateControls(file.name);
  try {
    const { rooms, losses } = await importFile(file);
    const doc = new Y.Doc();
    bodyOf(doc);
    Y.applyUpdate(doc, await movedPictures(rooms.body, (bytes) => storePrepared(pictures, bytes)));
    if (losses.length > 0) say("app.import.losses", { file: name, count: losses.length });
    if (rooms.notes) say("editor.drop.text", { file: name });
    return baseArticle(doc);
  } catch (error) {
    if (error instanceof ImportError) say(`app.import.${error.code}`, { file: name, limit: largestFile(file.name) });
    else sayError(error);
    return null;
  }
}
