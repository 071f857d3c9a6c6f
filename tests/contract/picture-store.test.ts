import Database from "better-sqlite3";
import { join } from "node:path";
import { SqlitePictureStore } from "../../shared/picture-store/picture-store.ts";
import { openPictures } from "../../main/core/database.ts";
import { openDatabase } from "../../server/store/database.ts";
import { hashOf } from "../picture-samples.ts";
import { temporaryFolder } from "../relay/relay-fixture.ts";
import { pictureStoreContract } from "./picture-store.ts";

for (const [name, openIn] of [
  ["at the relay", openDatabase],
  ["at the desk", openPictures],
  ["in a file of SQLite's defaults", (folder: string) => new Database(join(folder, "a.sqlite"))],
] as const) {
  pictureStoreContract(name, (most) => {
    const folder = temporaryFolder();
    const opened: Database.Database[] = [];
    const open = (): SqlitePictureStore => {
      const db = openIn(folder.path);
      opened.push(db);
      return new SqlitePictureStore(db, { hash: hashOf, most });
    };
    return {
      store: open(),
      reopen: open,
      dispose: () => {
        for (const db of opened) db.close();
        folder.remove();
      },
    };
  });
}
