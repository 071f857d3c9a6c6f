import type { IncomingMessage } from "node:http";
import { ApiError } from "../errors.ts";
import type { Caller } from "../people/devices.ts";
import type { Newsroom } from "../people/newsroom.ts";
import { clientAddress } from "./address.ts";
import type { GuessLimiter } from "./guess-limiter.ts";
import type { Quotas } from "./quotas.ts";

/** Finds the member and the device behind a request's token (RE6, ID4). */
export class Authenticator {
  readonly #newsroom: Newsroom;
  readonly #guesses: GuessLimiter;
  readonly #trustProxy: boolean;
  readonly #quotas: Quotas;
  readonly #onKnown: (request: IncomingMessage) => void;

  /** @param onKnown is told of each request whose token is good */
  constructor(newsroom: Newsroom, guesses: GuessLimiter, trustProxy: boolean, quotas: Quotas, onKnown: (request: IncomingMessage) => void) {
    this.#newsroom = newsroom;
    this.#guesses = guesses;
    this.#trustProxy = trustProxy;
    this.#quotas = quotas;
    this.#onKnown = onKnown;
  }

  /**
   * Asked once for each request, which it counts.
   * @throws ApiError unauthorized; too-much; throttled when too many wrong tokens came from that network.
   */
  authenticate(request: IncomingMessage): Caller {
    const token = /^Bearer ([\w-]{1,200})$/.exec(request.headers.authorization ?? "")?.[1];
    const caller = token === undefined ? null : this.#newsroom.devices.byToken(token);
    if (caller) {
      this.#onKnown(request);
      this.#quotas.take(caller.member.id, "request");
      this.#newsroom.devices.see(caller.device);
      return caller;
    }
    // A right token is never delayed: a whole company may share the address of one guesser.
    if (token !== undefined) this.#guesses.recordWrong(clientAddress(request, this.#trustProxy), token);
    throw new ApiError(401, "unauthorized", "this needs the token of a device that has joined");
  }
}
