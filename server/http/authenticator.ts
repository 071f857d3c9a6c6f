/** Who asks: the member behind a request's token. Rules RE6, ID4. */
import type { IncomingMessage } from "node:http";
import { mayWrite, type Role } from "../../shared/roles.ts";
import { clientAddress } from "./address.ts";
import type { GuessLimiter } from "./guess-limiter.ts";
import { ApiError } from "../errors.ts";
import type { Newsroom } from "../people/newsroom.ts";
import { NO_ENTRY } from "../people/access.ts";
import type { Caller } from "../people/devices.ts";
import type { Quotas } from "./quotas.ts";

export class Authenticator {
  readonly #newsroom: Newsroom;
  readonly #guesses: GuessLimiter;
  readonly #trustProxy: boolean;
  readonly #quotas: Quotas;
  readonly #counted = new WeakSet<IncomingMessage>();
  readonly #onKnown: (request: IncomingMessage) => void;

  /** @param onKnown is told of a request whose token is good */
  constructor(newsroom: Newsroom, guesses: GuessLimiter, trustProxy: boolean, quotas: Quotas, onKnown: (request: IncomingMessage) => void) {
    this.#newsroom = newsroom;
    this.#guesses = guesses;
    this.#trustProxy = trustProxy;
    this.#quotas = quotas;
    this.#onKnown = onKnown;
  }

  /** @throws ApiError unauthorized; too-much; throttled when too many wrong tokens came from there. */
  caller(request: IncomingMessage): Caller {
    const token = /^Bearer ([\w-]{1,200})$/.exec(request.headers.authorization ?? "")?.[1];
    const caller = token === undefined ? null : this.#newsroom.devices.byToken(token);
    if (caller) {
      this.#onKnown(request);
      // Asked more than once for one request.
      if (!this.#counted.has(request)) this.#quotas.take(caller.member.id, "request");
      this.#counted.add(request);
      this.#newsroom.devices.see(caller.device);
      return caller;
    }
    // A right token is never held up: a whole office may stand behind the address of one guesser.
    if (token !== undefined) this.#guesses.recordWrong(clientAddress(request, this.#trustProxy), token);
    throw new ApiError(401, "unauthorized", "this needs the token of a device that has joined");
  }

  /** @throws ApiError role, unless the caller owns the newsroom. */
  owner(request: IncomingMessage): Caller {
    const caller = this.caller(request);
    if (caller.member.role !== "owner") throw new ApiError(403, "role", `${caller.member.name} is no owner of this newsroom`);
    return caller;
  }

  /** @throws ApiError role, unless the caller may write articles in this newsroom. */
  writer(request: IncomingMessage): Caller {
    const caller = this.caller(request);
    if (!mayWrite(caller.member.role, "body")) throw new ApiError(403, "role", `${caller.member.name} may not write articles`);
    return caller;
  }

  /** A caller who may enter the article, and their role on it. @throws ApiError role. */
  reader(request: IncomingMessage, article: string): Caller & { readonly role: Role } {
    const caller = this.caller(request);
    const role = this.#newsroom.access.roleOf(caller.member.id, article);
    if (role === null) throw new ApiError(403, "role", NO_ENTRY);
    return { ...caller, role };
  }

  /** @throws ApiError role, unless the caller may write that article. */
  editor(request: IncomingMessage, article: string): Caller {
    const caller = this.reader(request, article);
    if (!mayWrite(caller.role, "body")) throw new ApiError(403, "role", `${caller.member.name} may not write this article`);
    return caller;
  }

  /** @throws ApiError role, unless the caller owns the article, as every owner of the newsroom does. */
  ownerOf(request: IncomingMessage, article: string): Caller {
    const caller = this.reader(request, article);
    if (caller.role !== "owner") throw new ApiError(403, "role", `${caller.member.name} does not own this article`);
    return caller;
  }
}
