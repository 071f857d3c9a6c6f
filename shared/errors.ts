/** `relay`: over HTTP. `desk`: the core, to its windows, who also passes on what the relay said. `window`: its own end of the RPC. */
export type Sender = "relay" | "desk" | "window";

interface ErrorKind {
  readonly from: readonly Sender[];
  /** Values that stand in the text, by name. */
  readonly details?: Readonly<Record<string, "number" | "string">>;
  /** The message `error.<text>` of the catalogue. */
  readonly text: string;
}

/**
 * Every error that relay, desk and window tell each other: its code, who may send it, the values that go with it, and
 * the text that a window shows for it (RP11). `ApiError` and `RpcError` take no other code; a text that the catalogue
 * lacks does not compile in `explain`; a house check finds codes that nobody sends or shows.
 */
export const ERRORS = {
  internal: { from: ["relay", "desk", "window"], text: "other" },

  // Asked of the core by a window.
  "core-gone": { from: ["window"], text: "core-gone" },
  "unknown-call": { from: ["desk"], text: "other" },
  "bad-input": { from: ["desk"], text: "other" },
  update: { from: ["desk"], text: "update" },
  joined: { from: ["desk"], text: "joined" },
  "invitation-malformed": { from: ["desk"], text: "invitation-malformed" },
  /** To a relay without TLS that is not on this computer. */
  "invitation-insecure": { from: ["desk"], text: "invitation-insecure" },
  "relay-unreachable": { from: ["desk"], text: "relay-unreachable" },
  /** It answered, and not as a relay does. */
  "relay-failed": { from: ["desk"], text: "relay-failed" },

  // Pictures from elsewhere.
  "picture-address": { from: ["desk"], text: "picture-address" },
  "picture-unreachable": { from: ["desk"], text: "picture-unreachable" },
  "picture-too-large": { from: ["desk", "relay"], text: "picture-too-large" },
  "picture-type": { from: ["desk", "relay"], text: "picture-type" },
  /** The bytes that came are not those that were named. */
  "picture-other": { from: ["relay"], text: "mismatch" },
  "picture-unknown": { from: ["relay"], text: "other" },
  /** All pictures together would have more bytes than there may be. */
  "pictures-full": { from: ["desk", "relay"], text: "pictures-full" },

  // Who may do what.
  role: { from: ["relay", "desk"], text: "role" },
  unauthorized: { from: ["relay"], text: "unauthorized" },
  throttled: { from: ["relay"], details: { seconds: "number" }, text: "throttled" },
  "too-much": { from: ["relay"], details: { seconds: "number" }, text: "too-much" },
  "too-many-invitations": { from: ["relay"], text: "too-many-invitations" },
  "invitation-unknown": { from: ["relay"], text: "invitation-unknown" },
  "invitation-used": { from: ["relay"], text: "invitation-used" },
  "invitation-withdrawn": { from: ["relay"], text: "invitation-withdrawn" },
  "invitation-expired": { from: ["relay"], text: "invitation-expired" },
  "last-owner": { from: ["relay"], text: "last-owner" },
  "owner-everywhere": { from: ["relay"], text: "owner-everywhere" },

  // What is not there.
  "article-unknown": { from: ["relay", "desk"], text: "article-unknown" },
  "article-deleted": { from: ["relay"], text: "article-deleted" },
  "being-deleted": { from: ["relay", "desk"], text: "being-deleted" },
  /** An editor who only suggests would end that. */
  "status-held": { from: ["relay", "desk"], text: "status-held" },
  /** Somebody set another one later. */
  "status-superseded": { from: ["relay"], text: "other" },
  "draft-unknown": { from: ["desk"], text: "draft-unknown" },
  "version-unknown": { from: ["relay"], text: "version-unknown" },
  "too-many-versions": { from: ["relay", "desk"], text: "too-many-versions" },
  "member-unknown": { from: ["relay"], text: "member-unknown" },
  "device-unknown": { from: ["relay"], text: "device-unknown" },

  // Requests that no desk of this version makes.
  "bad-request": { from: ["relay"], text: "mismatch" },
  "bad-json": { from: ["relay"], text: "mismatch" },
  "not-found": { from: ["relay"], text: "mismatch" },
  method: { from: ["relay"], text: "mismatch" },
  host: { from: ["relay"], text: "host" },
  origin: { from: ["relay"], text: "mismatch" },
  metrics: { from: ["relay"], text: "mismatch" },
  "too-large": { from: ["relay"], text: "too-large" },
  disk: { from: ["relay"], text: "relay-failed" },
} as const satisfies Readonly<Record<string, ErrorKind>>;

export type ErrorCode = keyof typeof ERRORS;
/** The codes that one sender may use. */
export type CodeFrom<From extends Sender> = {
  [Code in ErrorCode]: From extends (typeof ERRORS)[Code]["from"][number] ? Code : never;
}[ErrorCode];

interface FieldTypes {
  readonly number: number;
  readonly string: string;
}

/** The values that go with a code; `undefined` for one that has none. */
export type DetailsOf<Code extends ErrorCode> = (typeof ERRORS)[Code] extends {
  readonly details: infer Fields extends Readonly<Record<string, keyof FieldTypes>>;
}
  ? { readonly [Name in keyof Fields]: FieldTypes[Fields[Name]] }
  : undefined;

export type Details = Readonly<Record<string, number | string>>;

export interface KnownError {
  readonly code: ErrorCode;
  readonly details: Details;
}

/** Reads an error that came from another program. @returns null for a code that is not in the table, or without its values */
export function readError(code: unknown, details: unknown): KnownError | null {
  if (typeof code !== "string" || !Object.hasOwn(ERRORS, code)) return null;
  const kind: ErrorKind = ERRORS[code as ErrorCode];
  const given = typeof details === "object" && details !== null ? (details as Readonly<Record<string, unknown>>) : {};
  const read: Record<string, number | string> = {};
  for (const [name, type] of Object.entries(kind.details ?? {})) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (!fits(value, type)) return null;
    read[name] = value;
  }
  return { code: code as ErrorCode, details: read };
}

function fits(value: unknown, type: keyof FieldTypes): value is number | string {
  return type === "number" ? Number.isFinite(value) : typeof value === "string" && value.length <= 1000;
}
