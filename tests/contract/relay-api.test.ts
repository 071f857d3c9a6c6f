/** The contract of the relay's HTTP API: what a real relay answers, and what either side refuses, field by field. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as Y from "yjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RelayClient } from "../../main/core/relay-client.ts";
import { errorAnswerSchema } from "../../shared/relay-api/error-answer.ts";
import { parseBySchema, SchemaError } from "../../shared/relay-api/parse.ts";
import { RELAY_API, type ApiRoute, type RouteName } from "../../shared/relay-api/routes.ts";
import { eventually } from "../eventually.ts";
import { call, TestRelay, typed, type Device, type Reply } from "../relay/relay-fixture.ts";

let site: TestRelay;
let owner: Device;
beforeAll(async () => {
  site = await new TestRelay().start();
  owner = await site.desk("سارا", "owner");
});
afterAll(() => site.close());

/** A request that the relay answers with 200. */
interface Sample {
  /** What stands for the named parts of the path. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Whose token goes along; an owner's unless it is said. */
  readonly desk?: Device;
}

const articleOf = async (): Promise<Sample> => ({ params: { article: await owner.newArticle() } });
const memberOf = async (): Promise<Sample> => ({ params: { member: (await site.desk("علی", "editor")).member.id } });
const both = async (): Promise<Sample> => ({ params: { ...(await articleOf()).params, ...(await memberOf()).params } });

async function versionOf(): Promise<Sample> {
  const { params } = await articleOf();
  const { body } = await owner.call("POST", `/api/articles/${params!["article"]!}/versions`, { reason: "named", label: "نخست" });
  return { params: { ...params, version: (body as { id: string }).id } };
}

const SAMPLES: Readonly<Record<RouteName, () => Promise<Sample> | Sample>> = {
  health: () => ({}),
  ready: () => ({}),
  lookAtInvitation: () => ({ body: { code: site.invite("علی", "editor") } }),
  join: () => ({ body: { code: site.invite("علی", "editor"), device: "laptop" } }),
  me: async () => {
    const desk = await site.desk("رضا", "reader");
    const { body } = await desk.call("POST", "/api/devices");
    await site.join((body as { code: string }).code);
    return { desk };
  },
  ticket: () => ({}),
  articles: async () => {
    await owner.newArticle();
    return { query: { since: "0", limit: "500" } };
  },
  enterArticle: () => ({ body: { title: "خبر", id: `article-${Math.floor(Math.random() * 1e9)}` } }),
  retitleArticle: async () => ({ ...(await articleOf()), body: { title: "تیتر" } }),
  placeArticle: async () => ({ ...(await articleOf()), body: { place: "archive" } }),
  deleteArticle: articleOf,
  keepArticle: articleOf,
  authors: async () => {
    const sample = await articleOf();
    const client = await owner.enter(`article/${sample.params!["article"]!}`);
    client.send({ type: "update", update: typed("خبر").update, reply: false });
    await client.barrier(1);
    client.socket.close();
    return { ...sample, query: { room: "body", since: "-1" } };
  },
  articlePeople: articleOf,
  versions: async () => {
    const { params } = await versionOf();
    return { params: { article: params!["article"]! } };
  },
  makeVersion: async () => ({ ...(await articleOf()), body: { reason: "named", label: "نخست" } }),
  version: versionOf,
  erasures: async () => {
    const sample = await articleOf();
    const client = await owner.enter(`article/${sample.params!["article"]!}`);
    const { doc, update } = typed("خبر");
    const before = Y.encodeStateVector(doc);
    doc.getText("body").delete(0, 1);
    for (const one of [update, Y.encodeStateAsUpdate(doc, before)]) client.send({ type: "update", update: one, reply: false });
    await client.barrier(1);
    client.socket.close();
    await eventually(() => site.beside((db) => db.prepare("SELECT count(*) FROM erasures").pluck().get()), 1);
    return sample;
  },
  nameVersion: async () => ({ ...(await versionOf()), body: { label: "دوم" } }),
  deleteVersion: versionOf,
  missingPictures: async () => ({ ...(await articleOf()), body: { blobs: ["a".repeat(64)] } }),
  articleRoles: articleOf,
  setArticleRole: async () => ({ ...(await both()), body: { role: "reader" } }),
  unsetArticleRole: both,
  members: async () => {
    const { params } = await both();
    await owner.call("PUT", `/api/articles/${params!["article"]!}/roles/${params!["member"]!}`, { role: "reader" });
    return {};
  },
  setRole: async () => ({ ...(await memberOf()), body: { role: "reader" } }),
  removeMember: memberOf,
  devices: () => ({ query: { member: "all" } }),
  inviteDevice: async () => ({ desk: await site.desk("مینا", "reader") }),
  revokeDevice: async () => {
    const desk = await site.desk("مینا", "reader");
    const list = (await owner.call("GET", `/api/devices?member=${desk.member.id}`)).body as { id: string }[];
    return { params: { device: list[0]!.id } };
  },
  invitations: () => {
    site.invite("بعدی", "reader");
    return {};
  },
  invite: async () => ({ body: { name: "نیما", role: "editor", article: await owner.newArticle(), life: 60_000 } }),
  withdrawInvitation: async () => {
    const { body } = await owner.call("POST", "/api/invitations", { name: "نیما", role: "reader" });
    return { params: { invitation: (body as { id: string }).id } };
  },
};

const NAMES = Object.keys(RELAY_API) as RouteName[];
const routeOf = (name: RouteName): ApiRoute => RELAY_API[name];

function send(name: RouteName, { params = {}, query, body, desk = owner }: Sample): Promise<Reply> {
  const { method, path, token } = routeOf(name);
  const filled = path.replaceAll(/:(\w+)/g, (_, part: string) => params[part]!);
  const search = query ? `?${new URLSearchParams(query).toString()}` : "";
  return call(site.relay.http, method, filled + search, body, token ? desk.token : undefined);
}

/** The value with another one at `path`. */
function changed(value: unknown, [first, ...rest]: readonly PropertyKey[], other: unknown): unknown {
  if (first === undefined) return other;
  if (Array.isArray(value)) return value.map((one, i) => (i === first ? changed(one, rest, other) : one));
  return { ...(value as object), [first]: changed((value as Record<PropertyKey, unknown>)[first], rest, other) };
}

/** Every field of a value, at any depth. */
function fieldsOf(value: unknown, path: readonly PropertyKey[] = []): (readonly PropertyKey[])[] {
  if (Array.isArray(value)) return value.slice(0, 1).flatMap((one, i) => fieldsOf(one, [...path, i]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => [[...path, name], ...fieldsOf(one, [...path, name])]);
}

/** Every object in a value, by its place. */
function objectsOf(value: unknown, path: readonly PropertyKey[] = []): (readonly PropertyKey[])[] {
  if (Array.isArray(value)) return value.slice(0, 1).flatMap((one, i) => objectsOf(one, [...path, i]));
  if (typeof value !== "object" || value === null) return [];
  return [path, ...Object.entries(value).flatMap(([name, one]) => objectsOf(one, [...path, name]))];
}

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((found, name) => (found as Record<PropertyKey, unknown>)[name], value);

/** Of no schema here. */
const WRONG = { symbol: 1 };

function refusal(name: RouteName, answer: unknown): string {
  try {
    parseBySchema(routeOf(name).answer, answer);
  } catch (error) {
    if (error instanceof SchemaError) return error.message;
    throw error;
  }
  return "";
}

describe.each(NAMES)("the route %s", (name) => {
  test("RE21: what a relay answers is what its schema says, and a wrong or unknown field in it is refused by its name", async () => {
    const reply = await send(name, await SAMPLES[name]());
    expect(reply).toMatchObject({ status: 200 });
    const answer = reply.body;
    expect(refusal(name, answer)).toBe("");
    const objects = objectsOf(answer);
    expect(objects.length).toBeGreaterThan(0);
    for (const path of fieldsOf(answer)) expect(refusal(name, changed(answer, path, WRONG)), path.join(".")).toContain(String(path.at(-1)));
    for (const path of objects)
      expect(refusal(name, changed(answer, path, { ...(at(answer, path) as object), surplus: 1 })), path.join(".")).toContain("surplus");
  });

  test("RE21: a wrong or unknown field of a request, in its body or its address, is refused by its name", async () => {
    const sample = await SAMPLES[name]();
    const { body, query } = sample;
    const refused = async (changes: Sample, field: string): Promise<void> => {
      const reply = await send(name, { ...sample, ...changes });
      expect(reply, field).toMatchObject({ status: 400, body: { error: "bad-request", message: expect.stringContaining(field) } });
      parseBySchema(errorAnswerSchema, reply.body);
    };
    await refused({ query: { ...query, surplus: "1" } }, "surplus");
    for (const field of Object.keys(query ?? {})) await refused({ query: { ...query, [field]: "\u0000/" } }, field);
    for (const field of Object.keys(sample.params ?? {})) await refused({ params: { ...sample.params, [field]: "a%20b" } }, field);
    if (routeOf(name).body === null) return;
    await refused({ body: { ...body, surplus: 1 } }, "surplus");
    for (const field of Object.keys(body!)) await refused({ body: { ...body, [field]: WRONG } }, field);
  });
});

test("RE21: the whole list of articles is another answer of the same route, and as strict", async () => {
  await owner.newArticle();
  const { body } = await owner.call("GET", "/api/articles");
  expect([Array.isArray(body), refusal("articles", body)]).toEqual([true, ""]);
  for (const path of fieldsOf(body)) expect(refusal("articles", changed(body, path, WRONG)), path.join(".")).toContain(String(path.at(-1)));
  expect(refusal("articles", changed(body, [0, "surplus"], 1))).toContain("surplus");
});

test("RE21: what was written is credited in the answer about authors", async () => {
  const { body } = await send("authors", await SAMPLES.authors());
  expect(body).toMatchObject({
    members: [{ id: owner.member.id }],
    ranges: [[expect.any(Number), 0, 3, owner.member.id, owner.member.id]],
  });
});

test("RE21: a desk refuses an answer with a wrong or unknown field, and says which", async () => {
  let answer: unknown;
  const server = createServer((_request, response) => response.end(JSON.stringify(answer)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = new RelayClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, "token");
  for (const [wrong, field] of [
    [{ ticket: 5 }, "ticket"],
    [{ ticket: "x", surplus: 1 }, "surplus"],
    [{}, "ticket"],
  ] as const) {
    answer = wrong;
    await expect(client.ticket(), field).rejects.toMatchObject({
      code: "relay-failed",
      status: 502,
      message: expect.stringContaining(field),
    });
  }
  answer = { ticket: "x" };
  expect(await client.ticket()).toBe("x");
  server.close();
});

test("VE74: a relay of an earlier release, which refuses an ID that is chosen, is asked once more without it", async () => {
  const bodies: unknown[] = [];
  const made = { id: "of-relay", at: 1, reason: "named", label: "نخست", author: null, people: [], inserted: 0, deleted: 0 };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (bytes: Buffer) => (body += bytes.toString("utf8")));
    request.on("end", () => {
      bodies.push(JSON.parse(body));
      const isRefused = body.includes("of-desk");
      response.writeHead(isRefused ? 400 : 200).end(JSON.stringify(isRefused ? { error: "bad-request", message: "id" } : made));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = new RelayClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, "token");
  const wanted = { reason: "named", label: "نخست" } as const;
  expect(await client.makeVersion("a", { id: "of-desk", ...wanted })).toEqual(made);
  expect(bodies).toEqual([{ id: "of-desk", ...wanted }, wanted]);
  server.close();
});
