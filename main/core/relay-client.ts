/** What a desk asks of its relay over HTTP. */
import { z } from "zod";
import { readError, type Details, type ErrorCode, type KnownError } from "../../shared/errors.ts";
import { ACCESS, type Role, type RoomKind } from "../../shared/roles.ts";
import { LAST_CLIENT, LAST_CLOCK, LONGEST_MEMBER } from "../../shared/wire/clients.ts";
import type { NewDevice } from "../../shared/rpc/contract.ts";
import { memberSchema, type Identity } from "./people/identity.ts";

/** The relay said no. `status` is HTTP's, `code` the relay's own word for it, or `relay-failed` where it had none that we know. */
export class RelayRefusal extends Error {
  override readonly name = "RelayRefusal";
  readonly status: number;
  readonly code: ErrorCode;
  readonly details: Details;

  constructor(status: number, { code, details }: KnownError, message: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** The relay did not answer: there is no network, it is down, or it took too long. */
export class RelayUnreachable extends Error {
  override readonly name = "RelayUnreachable";
}

/** How long an answer may take before the relay counts as out of reach, in milliseconds. */
const ANSWER_TIMEOUT = 10_000;

const newDevice = z.object({ id: z.string(), name: z.string().max(100), createdAt: z.number() });
const joined = z.object({ token: z.string(), member: memberSchema });
const clock = z.int().min(0).max(LAST_CLOCK);
const creditedTo = z.string().max(LONGEST_MEMBER).nullable();
const authors = z.object({
  members: z.array(memberSchema),
  ranges: z.array(z.tuple([z.int().min(0).max(LAST_CLIENT), clock, clock, creditedTo, creditedTo])),
  until: z.number(),
});
/** From a host that a stranger may have named: nothing in it is longer than a line. */
const line = z.string().max(200);
const notice = z.object({ newsroom: line.nullable(), name: line, role: z.enum(ACCESS), inviter: line.nullable(), forArticle: z.boolean(), forDevice: z.boolean() });
const refusal = z.object({ error: z.string(), message: z.string(), details: z.unknown().optional() });
/** Of a relay whose words are not those of the table. */
const FAILED: KnownError = { code: "relay-failed", details: {} };

export type InvitationNotice = z.infer<typeof notice>;
export type RelayAuthors = z.infer<typeof authors>;

export class RelayClient {
  /** Base address, such as `http://127.0.0.1:4000`. */
  readonly http: string;
  readonly #token: string | null;

  constructor(http: string, token: string | null) {
    this.http = http;
    this.#token = token;
  }

  /** Base address of the WebSocket rooms. */
  get ws(): string {
    return this.http.replace(/^http/, "ws");
  }

  /** What an invitation is for; it is not used up. */
  look(code: string): Promise<InvitationNotice> {
    return this.#ask("POST", "/api/invitations/look", notice, { code });
  }

  /** Uses an invitation up. */
  join(code: string, device: string): Promise<Pick<Identity, "token" | "member">> {
    return this.#ask("POST", "/api/join", joined, { code, device });
  }

  /** An invitation for one person. @returns the address to hand to them */
  async invite(name: string, role: Role): Promise<string> {
    return (await this.#ask("POST", "/api/invitations", z.object({ url: z.string() }), { name, role })).url;
  }

  /** Devices of the same member that joined after this one, the newest first. */
  async newDevices(): Promise<NewDevice[]> {
    return (await this.#ask("GET", "/api/me", z.object({ newDevices: z.array(newDevice).max(100) }))).newDevices;
  }

  async ticket(): Promise<string> {
    return (await this.#ask("POST", "/api/tickets", z.object({ ticket: z.string() }))).ticket;
  }

  async addArticle(id: string, title: string): Promise<void> {
    await this.#ask("POST", "/api/articles", z.unknown(), { id, title });
  }

  /** Who wrote what. @param since gives only what changed after `until` of an earlier answer */
  authors(id: string, room: RoomKind, since: number): Promise<RelayAuthors> {
    return this.#ask("GET", `/api/articles/${id}/authors?room=${room}&since=${since}`, authors);
  }

  /** @throws RelayRefusal when it says no, RelayUnreachable when it says nothing. */
  async #ask<T>(method: string, path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> {
    const headers: Record<string, string> = {};
    if (this.#token !== null) headers["authorization"] = `Bearer ${this.#token}`;
    if (body !== undefined) headers["content-type"] = "application/json";
    let response: Response;
    let text: string | null;
    try {
      // What is asked of one host is answered by that host.
      const init = { method, headers, redirect: "error" as const, signal: AbortSignal.timeout(ANSWER_TIMEOUT), ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      response = await fetch(this.http + path, init);
      text = await readText(response, this.#token === null ? LONGEST_OF_STRANGERS : LONGEST_ANSWER);
    } catch (error) {
      throw new RelayUnreachable(`the relay at ${this.http} does not answer`, { cause: error });
    }
    const said = text === null ? null : parse(text);
    if (!response.ok) {
      const { data } = refusal.safeParse(said);
      const known = data && data.error !== "internal" ? readError(data.error, data.details) : null;
      throw new RelayRefusal(response.status, known ?? FAILED, data?.message ?? `${method} ${path}: HTTP ${response.status}`);
    }
    const answer = schema.safeParse(said);
    if (!answer.success) throw new RelayRefusal(BAD_GATEWAY, FAILED, `${method} ${path} was answered with something else: ${z.prettifyError(answer.error)}`);
    return answer.data;
  }
}

const BAD_GATEWAY = 502;
/** Bytes of an answer; the longest is the list of articles. */
const LONGEST_ANSWER = 64 * 1024 * 1024;
/** The same, of a relay that this desk has not joined. */
const LONGEST_OF_STRANGERS = 64 * 1024;

/** @returns null for what is longer than `limit` bytes */
async function readText(response: Response, limit: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** @returns null for what is no JSON */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
