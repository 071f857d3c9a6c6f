/** The HTTP API of people: members, their devices, invitations. Rules ID1–ID3. */
import { z } from "zod";
import { articleIdSchema } from "../../shared/wire/feed.ts";
import { ApiError } from "../errors.ts";
import { idSchema, json, readBody, readValue, type Route } from "./http.ts";
import { invitationUrl, type Newsroom } from "../people/newsroom.ts";
import { unknownDevice } from "../people/devices.ts";
import type { NewInvitation } from "../people/invitations.ts";
import type { ApiDeps } from "./routes.ts";
import { accessSchema, lifeSchema, nameSchema, roleSchema } from "./schemas.ts";

/** Invitations of one member that can still be used. */
const MOST_OPEN = { forMembers: 200, forDevices: 10 };

const roleChange = z.object({ role: accessSchema });
const invitation = z.object({ name: nameSchema, role: roleSchema, article: articleIdSchema.optional(), life: lifeSchema.optional() });

export function memberRoutes(deps: ApiDeps): Route[] {
  const { newsroom, authenticator, log } = deps;
  const { members } = newsroom;
  return [
    {
      method: "GET",
      path: /^\/api\/members$/,
      handle({ request }) {
        authenticator.owner(request);
        newsroom.devices.writeSeen();
        return json(members.list());
      },
    },
    {
      method: "PATCH",
      path: /^\/api\/members\/([^/]+)$/,
      async handle({ request, params }) {
        const { member: by } = authenticator.owner(request);
        const member = members.get(params[0]!);
        const { role } = await readBody(request, roleChange);
        newsroom.setRole(member.id, role);
        log.info("role", { member: member.id, role, by: by.id });
        return json(members.get(member.id));
      },
    },
    {
      method: "DELETE",
      path: /^\/api\/members\/([^/]+)$/,
      handle({ request, params }) {
        const { member: by } = authenticator.owner(request);
        const member = members.get(params[0]!);
        newsroom.remove(member.id);
        log.info("member-removed", { member: member.id, by: by.id });
        return json(member);
      },
    },
    ...deviceRoutes(deps),
    ...invitationRoutes(deps),
  ];
}

function deviceRoutes({ newsroom, authenticator, quotas, log }: ApiDeps): Route[] {
  const { devices, invitations } = newsroom;
  return [
    {
      method: "GET",
      path: /^\/api\/devices$/,
      handle({ request, url }) {
        const { member, device } = authenticator.caller(request);
        const whose = readValue(idSchema, url.searchParams.get("member") ?? member.id);
        if (whose !== member.id) authenticator.owner(request);
        const list = devices.list(whose === "all" ? null : newsroom.members.get(whose).id);
        return json(list.map((one) => ({ ...one, current: one.id === device })));
      },
    },
    {
      // Another device of one's own.
      method: "POST",
      path: /^\/api\/devices$/,
      handle({ request }) {
        const { member, device } = authenticator.caller(request);
        quotas.take(member.id, "invitation");
        if (invitations.countOpen(member.id, true) >= MOST_OPEN.forDevices) throw tooMany();
        const { id, name, role } = member;
        return json(inviteBy(newsroom, { name, role, member: id, inviter: id, madeBy: device }, undefined));
      },
    },
    {
      method: "DELETE",
      path: /^\/api\/devices\/([^/]+)$/,
      handle({ request, params }) {
        const { member } = authenticator.caller(request);
        const device = devices.find(params[0]!);
        // Whose device it is, and that there is one, is no business of others.
        if (!device || (device.member !== member.id && member.role !== "owner")) throw unknownDevice(params[0]!);
        const added = devices.addedBy(device.id);
        newsroom.revoke(device.id);
        log.info("device-revoked", { device: device.id, member: device.member, by: member.id });
        return json({ ...device, added });
      },
    },
  ];
}

function invitationRoutes({ newsroom, articles, authenticator, quotas, log }: ApiDeps): Route[] {
  return [
    {
      method: "GET",
      path: /^\/api\/invitations$/,
      handle({ request }) {
        authenticator.owner(request);
        return json(newsroom.invitations.list());
      },
    },
    {
      method: "POST",
      path: /^\/api\/invitations$/,
      async handle({ request }) {
        const { member: by, device } = authenticator.owner(request);
        quotas.take(by.id, "invitation");
        if (newsroom.invitations.countOpen(by.id, false) >= MOST_OPEN.forMembers) throw tooMany();
        const { name, role, article, life } = await readBody(request, invitation);
        if (article !== undefined && !articles.has(article)) throw new ApiError(404, "article-unknown", `there is no article ${article}`);
        const made = inviteBy(newsroom, { name, role, article: article ?? null, inviter: by.id, madeBy: device }, life);
        log.info("invited", { invitation: made.id, role, article: article ?? null, by: by.id });
        return json(made);
      },
    },
    {
      method: "DELETE",
      path: /^\/api\/invitations\/([^/]+)$/,
      handle({ request, params }) {
        const { member: by } = authenticator.owner(request);
        newsroom.invitations.withdraw(params[0]!);
        log.info("invitation-withdrawn", { invitation: params[0]!, by: by.id });
        return json({ id: params[0]! });
      },
    },
  ];
}

function tooMany(): ApiError {
  return new ApiError(409, "too-many-invitations", "too many of your invitations are open: withdraw some first");
}

interface Made {
  readonly id: string;
  readonly url: string;
  readonly code: string;
  readonly expiresAt: number;
}

function inviteBy({ invitations, address }: Newsroom, what: NewInvitation, life: number | undefined): Made {
  const { id, code, expiresAt } = invitations.add(what, life);
  return { id, url: invitationUrl(address!, code), code, expiresAt };
}
