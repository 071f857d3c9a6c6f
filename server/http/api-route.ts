import type { IncomingMessage } from "node:http";
import { z } from "zod";
import {
  RELAY_API,
  type AnswerOf,
  type ApiRoute,
  type BodyOf,
  type ParamsOf,
  type QueryOf,
  type RouteName,
} from "../../shared/relay-api/routes.ts";
import { idSchema } from "../../shared/relay-api/values.ts";
import type { Caller } from "../people/devices.ts";
import type { Authenticator } from "./authenticator.ts";
import { json, readBody, readValue, type Answer, type Route } from "./handler.ts";

/** A request to one route of the API, checked as far as the route's schemas go. */
export interface ApiCall<Name extends RouteName> {
  readonly request: IncomingMessage;
  /** The member behind the request's token; null for a route that takes none. */
  readonly caller: (typeof RELAY_API)[Name]["token"] extends true ? Caller : null;
  readonly params: ParamsOf<Name>;
  readonly query: QueryOf<Name>;
  /** Reads and checks the body: called once the caller's right to send it was checked. @throws ApiError as `readBody` */
  readonly body: () => Promise<BodyOf<Name>>;
}

/** An answer with a status or headers of its own. */
export class Reply<Value> {
  readonly value: Value | null;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  /** @param value null for an answer without a body */
  constructor(
    value: Value | null,
    { status = 200, headers = {} }: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> },
  ) {
    this.value = value;
    this.status = status;
    this.headers = headers;
  }
}

type Handle<Name extends RouteName> = (
  call: ApiCall<Name>,
) => Promise<AnswerOf<Name> | Reply<AnswerOf<Name>>> | AnswerOf<Name> | Reply<AnswerOf<Name>>;

/** Makes the routes of the contract in `shared/relay-api` (RE21): authenticates, then checks query and path, then has it handled. */
export class ApiRoutes {
  readonly #authenticator: Authenticator;

  constructor(authenticator: Authenticator) {
    this.#authenticator = authenticator;
  }

  /**
   * @param handle answers a call, by the route's schema
   * @returns a route that throws ApiError unauthorized, bad-request, or what `handle` throws
   */
  route<Name extends RouteName>(name: Name, handle: Handle<Name>): Route {
    const { method, path, token, query, body }: ApiRoute = RELAY_API[name];
    const readBodyOf = (request: IncomingMessage): Promise<unknown> => (body ? readBody(request, body) : Promise.resolve(null));
    return {
      method,
      path: patternOf(path),
      handle: async ({ request, url, params }): Promise<Answer> => {
        const call = {
          request,
          caller: token ? this.#authenticator.authenticate(request) : null,
          params: readValue(paramsSchema, params),
          query: readValue(query, Object.fromEntries(url.searchParams)),
          body: () => readBodyOf(request),
        };
        const answered = await handle(call as ApiCall<Name>);
        if (!(answered instanceof Reply)) return json(answered);
        const { value, status, headers } = answered;
        return { ...json(value, status), ...(value === null ? { body: "" } : {}), headers };
      },
    };
  }
}

const paramsSchema = z.record(z.string(), idSchema);

/** `/api/members/:member` as a pattern with named groups. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/:(\w+)/g, "(?<$1>[^/]+)")}$`);
}
