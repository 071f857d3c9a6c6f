import type { AnswerOf } from "../../shared/relay-api/routes.ts";
import { ApiError } from "../errors.ts";
import { unknownDevice } from "../people/devices.ts";
import type { NewInvitation } from "../people/invitations.ts";
import { invitationUrl, type Newsroom } from "../people/newsroom.ts";
import type { Route } from "./handler.ts";
import type { ApiDeps } from "./api-deps.ts";

/** Invitations of one member that can still be used, at most (LI11). */
const MOST_OPEN = { forMembers: 200, forDevices: 10 };

/** The routes of people: members, their devices, invitations (ID1–ID3). */
export function memberRoutes(deps: ApiDeps): Route[] {
  const { api, newsroom, permissions, log } = deps;
  const { members } = newsroom;
  return [
    api.route("members", ({ caller }) => {
      permissions.ownNewsroom(caller.member);
      newsroom.devices.writeSeen();
      return members.list();
    }),
    api.route("setRole", async ({ caller: { member: by }, params, body }) => {
      permissions.ownNewsroom(by);
      const member = members.get(params.member);
      const { role } = await body();
      newsroom.setRole(member.id, role);
      log.info("role", { member: member.id, role, by: by.id });
      return members.get(member.id);
    }),
    api.route("removeMember", ({ caller: { member: by }, params }) => {
      permissions.ownNewsroom(by);
      const member = members.get(params.member);
      newsroom.remove(member.id);
      log.info("member-removed", { member: member.id, by: by.id });
      return member;
    }),
    ...deviceRoutes(deps),
    ...invitationRoutes(deps),
  ];
}

function deviceRoutes({ api, newsroom, permissions, quotas, log }: ApiDeps): Route[] {
  const { devices, invitations } = newsroom;
  return [
    api.route("devices", ({ caller: { member, device }, query }) => {
      const whose = query.member ?? member.id;
      if (whose !== member.id) permissions.ownNewsroom(member);
      const list = devices.list(whose === "all" ? null : newsroom.members.get(whose).id);
      return list.map((one) => ({ ...one, current: one.id === device }));
    }),
    api.route("inviteDevice", ({ caller: { member, device } }) => {
      quotas.take(member.id, "invitation");
      if (invitations.countOpen(member.id, true) >= MOST_OPEN.forDevices) throw tooMany();
      const { id, name, role } = member;
      return inviteBy(newsroom, { name, role, member: id, inviter: id, madeBy: device }, undefined);
    }),
    api.route("revokeDevice", ({ caller: { member }, params }) => {
      const device = devices.find(params.device);
      // Others are not told whether there is such a device.
      if (!device || (device.member !== member.id && member.role !== "owner")) throw unknownDevice(params.device);
      const added = devices.addedBy(device.id);
      newsroom.revoke(device.id);
      log.info("device-revoked", { device: device.id, member: device.member, by: member.id });
      return { ...device, added };
    }),
  ];
}

function invitationRoutes({ api, newsroom, permissions, articles, quotas, log }: ApiDeps): Route[] {
  return [
    api.route("invitations", ({ caller }) => {
      permissions.ownNewsroom(caller.member);
      return newsroom.invitations.list();
    }),
    api.route("invite", async ({ caller: { member: by, device }, body }) => {
      permissions.ownNewsroom(by);
      quotas.take(by.id, "invitation");
      if (newsroom.invitations.countOpen(by.id, false) >= MOST_OPEN.forMembers) throw tooMany();
      const { name, role, article, life } = await body();
      if (article !== undefined && !articles.has(article)) throw new ApiError(404, "article-unknown", `there is no article ${article}`);
      const made = inviteBy(newsroom, { name, role, article: article ?? null, inviter: by.id, madeBy: device }, life);
      log.info("invited", { invitation: made.id, role, article: article ?? null, by: by.id });
      return made;
    }),
    api.route("withdrawInvitation", ({ caller: { member: by }, params: { invitation: id } }) => {
      permissions.ownNewsroom(by);
      newsroom.invitations.withdraw(id);
      log.info("invitation-withdrawn", { invitation: id, by: by.id });
      return { id };
    }),
  ];
}

function tooMany(): ApiError {
  return new ApiError(409, "too-many-invitations", "too many of your invitations are open: withdraw some first");
}

function inviteBy({ invitations, address }: Newsroom, what: NewInvitation, life: number | undefined): AnswerOf<"invite"> {
  const { id, code, expiresAt } = invitations.add(what, life);
  return { id, url: invitationUrl(address!, code), code, expiresAt };
}
