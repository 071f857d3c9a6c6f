/** The HTTP API of articles: the list, titles, authors, and who has which role on one. */
import { z } from "zod";
import { roomName } from "../../shared/roles.ts";
import { ApiError } from "../errors.ts";
import { json, readBody, type Call, type Route } from "../http.ts";
import { newId } from "../secrets.ts";
import type { ApiParts } from "./routes.ts";
import { accessSchema, articleIdSchema, titleSchema } from "./schemas.ts";

const article = z.object({ title: titleSchema, id: articleIdSchema.optional() });
const roleChange = z.object({ role: accessSchema });

export function articleRoutes({ newsroom, catalogue, callers, log, history }: ApiParts): Route[] {
  const known = ({ params }: Call): string => {
    const id = params[0]!;
    if (!catalogue.has(id)) throw new ApiError(404, "article-unknown", `there is no article ${id}`);
    return id;
  };
  const { access, members } = newsroom;

  return [
    {
      method: "GET",
      path: /^\/api\/articles$/,
      handle({ request }) {
        const { member } = callers.caller(request);
        const roles = catalogue.list().map((one) => ({ ...one, role: access.roleOf(member.id, one.id) }));
        return json(roles.filter(({ role }) => role !== null));
      },
    },
    {
      method: "POST",
      path: /^\/api\/articles$/,
      async handle({ request }) {
        const { member } = callers.writer(request);
        const { title, id = newId() } = await readBody(request, article);
        catalogue.add(id, title);
        log.debug("article-entered", { article: id, by: member.id });
        return json({ id });
      },
    },
    {
      method: "PATCH",
      path: /^\/api\/articles\/([^/]+)$/,
      async handle(call) {
        callers.caller(call.request);
        const id = known(call);
        callers.editor(call.request, id);
        const { title } = await readBody(call.request, article.pick({ title: true }));
        catalogue.rename(id, title);
        return json({ id, title });
      },
    },
    {
      method: "GET",
      path: /^\/api\/articles\/([^/]+)\/authors$/,
      handle(call) {
        callers.caller(call.request);
        const id = known(call);
        callers.reader(call.request, id);
        const kind = call.url.searchParams.get("room");
        if (kind !== "body" && kind !== "notes") throw new ApiError(400, "bad-request", `room is body or notes, not ${kind}`);
        const since = readSince(call.url.searchParams.get("since"));
        const ranges = history.authors(roomName(id, kind), since);
        const named = new Set(ranges.flatMap(({ author, broughtBy }) => [author ?? [], broughtBy ?? []].flat()));
        return json({
          members: [...named].flatMap((member) => members.everKnown(member) ?? []),
          ranges: ranges.map(({ client, clock, end, author, broughtBy }) => [client, clock, end, author, broughtBy]),
          until: ranges.reduce((latest, { changed }) => Math.max(latest, changed), since),
        });
      },
    },
    {
      method: "GET",
      path: /^\/api\/articles\/([^/]+)\/roles$/,
      handle(call) {
        callers.caller(call.request);
        const id = known(call);
        callers.ownerOf(call.request, id);
        const roles = members.list().map(({ id: member, name, articles }) => ({
          member,
          name,
          role: access.roleOf(member, id) ?? "none",
          own: articles.some(({ article }) => article === id),
        }));
        return json(roles);
      },
    },
    ...(["PUT", "DELETE"] as const).map(
      (method): Route => ({
        method,
        path: /^\/api\/articles\/([^/]+)\/roles\/([^/]+)$/,
        async handle(call) {
          callers.caller(call.request);
          const id = known(call);
          const { member: by } = callers.ownerOf(call.request, id);
          const member = call.params[1]!;
          const role = method === "PUT" ? (await readBody(call.request, roleChange)).role : null;
          newsroom.setRoleOn(id, member, role);
          log.info("article-role", { article: id, member, role, by: by.id });
          return json({ member, role: access.roleOf(member, id) ?? "none", own: role !== null });
        },
      }),
    ),
  ];
}

/** @returns a time of the log, as an answer before gave it; without one, all is told */
function readSince(text: string | null): number {
  const since = text === null ? -1 : Number(text);
  if (!Number.isSafeInteger(since)) throw new ApiError(400, "bad-request", `since is a whole number, not ${text}`);
  return since;
}
