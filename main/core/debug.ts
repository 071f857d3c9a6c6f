/** The parts of a desk that log. */
export type Namespace = "uplink" | "newsroom" | "bulk" | "room" | "window" | "index" | "loopback";

/**
 * What a line may say. There is no field for text, titles, names of people, reasons, addresses, tokens, tickets, keys or codes of
 * invitations, so that a log can be shown to anybody.
 */
interface DebugFields {
  /** An article's ID, or a room's name, which is made of it. */
  readonly article?: string;
  readonly room?: string;
  /** A value of a fixed list in the source, such as the state of a connection. */
  readonly state?: string;
  /** A close code, or HTTP's status. */
  readonly code?: number;
  /** A number of what the event is about: updates, windows, articles. */
  readonly count?: number;
  readonly unconfirmed?: number;
  readonly bytes?: number;
  readonly milliseconds?: number;
}

type Log = (event: string, fields?: DebugFields) => void;

/** Namespaces in TAHRIR_DEBUG, with commas between them; `*` for all. */
const wanted = new Set((process.env["TAHRIR_DEBUG"] ?? "").split(",").map((name) => name.trim()));

const nothing: Log = () => undefined;

/**
 * A log for debugging, off unless TAHRIR_DEBUG names it: one line on stderr for each event, with the time, the process, the
 * namespace, the event and its fields.
 * @returns a function that logs an event: a fixed string of the source, never one that was made of data
 */
export function debugLog(namespace: Namespace): Log {
  if (!wanted.has(namespace) && !wanted.has("*")) return nothing;
  return (event, fields = {}) => {
    const said = Object.entries(fields).map(([name, value]) => ` ${name}=${String(value)}`);
    process.stderr.write(`${new Date().toISOString()} ${process.pid} ${namespace} ${event}${said.join("")}\n`);
  };
}
