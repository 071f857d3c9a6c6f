import { LONGEST_INVITATION_LIFE } from "../../shared/relay-api/limits.ts";
import { ACCESS, parseRoom, roomName, ROLES, type Member } from "../../shared/roles.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { isName } from "../../shared/text/name.ts";
import { ArticleTable } from "../articles/article-table.ts";
import { anyText, oneOf, optional, otherwise, readSettings, timeSpan, type Environment, type Kind } from "./config.ts";
import { openDatabase } from "../store/database.ts";
import { ArgumentError, UsageError } from "../errors.ts";
import { invitationUrl, Newsroom } from "../people/newsroom.ts";
import { INVITATION_LIFE } from "../people/invitations.ts";
import { COMMON, DEFAULT_PORT } from "./settings.ts";
import { printable, printableJson } from "../ops/terminal.ts";
import { when, table } from "./table.ts";

const name: Kind<string> = {
  expects: "1 to 100 characters in one line, without controls",
  read: (text) => (isName(text.trim()) ? text.trim() : null),
};
const article: Kind<string> = {
  expects: "the ID of an article, 8 to 64 letters, digits, - and _",
  read: (text) => (parseRoom(roomName(text, "body")) ? text : null),
};
const life = otherwise(timeSpan(LONGEST_INVITATION_LIFE), INVITATION_LIFE);

/**
 * `relay invite`: an invitation for a new member, a guest on one article, or another device (ID3). The commands here work beside a
 * relay that serves, which applies them at once (ID1–ID3, RO5).
 * @throws ArgumentError for arguments that do not go together
 */
export function invite(args: readonly string[], environment: Environment): void {
  const { values } = readSettings(
    args,
    { ...COMMON, name: optional(name), role: optional(oneOf(ROLES)), article: optional(article), member: optional(anyText), expires: life },
    environment,
  );
  const { role, member } = values;
  if (member !== null && (values.name !== null || role !== null || values.article !== null)) {
    throw new ArgumentError("--member is for another device, and goes with no --name, --role or --article");
  }
  const purpose = (newsroom: Newsroom) => {
    if (member !== null) {
      const known = memberOf(newsroom, member);
      return { name: known.name, role: known.role, member: known.id };
    }
    if (values.name === null) throw new ArgumentError("--name is missing");
    if (role === null) throw new ArgumentError("--role is missing");
    return { name: values.name, role, article: values.article };
  };
  // The newsroom's first member is invited before there is anything else.
  within(values.data, true, (newsroom, articles) => {
    if (values.article !== null) knownArticle(articles, values.article);
    const what = purpose(newsroom);
    const { id, code, expiresAt } = newsroom.invitations.add(what, values.expires);
    const { address } = newsroom;
    if (address === null) {
      console.error("No relay has served this folder yet: the invitation assumes that it will, on this machine and the usual port.");
    }
    const url = invitationUrl(address ?? `http://127.0.0.1:${DEFAULT_PORT}`, code);
    if (values.json) console.log(printableJson({ id, url, code, expiresAt }));
    else
      console.log(
        `Invitation for ${printable(what.name)} (${member === null ? role : "another device"}), good once and until ${when(expiresAt)}:\n${url}`,
      );
  });
}

/** `relay invitations`: those that can still be used. */
export function invitations(args: readonly string[], environment: Environment): void {
  const { values } = readSettings(args, COMMON, environment);
  within(values.data, false, (newsroom) => {
    const open = newsroom.invitations.list();
    answer(values.json, open, () =>
      table(
        ["INVITATION", "FOR", "ROLE", "ARTICLE", "EXPIRES"],
        open.map((one) => [one.id, one.name, one.member ? "device" : one.role, one.article ?? "", when(one.expiresAt)]),
      ),
    );
  });
}

/** `relay withdraw`: an invitation can no longer be used. */
export function withdraw(args: readonly string[], environment: Environment): void {
  const { values, words } = readSettings(args, COMMON, environment, ["INVITATION"]);
  within(values.data, false, (newsroom) => {
    newsroom.invitations.withdraw(words[0]!);
    answer(values.json, { id: words[0]! }, () => `The invitation ${words[0]!} is withdrawn.`);
  });
}

/** `relay members`: who there is, with roles, and when they were last seen. */
export function members(args: readonly string[], environment: Environment): void {
  const { values } = readSettings(args, COMMON, environment);
  within(values.data, false, (newsroom) => {
    const list = newsroom.members.list();
    answer(values.json, list, () =>
      table(
        ["MEMBER", "NAME", "ROLE", "LAST SEEN", "ON SINGLE ARTICLES"],
        list.map((one) => [
          one.id,
          one.name,
          one.role,
          when(one.lastSeenAt),
          one.articles.map((own) => `${own.article}: ${own.role}`).join(", "),
        ]),
      ),
    );
  });
}

/** `relay role`: a member's role in the newsroom, or on one article. @throws ArgumentError for a role that there is not */
export function articleRole(args: readonly string[], environment: Environment): void {
  const { values, words } = readSettings(args, { ...COMMON, article: optional(article) }, environment, ["MEMBER", "ROLE"]);
  const onArticle = values.article;
  const role = [...ACCESS, ...(onArticle === null ? [] : (["newsroom"] as const))].find((one) => one === words[1]);
  if (role === undefined) {
    const hint = words[1] === "newsroom" ? "; newsroom goes with --article" : "";
    throw new ArgumentError(`ROLE is one of ${ACCESS.join(", ")}, not "${words[1]!}"${hint}`);
  }
  within(values.data, false, (newsroom, articles) => {
    const member = memberOf(newsroom, words[0]!);
    if (onArticle === null) {
      if (role !== "newsroom") newsroom.setRole(member.id, role);
      answer(values.json, newsroom.members.get(member.id), () => `${printable(member.name)} is now: ${role}.`);
    } else {
      knownArticle(articles, onArticle);
      newsroom.setRoleOn(onArticle, member.id, role === "newsroom" ? null : role);
      const now = newsroom.access.roleOf(member.id, onArticle) ?? "none";
      answer(
        values.json,
        { member: member.id, article: onArticle, role: now, own: role !== "newsroom" },
        () => `${printable(member.name)} is now, on ${onArticle}: ${now}.`,
      );
    }
  });
}

/** `relay remove`: ends a membership. */
export function remove(args: readonly string[], environment: Environment): void {
  const { values, words } = readSettings(args, COMMON, environment, ["MEMBER"]);
  within(values.data, false, (newsroom) => {
    const member = memberOf(newsroom, words[0]!);
    newsroom.remove(member.id);
    answer(values.json, member, () => `${printable(member.name)} is no longer a member. What they wrote stays, under their name.`);
  });
}

/** `relay devices`: everybody's, or one member's. */
export function devices(args: readonly string[], environment: Environment): void {
  const { values } = readSettings(args, { ...COMMON, member: optional(anyText) }, environment);
  within(values.data, false, (newsroom) => {
    const list = newsroom.devices.list(values.member === null ? null : memberOf(newsroom, values.member).id);
    answer(values.json, list, () =>
      table(
        ["DEVICE", "NAME", "MEMBER", "JOINED", "LAST SEEN"],
        list.map((one) => [one.id, one.name, newsroom.members.get(one.member).name, when(one.createdAt), when(one.lastSeenAt)]),
      ),
    );
  });
}

/** `relay revoke`: a device is no longer let in. */
export function revoke(args: readonly string[], environment: Environment): void {
  const { values, words } = readSettings(args, COMMON, environment, ["DEVICE"]);
  within(values.data, false, (newsroom) => {
    const device = newsroom.devices.find(words[0]!);
    newsroom.revoke(words[0]!);
    answer(values.json, device, () => `${printable(device!.name)} is revoked.`);
  });
}

/** Opens the newsroom of a data folder for some work. @param mayBeNew whether it is made when it is not there */
function within(folder: string, mayBeNew: boolean, work: (newsroom: Newsroom, articles: ArticleTable) => void): void {
  const db = openDatabase(folder, { mayBeNew });
  try {
    // Every part makes its tables, so that a backup of a folder that no relay has served yet is whole.
    const history = new SqliteUpdateLog(db);
    work(new Newsroom(db), new ArticleTable(db));
    history.close();
  } finally {
    db.close();
  }
}

/**
 * @param word an ID, or the name of exactly one member
 * @throws UsageError when it is neither.
 */
function memberOf(newsroom: Newsroom, word: string): Member {
  const list = newsroom.members.list();
  const found = list.filter(({ id }) => id === word);
  if (found.length === 0) found.push(...list.filter(({ name }) => name === word));
  if (found.length === 0) throw new UsageError(`there is no member "${word}"; "relay members" lists them`);
  if (found.length > 1)
    throw new UsageError(`${found.length} members are called "${word}": name one by ID, ${found.map(({ id }) => id).join(" or ")}`);
  return found[0]!;
}

function knownArticle(articles: ArticleTable, id: string): void {
  if (!articles.has(id)) throw new UsageError(`there is no article ${id}`);
}

function answer(asJson: boolean, value: unknown, text: () => string): void {
  console.log(asJson ? printableJson(value) : text());
}
