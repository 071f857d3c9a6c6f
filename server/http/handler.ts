import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import type { ErrorAnswer } from "../../shared/relay-api/error-answer.ts";
import { parseBySchema, SchemaError } from "../../shared/relay-api/parse.ts";
import { ApiError } from "../errors.ts";

/** Bytes of a request body at most; the longest is a headline. */
const BODY_LIMIT = 64 * 1024;
/** Bytes of all headers of a request at most. */
export const HEADER_LIMIT = 16 * 1024;

/** Sent with every answer (RE7). */
const HEADERS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
} as const;

/** An HTTP answer. */
export interface Answer {
  readonly status: number;
  /** Media type, without a character set, which is added to text. */
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request to a route. */
interface Call {
  readonly request: IncomingMessage;
  readonly url: URL;
  /** The named groups of the route's pattern. */
  readonly params: Readonly<Record<string, string>>;
}

/** One method of one path. */
export interface Route {
  readonly method: string;
  /** Of the whole path. */
  readonly path: RegExp;
  /** @throws ApiError which is the answer then; any other error is answered 500 and reported */
  handle(call: Call): Promise<Answer> | Answer;
}

/** An answer with a JSON body. */
export function json(value: unknown, status = 200): Answer {
  return { status, type: "application/json", body: JSON.stringify(value) };
}

/**
 * Reads a JSON body.
 * @throws ApiError too-large, bad-json, or bad-request with what is wrong in it.
 */
export async function readBody<Schema extends z.ZodType>(request: IncomingMessage, schema: Schema): Promise<z.output<Schema>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // A request that is too long is answered before its connection is closed.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new ApiError(413, "too-large", `a request may have ${BODY_LIMIT} bytes`);
    chunks.push(chunk);
  }
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (error) {
    throw new ApiError(400, "bad-json", `the body is not JSON: ${(error as SyntaxError).message}`);
  }
  return readValue(schema, value);
}

/** Checks a value that came from outside. @throws ApiError bad-request, which names what is wrong in it */
export function readValue<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  try {
    return parseBySchema(schema, value);
  } catch (error) {
    throw error instanceof SchemaError ? new ApiError(400, "bad-request", error.message) : error;
  }
}

/** What a handler needs. */
export interface HandlerDeps {
  readonly routes: readonly Route[];
  /** Asked before any route. @throws ApiError when the request is not for this relay. */
  readonly guard: (request: IncomingMessage, path: string) => void;
  /** Told how each request ended; `refusal` is the code of the error that answered it. */
  readonly onAnswer: (request: IncomingMessage, status: number, refusal: string | null) => void;
  /** Told of errors that are the relay's own. */
  readonly report: (error: unknown) => void;
  /** Sent with every answer, beside those that every relay sends. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A listener for an HTTP server's requests, which finds the route of each. */
export function handler(deps: HandlerDeps): (request: IncomingMessage, response: ServerResponse) => void {
  const { onAnswer, report } = deps;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let result: Answer;
    let refusal: string | null = null;
    try {
      result = await answer(deps, request);
    } catch (error) {
      // The caller hung up in the middle of its body: there is nobody to answer and nothing to mend.
      if (request.destroyed && !request.complete) return;
      if (error instanceof ApiError) refusal = error.code;
      else report(error);
      result = failure(error);
    }
    response.writeHead(result.status, {
      ...HEADERS,
      ...deps.headers,
      "Content-Type": typeof result.body === "string" ? `${result.type}; charset=utf-8` : result.type,
      // The rest of a body that was not read must not be taken for the next request.
      ...(request.complete ? {} : { Connection: "close" }),
      ...result.headers,
    });
    response.end(result.body);
    onAnswer(request, result.status, refusal);
  };
  return (request, response) => void serve(request, response).catch(report);
}

function failure(error: unknown): Answer {
  if (error instanceof ApiError) {
    const { code, message, status, headers, details } = error as ApiError;
    return { ...json({ error: code, message, details } satisfies ErrorAnswer, status), headers };
  }
  return json({ error: "internal", message: "the relay failed; its log says why" } satisfies ErrorAnswer, 500);
}

async function answer({ routes, guard }: HandlerDeps, request: IncomingMessage): Promise<Answer> {
  // The host does not matter here, and the one that was sent may be malformed.
  const url = URL.parse(request.url ?? "/", "http://relay");
  if (!url) throw new ApiError(400, "bad-request", "the address cannot be read");
  guard(request, url.pathname);
  const found = routes.filter(({ path }) => path.test(url.pathname));
  if (found.length === 0) throw new ApiError(404, "not-found", `nothing is at ${url.pathname}`);
  // Node sends no body to a HEAD.
  const wanted = request.method === "HEAD" ? "GET" : request.method;
  const route = found.find(({ method }) => method === wanted);
  if (!route) {
    const methods = found.map(({ method }) => method).join(", ");
    throw new ApiError(405, "method", `${url.pathname} takes ${methods}`, { Allow: methods });
  }
  return await route.handle({ request, url, params: route.path.exec(url.pathname)!.groups ?? {} });
}
