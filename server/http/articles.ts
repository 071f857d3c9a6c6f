/** The HTTP API of articles: the list, titles, authors, and who has which role on one. */
import { z } from "zod";
import { roomName } from "../../shared/roles.ts";
import { articleIdSchema, cursorSchema, MOST_ENTRIES, placeSchema, type FeedCursor } from "../../shared/wire/feed.ts";
import { ApiError } from "../errors.ts";
import { json, readBody, type Answer, type Call, type Route } from "./http.ts";
import { newId } from "../people/secrets.ts";
import type { ApiDeps } from "./routes.ts";
import { accessSchema, titleSchema } from "./schemas.ts";

const article = z.object({ title: titleSchema, id: articleIdSchema.optional() });
const roleChange = z.object({ role: accessSchema });
const placeChange = z.object({ place: placeSchema });
const limitSchema = z.coerce.number().int().min(1).max(MOST_ENTRIES);

export function articleRoutes({ newsroom, articles, commands, changes, feed, authenticator, quotas, log, history }: ApiDeps): Route[] {
  const known = ({ params }: Call): string => {
    const id = params[0]!;
    if (!articles.has(id)) throw new ApiError(404, "article-unknown", `there is no article ${id}`);
    return id;
  };
  const { access, members } = newsroom;
  const listOf = (member: string): object[] => {
    const { pending } = changes;
    const list = articles.list().flatMap(({ id, title, createdAt, updatedAt, place, purgeAt }) => {
      const role = access.roleOf(member, id);
      return role === null ? [] : { id, title, createdAt, updatedAt: Math.max(updatedAt, pending.get(id) ?? 0), place, purgeAt, role };
    });
    return pending.size === 0 ? list : list.sort((a, b) => b.updatedAt - a.updatedAt);
  };
  const stateOf = (id: string): object => {
    const { place, purgeAt } = articles.find(id)!;
    return { id, place, purgeAt };
  };

  return [
    {
      method: "GET",
      path: /^\/api\/articles$/,
      handle({ request, url }) {
        const { member } = authenticator.caller(request);
        const { run, seq } = feed.cursor;
        const since = url.searchParams.has("since");
        // What the whole list says of texts is ahead of the feed.
        const tag = !since && changes.pending.size > 0 ? null : `"${run}.${seq}"`;
        if (tag !== null && request.headers["if-none-match"] === tag) return { ...json(""), status: 304, body: "", headers: tagged(tag) };
        const answer = since ? json(feed.page(member, cursorOf(url), limitOf(url))) : json(listOf(member.id));
        return tag === null ? answer : { ...answer, headers: tagged(tag) };
      },
    },
    {
      method: "POST",
      path: /^\/api\/articles$/,
      async handle({ request }) {
        const { member } = authenticator.writer(request);
        quotas.take(member.id, "article");
        const { title, id = newId() } = await readBody(request, article);
        commands.enter(member, id, title);
        log.debug("article-entered", { article: id, by: member.id });
        return json({ id });
      },
    },
    {
      method: "PATCH",
      path: /^\/api\/articles\/([^/]+)$/,
      async handle(call) {
        const { member } = authenticator.caller(call.request);
        const id = known(call);
        authenticator.editor(call.request, id);
        const { title } = await readBody(call.request, article.pick({ title: true }));
        commands.retitle(member, id, title);
        return json({ id, title });
      },
    },
    {
      method: "DELETE",
      path: /^\/api\/articles\/([^/]+)$/,
      handle(call) {
        const { member } = authenticator.caller(call.request);
        const id = known(call);
        commands.delete(member, id);
        log.info("article-deletion-ordered", { article: id, by: member.id });
        return json(stateOf(id));
      },
    },
    {
      method: "POST",
      path: /^\/api\/articles\/([^/]+)\/keep$/,
      handle(call) {
        const { member } = authenticator.caller(call.request);
        const id = known(call);
        commands.keep(member, id);
        log.info("article-kept", { article: id, by: member.id });
        return json(stateOf(id));
      },
    },
    {
      method: "PUT",
      path: /^\/api\/articles\/([^/]+)\/place$/,
      async handle(call) {
        const { member } = authenticator.caller(call.request);
        const id = known(call);
        authenticator.editor(call.request, id);
        const { place } = await readBody(call.request, placeChange);
        commands.place(member, id, place);
        log.info("article-place", { article: id, place, by: member.id });
        return json(stateOf(id));
      },
    },
    {
      method: "GET",
      path: /^\/api\/articles\/([^/]+)\/authors$/,
      handle(call) {
        authenticator.caller(call.request);
        const id = known(call);
        authenticator.reader(call.request, id);
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
        authenticator.caller(call.request);
        const id = known(call);
        authenticator.ownerOf(call.request, id);
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
          authenticator.caller(call.request);
          const id = known(call);
          const { member: by } = authenticator.ownerOf(call.request, id);
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

/** What is answered is the same for one caller until the feed goes on. */
function tagged(tag: string): NonNullable<Answer["headers"]> {
  return { ETag: tag, Vary: "Authorization", "Cache-Control": "private, no-cache" };
}

/** `since=0` alone is the start; any other place has the `run` and `base` that came with it. @throws ApiError bad-request */
function cursorOf({ searchParams }: URL): FeedCursor | null {
  const [since, run, base] = ["since", "run", "base"].map((name) => searchParams.get(name));
  if (since === "0" && run === null) return null;
  const cursor = cursorSchema.safeParse({ run, seq: wholeNumber(since), base: wholeNumber(base ?? since) });
  if (!cursor.success) throw new ApiError(400, "bad-request", `since, run and base are a cursor's: ${z.prettifyError(cursor.error)}`);
  return cursor.data;
}

function wholeNumber(text: string | null | undefined): number | null {
  return /^\d{1,15}$/.test(text ?? "") ? Number(text) : null;
}

function limitOf({ searchParams }: URL): number {
  const limit = limitSchema.safeParse(searchParams.get("limit") ?? MOST_ENTRIES);
  if (!limit.success) throw new ApiError(400, "bad-request", `limit: ${z.prettifyError(limit.error)}`);
  return limit.data;
}
