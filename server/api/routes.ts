/** The relay's HTTP API: joining, tickets, and what the other files here hold. */
import { z } from "zod";
import type { UpdateLog } from "../../shared/store/update-log.ts";
import { clientAddress } from "../address.ts";
import type { Attempts } from "../attempts.ts";
import type { ArticleCommands } from "../articles/article-commands.ts";
import type { ArticleTable } from "../articles/article-table.ts";
import type { TextChanges } from "../articles/text-changes.ts";
import { ApiError } from "../errors.ts";
import type { Feed } from "../feed/feed.ts";
import { json, readBody, type Route } from "../http.ts";
import { joinPage } from "../join-page.ts";
import type { Log } from "../log.ts";
import type { Newsroom } from "../newsroom.ts";
import type { Tickets } from "../tickets.ts";
import { articleRoutes } from "./articles.ts";
import type { Callers } from "./callers.ts";
import { memberRoutes } from "./members.ts";
import { nameSchema } from "./schemas.ts";

export interface ApiParts {
  readonly newsroom: Newsroom;
  readonly articles: ArticleTable;
  readonly commands: ArticleCommands;
  readonly changes: TextChanges;
  readonly feed: Feed;
  readonly tickets: Tickets;
  readonly callers: Callers;
  readonly attempts: Attempts;
  readonly trustProxy: boolean;
  readonly history: UpdateLog;
  readonly log: Log;
}

const join = z.object({ code: z.string().min(1).max(200), device: nameSchema });

export function apiRoutes(parts: ApiParts): Route[] {
  const { newsroom, tickets, callers, attempts, trustProxy, log } = parts;
  return [
    { method: "GET", path: /^\/join$/, handle: joinPage },
    {
      method: "POST",
      path: /^\/api\/join$/,
      async handle({ request }) {
        const address = clientAddress(request, trustProxy);
        attempts.admit(address);
        const { code, device } = await readBody(request, join);
        try {
          const joined = newsroom.join(code, device);
          log.info("joined", { member: joined.member.id, role: joined.member.role, address });
          return json(joined);
        } catch (error) {
          if (error instanceof ApiError) {
            if (error.code === "invitation-unknown") attempts.wrong(address, code);
            log.info("join-refused", { reason: error.code, address });
          }
          throw error;
        }
      },
    },
    { method: "GET", path: /^\/api\/me$/, handle: ({ request }) => json(callers.caller(request).member) },
    {
      method: "POST",
      path: /^\/api\/tickets$/,
      handle: ({ request }) => json({ ticket: tickets.issue(callers.caller(request).device) }),
    },
    ...memberRoutes(parts),
    ...articleRoutes(parts),
  ];
}
