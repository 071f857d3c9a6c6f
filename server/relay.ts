/** The relay: one process, one SQLite file, HTTP and WebSockets over it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Committer } from "../shared/room/committer.ts";
import { Rooms } from "../shared/room/rooms.ts";
import { SqliteUpdateLog } from "../shared/store/sqlite-update-log.ts";
import { apiRoutes } from "./api.ts";
import { Catalogue } from "./catalogue.ts";
import { claimFolder, openDatabase } from "./database.ts";
import { UsageError } from "./errors.ts";
import { handler } from "./http.ts";
import { Newsroom } from "./newsroom.ts";
import { KEEPALIVE, Sockets } from "./sockets.ts";
import { Tickets } from "./tickets.ts";

export interface RelayOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Data folder, made when it is not there. */
  readonly data: string;
  /** Address that invitations lead to, where it is not the one listened on (behind a proxy). */
  readonly publicUrl?: string;
  /** Origins of web pages that may open a WebSocket; desktop cores send none. */
  readonly allowOrigins?: readonly string[];
  /** Milliseconds between two signs of life on a quiet connection. */
  readonly keepalive?: number;
  /** Is told of errors that no client can be blamed for. */
  readonly report: (error: unknown) => void;
}

export interface Relay {
  /** Base addresses, without a slash at the end. */
  readonly http: string;
  readonly ws: string;
  /** Commits what has come, tells the clients to come back, and closes the database. */
  stop(): Promise<void>;
}

/**
 * Starts a relay.
 * @throws UsageError when the folder or the port cannot be had.
 */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const { host, port, data, report } = options;
  const store = openStore(data);
  const { db } = store;
  const log = new SqliteUpdateLog(db);
  const newsroom = new Newsroom(db);
  const catalogue = new Catalogue(db, log);
  const tickets = new Tickets();
  const committer = new Committer(log, (run) => void setImmediate(run), report);
  const rooms = new Rooms({ log, committer, desk: false, report });
  const server = createServer(handler(apiRoutes({ newsroom, catalogue, tickets, log }), report));
  const sockets = new Sockets({
    newsroom,
    catalogue,
    tickets,
    rooms,
    report,
    allowOrigins: options.allowOrigins ?? [],
    keepalive: options.keepalive ?? KEEPALIVE,
  });
  server.on("upgrade", (request, stream, head) => sockets.upgrade(request, stream, head));

  const release = (): void => {
    committer.flush();
    store.release();
  };
  try {
    await listen(server, host, port);
  } catch (error) {
    await sockets.close();
    release();
    throw error;
  }
  const authority = authorityOf(server.address() as AddressInfo);
  newsroom.address = options.publicUrl?.replace(/\/+$/, "") ?? `http://${authority}`;

  return {
    http: `http://${authority}`,
    ws: `ws://${authority}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      committer.flush();
      await sockets.close();
      server.closeAllConnections();
      await closed;
      release();
    },
  };
}

/** The database of a folder that no other relay serves. */
function openStore(folder: string): { readonly db: ReturnType<typeof openDatabase>; release(): void } {
  const releaseFolder = claimFolder(folder);
  try {
    const db = openDatabase(folder);
    return {
      db,
      release() {
        db.close();
        releaseFolder();
      },
    };
  } catch (error) {
    releaseFolder();
    throw error;
  }
}

function listen(server: ReturnType<typeof createServer>, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why = { EADDRINUSE: "the port is taken", EACCES: "the port is not allowed" }[error.code ?? ""] ?? error.message;
      reject(new UsageError(`cannot listen on ${host} port ${port}: ${why}`, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}

function authorityOf({ address, family, port }: AddressInfo): string {
  return `${family === "IPv6" ? `[${address}]` : address}:${port}`;
}
