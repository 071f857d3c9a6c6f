/** The relay's HTTP API: joining, tickets, articles, authors, invitations. */
import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { mayWrite, parseRoom, roomName, ROLES, type Member } from "../shared/roles.ts";
import type { UpdateLog } from "../shared/store/update-log.ts";
import type { Catalogue } from "./catalogue.ts";
import { ApiError } from "./errors.ts";
import { json, readBody, type Call, type Route } from "./http.ts";
import { joinPage } from "./join-page.ts";
import { invitationUrl, type Newsroom } from "./newsroom.ts";
import { newId } from "./secrets.ts";
import type { Tickets } from "./tickets.ts";

export interface ApiParts {
  readonly newsroom: Newsroom;
  readonly catalogue: Catalogue;
  readonly tickets: Tickets;
  readonly log: UpdateLog;
}

/** A person's or device's name. */
export const nameSchema = z.string().trim().min(1).max(100);
export const roleSchema = z.enum(ROLES);
/** A headline can be long; this is far beyond any. */
const title = z.string().max(10_000);
const articleId = z.string().refine((id) => parseRoom(roomName(id, "body")) !== null, {
  error: "an article id is 8 to 64 letters, digits, - and _",
});

const join = z.object({ code: z.string().min(1).max(200), device: nameSchema });
const article = z.object({ title, id: articleId.optional() });
const invitation = z.object({ name: nameSchema, role: roleSchema });

export function apiRoutes({ newsroom, catalogue, tickets, log }: ApiParts): Route[] {
  /** @throws ApiError unauthorized. */
  const caller = (request: IncomingMessage): Member => {
    const token = /^Bearer ([\w-]{1,200})$/.exec(request.headers.authorization ?? "")?.[1];
    const member = token === undefined ? null : newsroom.byToken(token);
    if (!member) throw new ApiError(401, "unauthorized", "this needs the token of a device that has joined");
    return member;
  };
  /** @throws ApiError role, unless the caller may write articles. */
  const writer = (request: IncomingMessage): Member => {
    const member = caller(request);
    if (mayWrite(member.role, "body")) return member;
    throw new ApiError(403, "role", `${member.name} is a ${member.role}, who may not do this`);
  };
  const known = ({ params }: Call): string => {
    const id = params[0]!;
    if (!catalogue.has(id)) throw new ApiError(404, "article-unknown", `there is no article ${id}`);
    return id;
  };

  return [
    { method: "GET", path: /^\/healthz$/, handle: () => json({ ok: true }) },
    { method: "GET", path: /^\/join$/, handle: joinPage },
    {
      method: "POST",
      path: /^\/api\/join$/,
      async handle({ request }) {
        const { code, device } = await readBody(request, join);
        return json(newsroom.join(code, device));
      },
    },
    { method: "GET", path: /^\/api\/me$/, handle: ({ request }) => json(caller(request)) },
    {
      method: "POST",
      path: /^\/api\/tickets$/,
      handle: ({ request }) => json({ ticket: tickets.issue(caller(request).id) }),
    },
    {
      method: "GET",
      path: /^\/api\/articles$/,
      handle({ request }) {
        const { role } = caller(request);
        return json(catalogue.list().map((one) => ({ ...one, role })));
      },
    },
    {
      method: "POST",
      path: /^\/api\/articles$/,
      async handle({ request }) {
        writer(request);
        const { title, id = newId() } = await readBody(request, article);
        catalogue.add(id, title);
        return json({ id });
      },
    },
    {
      method: "PATCH",
      path: /^\/api\/articles\/([^/]+)$/,
      async handle(call) {
        writer(call.request);
        const id = known(call);
        const { title } = await readBody(call.request, article.pick({ title: true }));
        catalogue.rename(id, title);
        return json({ id, title });
      },
    },
    {
      method: "GET",
      path: /^\/api\/articles\/([^/]+)\/authors$/,
      handle(call) {
        caller(call.request);
        const id = known(call);
        const kind = call.url.searchParams.get("room");
        if (kind !== "body" && kind !== "notes") throw new ApiError(400, "bad-request", `room is body or notes, not ${kind}`);
        const owners = [...log.authors(roomName(id, kind))];
        const members = [...new Set(owners.map(([, member]) => member))].flatMap((member) => newsroom.member(member) ?? []);
        return json({ members, owners });
      },
    },
    {
      method: "POST",
      path: /^\/api\/invitations$/,
      async handle({ request }) {
        const { role: mine, name: me } = caller(request);
        if (mine !== "owner") throw new ApiError(403, "role", `${me} is a ${mine}; an owner invites`);
        const { name, role } = await readBody(request, invitation);
        const code = newsroom.invite(name, role);
        return json({ url: invitationUrl(newsroom.address!, code), code });
      },
    },
  ];
}
