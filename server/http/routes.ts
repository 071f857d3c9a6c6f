/** The relay's HTTP API: joining, tickets, and what the other files here hold. */
import type { UpdateLog } from "../../shared/store/update-log.ts";
import type { GuessLimiter } from "./guess-limiter.ts";
import type { ArticleCommands } from "../articles/article-commands.ts";
import type { ArticleTable } from "../articles/article-table.ts";
import type { TextChanges } from "../articles/text-changes.ts";
import type { Feed } from "../articles/feed.ts";
import { json, type Route } from "./http.ts";
import { joinPageRoutes } from "./join-page.ts";
import type { Log } from "../ops/log.ts";
import type { Newsroom } from "../people/newsroom.ts";
import type { Tickets } from "../people/tickets.ts";
import type { Quotas } from "./quotas.ts";
import { articleRoutes } from "./articles.ts";
import type { Authenticator } from "./authenticator.ts";
import { joiningRoutes } from "./joining.ts";
import { memberRoutes } from "./members.ts";

export interface ApiDeps {
  readonly newsroom: Newsroom;
  readonly articles: ArticleTable;
  readonly commands: ArticleCommands;
  readonly changes: TextChanges;
  readonly feed: Feed;
  readonly tickets: Tickets;
  readonly authenticator: Authenticator;
  readonly guesses: GuessLimiter;
  readonly quotas: Quotas;
  readonly trustProxy: boolean;
  readonly history: UpdateLog;
  readonly log: Log;
}

export function apiRoutes(deps: ApiDeps): Route[] {
  const { tickets, authenticator, quotas, newsroom } = deps;
  return [
    ...joinPageRoutes(),
    ...joiningRoutes(deps),
    {
      method: "GET",
      path: /^\/api\/me$/,
      handle({ request }) {
        const { member, device } = authenticator.caller(request);
        return json({ ...member, newDevices: newsroom.devices.laterThan(device) });
      },
    },
    {
      method: "POST",
      path: /^\/api\/tickets$/,
      handle({ request }) {
        const { member, device } = authenticator.caller(request);
        quotas.take(member.id, "ticket");
        return json({ ticket: tickets.issue(device) });
      },
    },
    ...memberRoutes(deps),
    ...articleRoutes(deps),
  ];
}
