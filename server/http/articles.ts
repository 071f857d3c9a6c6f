import { roomName } from "../../shared/roles.ts";
import type { AnswerOf, QueryOf } from "../../shared/relay-api/routes.ts";
import { cursorSchema, type FeedCursor } from "../../shared/wire/feed.ts";
import { listed } from "../articles/feed.ts";
import { newId } from "../people/secrets.ts";
import { Reply } from "./api-route.ts";
import { readValue, type Route } from "./handler.ts";
import type { ApiDeps } from "./api-deps.ts";

/** Before the first change of a room's authors. */
const NEVER = -1;

/** The routes of articles: the list, titles, places, authors, and who has which role on one. */
export function articleRoutes({ api, newsroom, permissions, articles, commands, changes, feed, quotas, log, history }: ApiDeps): Route[] {
  const { access, members } = newsroom;
  const listOf = (member: string): AnswerOf<"articles"> => {
    const { pending } = changes;
    const list = articles.list().flatMap((row) => {
      const role = access.roleOf(member, row.id);
      return role === null ? [] : { ...listed(row, newsroom), updatedAt: Math.max(row.updatedAt, pending.get(row.id) ?? 0), role };
    });
    return pending.size === 0 ? list : list.sort((a, b) => b.updatedAt - a.updatedAt);
  };
  const placeOf = (id: string): AnswerOf<"placeArticle"> => {
    const { place, purgeAt } = articles.find(id)!;
    return { id, place, purgeAt };
  };
  const setRole = (
    article: string,
    member: string,
    role: Parameters<typeof newsroom.setRoleOn>[2],
    by: string,
  ): AnswerOf<"setArticleRole"> => {
    newsroom.setRoleOn(article, member, role);
    log.info("article-role", { article, member, role, by });
    return { member, role: access.roleOf(member, article) ?? "none", own: role !== null };
  };

  return [
    api.route("articles", ({ request, caller: { member }, query }) => {
      const { run, seq } = feed.cursor;
      const paged = query.since !== undefined;
      // While texts have no number yet, the whole list is newer than its tag would be.
      const tag = !paged && changes.pending.size > 0 ? null : `"${run}.${seq}"`;
      if (tag !== null && request.headers["if-none-match"] === tag)
        return new Reply<AnswerOf<"articles">>(null, { status: 304, headers: tagged(tag) });
      const answer = paged ? feed.page(member, cursorOf(query), query.limit) : listOf(member.id);
      return tag === null ? answer : new Reply(answer, { headers: tagged(tag) });
    }),
    api.route("enterArticle", async ({ caller: { member }, body }) => {
      permissions.writeArticles(member);
      quotas.take(member.id, "article");
      const { title, id = newId() } = await body();
      commands.enter(member, id, title);
      log.debug("article-entered", { article: id, by: member.id });
      return { id };
    }),
    api.route("retitleArticle", async ({ caller: { member }, params: { article }, body }) => {
      articles.checkHas(article);
      permissions.write(member, article);
      const { title } = await body();
      commands.retitle(member, article, title);
      return { id: article, title };
    }),
    api.route("deleteArticle", ({ caller: { member }, params: { article } }) => {
      articles.checkHas(article);
      commands.delete(member, article);
      log.info("article-deletion-ordered", { article, by: member.id });
      return placeOf(article);
    }),
    api.route("keepArticle", ({ caller: { member }, params: { article } }) => {
      articles.checkHas(article);
      commands.keep(member, article);
      log.info("article-kept", { article, by: member.id });
      return placeOf(article);
    }),
    api.route("placeArticle", async ({ caller: { member }, params: { article }, body }) => {
      articles.checkHas(article);
      permissions.write(member, article);
      const { place } = await body();
      commands.place(member, article, place);
      log.info("article-place", { article, place, by: member.id });
      return placeOf(article);
    }),
    api.route("authors", ({ caller: { member }, params: { article }, query: { room, since = NEVER } }) => {
      articles.checkHas(article);
      permissions.enter(member, article);
      const ranges = history.authors(roomName(article, room), since);
      const times = history.times(roomName(article, room), since);
      const named = new Set(ranges.flatMap(({ author, broughtBy }) => [author ?? [], broughtBy ?? []].flat()));
      return {
        members: [...named].flatMap((id) => members.everKnown(id) ?? []),
        ranges: ranges.map(({ client, clock, end, author, broughtBy }) => [client, clock, end, author, broughtBy]),
        times: times.map(({ client, end, at }) => [client, end, at]),
        until: [...ranges.map(({ changed }) => changed), ...times.map(({ at }) => at)].reduce((a, b) => Math.max(a, b), since),
      };
    }),
    api.route("articlePeople", ({ caller, params: { article } }) => {
      articles.checkHas(article);
      permissions.enter(caller.member, article);
      return members.all().filter(({ id }) => access.roleOf(id, article) !== null);
    }),
    api.route("articleRoles", ({ caller, params: { article } }) => {
      articles.checkHas(article);
      permissions.own(caller.member, article);
      return members.list().map(({ id: member, name, articles: own }) => ({
        member,
        name,
        role: access.roleOf(member, article) ?? "none",
        own: own.some((one) => one.article === article),
      }));
    }),
    api.route("setArticleRole", async ({ caller, params: { article, member }, body }) => {
      articles.checkHas(article);
      permissions.own(caller.member, article);
      return setRole(article, member, (await body()).role, caller.member.id);
    }),
    api.route("unsetArticleRole", ({ caller, params: { article, member } }) => {
      articles.checkHas(article);
      permissions.own(caller.member, article);
      return setRole(article, member, null, caller.member.id);
    }),
  ];
}

/** Headers of an answer that is the same for one caller until the feed goes on. */
function tagged(tag: string): Readonly<Record<string, string>> {
  return { ETag: tag, Vary: "Authorization", "Cache-Control": "private, no-cache" };
}

/** `since=0` alone is the start; any other cursor has the `run` and `base` that came with it. @throws ApiError bad-request */
function cursorOf({ since, run, base }: QueryOf<"articles">): FeedCursor | null {
  return since === 0 && run === undefined ? null : readValue(cursorSchema, { run, seq: since, base: base ?? since });
}
