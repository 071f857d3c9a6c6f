import type { ApiDeps } from "./api-deps.ts";
import type { Route } from "./handler.ts";
import { joinPageRoutes } from "./join-page.ts";
import { articleRoutes } from "./articles.ts";
import { joiningRoutes } from "./joining.ts";
import { pictureRoutes } from "./pictures.ts";
import { versionRoutes } from "./versions.ts";
import { memberRoutes } from "./members.ts";

/** All routes of the API, and the page that invitations lead to. */
export function apiRoutes(deps: ApiDeps): Route[] {
  const { api, tickets, quotas, newsroom } = deps;
  return [
    ...joinPageRoutes(),
    ...joiningRoutes(deps),
    api.route("me", ({ caller: { member, device } }) => ({ ...member, newDevices: newsroom.devices.laterThan(device) })),
    api.route("ticket", ({ caller: { member, device } }) => {
      quotas.take(member.id, "ticket");
      return { ticket: tickets.issue(device) };
    }),
    ...memberRoutes(deps),
    ...articleRoutes(deps),
    ...versionRoutes(deps),
    ...pictureRoutes(deps),
  ];
}
