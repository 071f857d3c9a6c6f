import type { ArticlePictures } from "../../shared/picture-store/article-pictures.ts";
import type { PictureStore } from "../../shared/picture-store/picture-store.ts";
import type { VersionTable } from "../../shared/versions/version-table.ts";
import type { Erasures } from "../articles/erasures.ts";
import type { Versions } from "../articles/versions.ts";
import type { SqlDatabase, UpdateLog } from "../../shared/store/update-log.ts";
import type { GuessLimiter } from "./guess-limiter.ts";
import type { ArticleCommands } from "../articles/article-commands.ts";
import type { ArticleTable } from "../articles/article-table.ts";
import type { TextChanges } from "../articles/text-changes.ts";
import type { Feed } from "../articles/feed.ts";
import type { Log } from "../ops/log.ts";
import type { Newsroom } from "../people/newsroom.ts";
import type { Tickets } from "../people/tickets.ts";
import type { Permissions } from "./permissions.ts";
import type { Quotas } from "./quotas.ts";
import type { Authenticator } from "./authenticator.ts";
import type { ApiRoutes } from "./api-route.ts";

/** What the routes of the API need. */
export interface ApiDeps {
  readonly newsroom: Newsroom;
  readonly articles: ArticleTable;
  readonly commands: ArticleCommands;
  readonly changes: TextChanges;
  readonly feed: Feed;
  readonly tickets: Tickets;
  /** Makes each route. */
  readonly api: ApiRoutes;
  /** For the routes that take or answer bytes. */
  readonly authenticator: Authenticator;
  /** The relay's database. */
  readonly db: SqlDatabase;
  readonly pictures: PictureStore;
  readonly articlePictures: ArticlePictures;
  readonly permissions: Permissions;
  readonly guesses: GuessLimiter;
  readonly quotas: Quotas;
  readonly trustProxy: boolean;
  readonly history: UpdateLog;
  readonly versions: Versions;
  readonly versionTable: VersionTable;
  readonly erasures: Erasures;
  readonly log: Log;
}
