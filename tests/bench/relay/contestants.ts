/** Who is measured: how each is started, and where its clients sit. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { promisify } from "node:util";
import type { Role } from "../../../shared/roles.ts";
import type { DialectName } from "./load/dialect.ts";
import { ServerProcess } from "./server-process.ts";

/** One place in a room: what a client connects to. */
export interface Seat {
  /** Address with path. */
  readonly url: string;
  readonly room: string;
  /** Where a ticket is had, right before it is used, and with what; absent where anybody may come in. */
  readonly tickets?: { readonly http: string; readonly token: string };
}

export interface Running {
  readonly process: ServerProcess;
  /** Makes `rooms` rooms with `perRoom` places each, room by room; asked again, places in the same rooms. */
  readonly seats: (rooms: number, perRoom: number) => Promise<Seat[]>;
  /** A place in the first room for a new member with that role, where there are roles. */
  readonly seatOf?: (role: Role) => Promise<Seat>;
}

export interface Contestant {
  readonly name: string;
  readonly dialect: DialectName;
  /** Keeps documents, rather than only passing frames on. */
  readonly keeps: boolean;
  /** @param folder an empty folder, or one that a run of the same contestant left */
  start(folder: string): Promise<Running>;
}

const SERVERS = join(import.meta.dirname, "servers");
const ROOT = resolve(import.meta.dirname, "../../..");

const roomNames = (count: number): string[] => Array.from({ length: count }, (_, i) => `article/bench-${String(i).padStart(6, "0")}`);

function peer(name: string, dialect: DialectName, keeps: boolean, program: (folder: string) => readonly string[]): Contestant {
  return {
    name,
    dialect,
    keeps,
    async start(folder) {
      const { process, announced } = await ServerProcess.start(program(folder));
      return {
        process,
        // Hocuspocus takes the room from its frames, and any path.
        seats: async (rooms, perRoom) =>
          roomNames(rooms).flatMap((room) => Array.from({ length: perRoom }, () => ({ url: `${String(announced["ws"])}/${room}`, room }))),
      };
    },
  };
}

/** Where a seat's client connects to, once. */
export async function addressOf({ url, tickets }: Seat): Promise<string> {
  if (!tickets) return url;
  const { ticket } = await post<{ ticket: string }>(tickets.http, "/api/tickets", {}, tickets.token);
  return `${url}?ticket=${ticket}`;
}

async function post<T>(http: string, path: string, body: object, token = ""): Promise<T> {
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch(http + path, { method: "POST", body: JSON.stringify(body), headers });
  if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/**
 * The relay of a checkout as a newsroom runs it: members of their own, roles, tickets, limits, and every commit on disk.
 * @param root folder of the checkout, whose package.json names the relay's command
 */
function relay(name: string, root: string): Contestant {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: { relay: string } };
  const cli = join(root, scripts.relay.split(" ")[1]!);
  return {
    name,
    dialect: "plain",
    keeps: true,
    start: (folder) => startRelay(cli, folder),
  };
}

async function startRelay(cli: string, folder: string): Promise<Running> {
  const { process, announced } = await ServerProcess.start([
    cli,
    "serve",
    "--data",
    folder,
    "--port",
    "0",
    "--json",
    "--log-level",
    "warn",
  ]);
  const { http, ws } = announced as unknown as { http: string; ws: string };
  const enter = async (code: string) => (await post<{ token: string }>(http, "/api/join", { code, device: "bench" })).token;
  const invite = ["invite", "--data", folder, "--name", "owner", "--role", "owner", "--json"];
  const { stdout } = await promisify(execFile)(globalThis.process.execPath, [cli, ...invite]);
  const owner = await enter((JSON.parse(stdout) as { code: string }).code);
  const tokens: string[] = [];
  const join = async (role: Role = "editor"): Promise<string> => {
    const { code } = await post<{ code: string }>(http, "/api/invitations", { name: `typist ${tokens.length}`, role }, owner);
    return enter(code);
  };
  const known = new Set<string>();
  return {
    process,
    async seatOf(role) {
      const [room] = roomNames(1) as [string];
      return { url: `${ws}/sync/${room}`, room, tickets: { http, token: await join(role) } };
    },
    async seats(rooms, perRoom) {
      while (tokens.length < perRoom) tokens.push(await join());
      const seats: Seat[] = [];
      for (const room of roomNames(rooms)) {
        if (!known.has(room)) await post(http, "/api/articles", { title: room, id: room.slice("article/".length) }, tokens[0]);
        known.add(room);
        for (const token of tokens.slice(0, perRoom)) seats.push({ url: `${ws}/sync/${room}`, room, tickets: { http, token } });
      }
      return seats;
    },
  };
}

export const CONTESTANTS = {
  bare: peer("bare ws broadcast", "plain", false, () => [join(SERVERS, "bare.ts")]),
  coalescing: peer("coalescing broadcast", "plain", false, () => [join(SERVERS, "coalescing.ts")]),
  yWebsocket: peer("@y/websocket-server", "plain", true, () => [join(SERVERS, "y-websocket.ts")]),
  hocuspocus: peer("Hocuspocus", "hocuspocus", true, () => [join(SERVERS, "hocuspocus.ts")]),
  hocuspocusSqlite: peer("Hocuspocus, SQLite", "hocuspocus", true, (folder) => [
    join(SERVERS, "hocuspocus.ts"),
    join(folder, "hocuspocus.sqlite"),
  ]),
  tahrir: relay("tahrir", ROOT),
} as const satisfies Readonly<Record<string, Contestant>>;

export type ContestantName = keyof typeof CONTESTANTS;

/** The relay of another checkout, an older commit for one, with packages installed. @param folder of it */
export const relayBeside = (folder: string): Contestant => relay(`tahrir in ${basename(folder)}`, resolve(folder));
