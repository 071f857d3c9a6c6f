import type { z } from "zod";
import { readError, type Details, type ErrorCode, type KnownError } from "../../shared/errors.ts";
import { errorAnswerSchema } from "../../shared/relay-api/error-answer.ts";
import { LARGEST_STORED } from "../../shared/pictures/picture.ts";
import { parseBySchema, SchemaError } from "../../shared/relay-api/parse.ts";
import { PICTURE_PIECE, storedPictureSchema, picturePath } from "../../shared/relay-api/pictures.ts";
import { RELAY_API, type AnswerOf } from "../../shared/relay-api/routes.ts";
import type { Member, Role, RoomKind } from "../../shared/roles.ts";
import type { AskedReason } from "../../shared/version.ts";
import type { NewDevice } from "../../shared/rpc/contract.ts";
import type { Identity } from "./people/identity.ts";

/** The relay refused. `status` is HTTP's, `code` the relay's error code, or `relay-failed` for one that is not in our table. */
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
/** The same for a picture, or a piece of one, that is sent, and for a whole one that comes, in milliseconds. */
const SENT_PICTURE_TIMEOUT = 60_000;
const PICTURE_TIMEOUT = 5 * 60_000;

/** Stands for an error code that is not in the table. */
const FAILED: KnownError = { code: "relay-failed", details: {} };

/** What an invitation is for. */
export type InvitationNotice = Omit<AnswerOf<"lookAtInvitation">, "expiresAt">;
/** Who wrote what in a room, since a given time of the relay. */
export type RelayAuthors = AnswerOf<"authors">;

/**
 * The relay's HTTP API as a desk uses it. Answers are checked by the schemas of `shared/relay-api`.
 * Every method throws RelayRefusal when the relay refuses or answers with something else, and RelayUnreachable when it does not answer.
 */
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
  async look(code: string): Promise<InvitationNotice> {
    const { newsroom, name, role, inviter, forArticle, forDevice } = await this.#ask(
      "POST",
      "/api/invitations/look",
      RELAY_API.lookAtInvitation.answer,
      { code },
    );
    return { newsroom, name, role, inviter, forArticle, forDevice };
  }

  /** Uses an invitation up. */
  join(code: string, device: string): Promise<Pick<Identity, "token" | "member">> {
    return this.#ask("POST", "/api/join", RELAY_API.join.answer, { code, device });
  }

  /** An invitation for one person. @returns the address to hand to them */
  async invite(name: string, role: Role): Promise<string> {
    return (await this.#ask("POST", "/api/invitations", RELAY_API.invite.answer, { name, role })).url;
  }

  /** Devices of the same member that joined after this one, the newest first. */
  async newDevices(): Promise<NewDevice[]> {
    const { newDevices } = await this.#ask("GET", "/api/me", RELAY_API.me.answer);
    return newDevices.map(({ id, name, createdAt }) => ({ id, name, createdAt }));
  }

  /** A ticket that opens one WebSocket, once, within a minute. */
  async ticket(): Promise<string> {
    return (await this.#ask("POST", "/api/tickets", RELAY_API.ticket.answer)).ticket;
  }

  /** Registers an article under the ID that this desk gave it; nothing changes where the relay has it already. */
  async addArticle(id: string, title: string): Promise<void> {
    await this.#ask("POST", "/api/articles", RELAY_API.enterArticle.answer, { id, title });
  }

  /** Who wrote what. @param since gives only what changed after `until` of an earlier answer */
  authors(id: string, room: RoomKind, since: number): Promise<RelayAuthors> {
    return this.#ask("GET", `/api/articles/${id}/authors?room=${room}&since=${since}`, RELAY_API.authors.answer);
  }

  /** Those who may enter an article. */
  people(id: string): Promise<Member[]> {
    return this.#ask("GET", `/api/articles/${id}/people`, RELAY_API.articlePeople.answer);
  }

  /** The versions of an article, the newest first, and the members whom they name. */
  versions(id: string): Promise<AnswerOf<"versions">> {
    return this.#ask("GET", `/api/articles/${id}/versions`, RELAY_API.versions.answer);
  }

  /**
   * Has the relay make a version of what it has of an article.
   * @param wanted its ID is the caller's choice: asking with it once more makes no second one. A relay of an earlier release gives its own.
   */
  async makeVersion(
    id: string,
    wanted: { readonly id: string; readonly reason: AskedReason; readonly label: string },
  ): Promise<AnswerOf<"makeVersion">> {
    const ask = (body: unknown) => this.#ask("POST", `/api/articles/${id}/versions`, RELAY_API.makeVersion.answer, body);
    try {
      return await ask(wanted);
    } catch (error) {
      // A relay of an earlier release refuses a field that it does not know.
      if (!(error instanceof RelayRefusal && error.code === "bad-request")) throw error;
      return ask({ reason: wanted.reason, label: wanted.label });
    }
  }

  /** The state of a version, which may be no update. */
  async version(id: string, version: string): Promise<Uint8Array> {
    return Buffer.from((await this.#ask("GET", `/api/articles/${id}/versions/${version}`, RELAY_API.version.answer)).state, "base64");
  }

  /** Who erased what of an article's text. */
  erasures(id: string): Promise<AnswerOf<"erasures">> {
    return this.#ask("GET", `/api/articles/${id}/erasures`, RELAY_API.erasures.answer);
  }

  /** Names a version. */
  nameVersion(id: string, version: string, label: string): Promise<AnswerOf<"nameVersion">> {
    return this.#ask("PATCH", `/api/articles/${id}/versions/${version}`, RELAY_API.nameVersion.answer, { label });
  }

  async deleteVersion(id: string, version: string): Promise<void> {
    await this.#ask("DELETE", `/api/articles/${id}/versions/${version}`, RELAY_API.deleteVersion.answer);
  }

  /** Which of these pictures the relay does not have for an article. @param pictures at most `MOST_ASKED_PICTURES` */
  async missingPictures(id: string, pictures: readonly string[]): Promise<string[]> {
    const path = `/api/articles/${id}/missing-blobs`;
    return (await this.#ask("POST", path, RELAY_API.missingPictures.answer, { blobs: pictures })).missing;
  }

  /**
   * Puts a picture into an article: a larger one in pieces, each of which goes on where the relay says that the last ended, also after a
   * line that broke and a restart of this desk (PI27).
   */
  async putPicture(article: string, sha256: string, bytes: Uint8Array): Promise<void> {
    const { length } = bytes;
    if (length <= PICTURE_PIECE) return void (await this.#putBytes(article, sha256, bytes));
    let answer = await this.#putBytes(article, sha256, new Uint8Array(), `bytes */${length}`);
    // A relay that forgets begins anew, and not for ever.
    for (let left = 2 * Math.ceil(length / PICTURE_PIECE); left > 0; left--) {
      if (!("received" in answer)) return;
      const start = answer.received < length ? answer.received : 0;
      const piece = bytes.subarray(start, start + PICTURE_PIECE);
      answer = await this.#putBytes(article, sha256, piece, `bytes ${start}-${start + piece.length - 1}/${length}`);
    }
    if ("received" in answer) throw new RelayRefusal(BAD_GATEWAY, FAILED, "the relay keeps no piece of a picture");
  }

  async #putBytes(article: string, sha256: string, bytes: Uint8Array, range?: string): Promise<z.infer<typeof storedPictureSchema>> {
    const answered = await this.#send({
      method: "PUT",
      path: `${picturePath(sha256)}?article=${article}`,
      body: new Uint8Array(bytes),
      type: "application/octet-stream",
      ...(range !== undefined && { range }),
      within: SENT_PICTURE_TIMEOUT,
      longest: LONGEST_OF_STRANGERS,
    });
    const { data } = storedPictureSchema.safeParse(parse(answered));
    if (!data) throw new RelayRefusal(BAD_GATEWAY, FAILED, "a picture was answered with something else");
    return data;
  }

  /** The bytes of a picture, as the relay says. */
  async picture(sha256: string): Promise<Uint8Array> {
    return this.#send({ method: "GET", path: picturePath(sha256), within: PICTURE_TIMEOUT, longest: LARGEST_STORED });
  }

  /** @throws RelayRefusal when the relay refuses, RelayUnreachable when it does not answer */
  async #ask<T>(method: string, path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> {
    const answered = await this.#send({
      method,
      path,
      ...(body !== undefined && { body: JSON.stringify(body), type: "application/json" }),
      within: ANSWER_TIMEOUT,
      longest: this.#token === null ? LONGEST_OF_STRANGERS : LONGEST_ANSWER,
    });
    try {
      return parseBySchema(schema, parse(answered));
    } catch (error) {
      if (!(error instanceof SchemaError)) throw error;
      throw new RelayRefusal(BAD_GATEWAY, FAILED, `${method} ${path} was answered with something else: ${error.message}`);
    }
  }

  /** @returns the bytes of a good answer. @throws RelayRefusal when the relay refuses, RelayUnreachable when it does not answer */
  async #send({ method, path, body, type, range, within, longest }: Sent): Promise<Uint8Array> {
    const headers: Record<string, string> = {};
    if (this.#token !== null) headers["authorization"] = `Bearer ${this.#token}`;
    if (type !== undefined) headers["content-type"] = type;
    if (range !== undefined) headers["content-range"] = range;
    let response: Response;
    let bytes: Uint8Array | null;
    try {
      // Another host must not answer for this one.
      const init = {
        method,
        headers,
        redirect: "error" as const,
        signal: AbortSignal.timeout(within),
        ...(body !== undefined && { body }),
      };
      response = await fetch(this.http + path, init);
      bytes = await readBytes(response, longest);
    } catch (error) {
      throw new RelayUnreachable(`the relay at ${this.http} does not answer`, { cause: error });
    }
    if (!response.ok) {
      const { data } = errorAnswerSchema.safeParse(bytes && parse(bytes));
      const known = data && data.error !== "internal" ? readError(data.error, data.details) : null;
      throw new RelayRefusal(response.status, known ?? FAILED, data?.message ?? `${method} ${path}: HTTP ${response.status}`);
    }
    if (bytes === null) throw new RelayRefusal(BAD_GATEWAY, FAILED, `${method} ${path} was answered with more than ${longest} bytes`);
    return bytes;
  }
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** Of the body. */
  readonly type?: string;
  /** Which part of a whole the body is, as `Content-Range` says it. */
  readonly range?: string;
  /** Milliseconds until the whole answer is there. */
  readonly within: number;
  /** Bytes of the answer at most. */
  readonly longest: number;
}

const BAD_GATEWAY = 502;
/** Bytes of an answer; the longest is the list of articles. */
const LONGEST_ANSWER = 64 * 1024 * 1024;
/** The same, of a relay that this desk has not joined. */
const LONGEST_OF_STRANGERS = 64 * 1024;

/** @returns null for what is longer than `limit` bytes */
async function readBytes(response: Response, limit: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @returns null for what is no JSON */
function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return null;
  }
}
