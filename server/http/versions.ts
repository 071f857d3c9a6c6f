import { MOST_ASKED } from "../../shared/version.ts";
import { isAsked } from "../../shared/versions/version-table.ts";
import { unknownVersion } from "../articles/versions.ts";
import { ApiError } from "../errors.ts";
import type { Route } from "./handler.ts";
import type { ApiDeps } from "./api-deps.ts";

/** The routes of versions: whoever may enter an article reads them, who may write it makes and names some, owners delete (VE3); who erased what stands beside them (VE41). */
export function versionRoutes({ api, newsroom, permissions, articles, versions, versionTable, erasures, quotas, log }: ApiDeps): Route[] {
  const checkRoom = (article: string): void => {
    if (versionTable.countAsked(article) >= MOST_ASKED)
      throw new ApiError(409, "too-many-versions", `an article has ${MOST_ASKED} versions at most beside automatic ones`);
  };
  return [
    api.route("versions", ({ caller: { member }, params: { article } }) => {
      articles.checkHas(article);
      permissions.enter(member, article);
      const list = versionTable.list(article);
      const named = new Set(list.flatMap(({ author, people }) => [author ?? [], people].flat()));
      return { versions: list, members: [...named].flatMap((id) => newsroom.members.everKnown(id) ?? []) };
    }),
    api.route("makeVersion", async ({ caller: { member }, params: { article }, body }) => {
      articles.checkHas(article);
      permissions.write(member, article);
      const { id, reason, label } = await body();
      if (reason === "named" && label === "") throw new ApiError(400, "bad-request", "label: a version that is named has one");
      if (id === undefined || !versionTable.find(article, id)) checkRoom(article);
      quotas.take(member.id, "version");
      const made = await versions.make(article, { reason, label, author: member.id, ...(id !== undefined && { id }) });
      log.info("version-made", { article, version: made.id, reason, by: member.id });
      return made;
    }),
    api.route("version", async ({ caller: { member }, params: { article, version } }) => {
      articles.checkHas(article);
      permissions.enter(member, article);
      quotas.take(member.id, "versionState");
      return { state: Buffer.from(await versions.state(article, version)).toString("base64") };
    }),
    api.route("erasures", ({ caller: { member }, params: { article } }) => {
      articles.checkHas(article);
      permissions.enter(member, article);
      quotas.take(member.id, "versionState");
      const list = erasures.list(article);
      return {
        erasures: list.map(({ client, clock, end, member: by, at, brought }) => [client, clock, end, by, at, brought]),
        members: [...new Set(list.map(({ member: by }) => by))].flatMap((id) => newsroom.members.everKnown(id) ?? []),
      };
    }),
    api.route("nameVersion", async ({ caller: { member }, params: { article, version }, body }) => {
      articles.checkHas(article);
      permissions.write(member, article);
      const { label } = await body();
      quotas.take(member.id, "version");
      const known = versionTable.find(article, version);
      if (!known) throw unknownVersion(version);
      if (!isAsked(known)) checkRoom(article);
      versionTable.name(article, version, label);
      log.info("version-named", { article, version, by: member.id });
      return { ...known, label };
    }),
    api.route("deleteVersion", ({ caller: { member }, params: { article, version } }) => {
      articles.checkHas(article);
      permissions.own(member, article);
      quotas.take(member.id, "version");
      if (!versionTable.remove(article, version)) throw unknownVersion(version);
      log.info("version-deleted", { article, version, by: member.id });
      return { id: version };
    }),
  ];
}
