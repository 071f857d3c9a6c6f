import { createServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createSecureServer, type Server as SecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import { createHash } from "node:crypto";
import zlib from "node:zlib";
import { CLOSE_CODES } from "../shared/relay-api/close-codes.ts";
import { LISTS_BYTES, LISTS_ROOM } from "../shared/lists-room.ts";
import { isAppendOnly, isFlat } from "../shared/roles.ts";
import { ArticlePictures } from "../shared/picture-store/article-pictures.ts";
import { SqlitePictureStore } from "../shared/picture-store/picture-store.ts";
import { VersionTable } from "../shared/versions/version-table.ts";
import { Committer } from "../shared/room/committer.ts";
import { Rooms } from "../shared/room/rooms.ts";
import { clientAddress } from "./http/address.ts";
import { AllowedHosts } from "./http/allowed-hosts.ts";
import { Admission } from "./ws/admission.ts";
import { ApiRoutes } from "./http/api-route.ts";
import { Authenticator } from "./http/authenticator.ts";
import { Permissions } from "./http/permissions.ts";
import { healthRoutes } from "./http/health.ts";
import { apiRoutes } from "./http/routes.ts";
import { ArticleCommands } from "./articles/article-commands.ts";
import { ArticleTable } from "./articles/article-table.ts";
import { purgeDue } from "./articles/purge.ts";
import { ReadTable } from "./articles/read-table.ts";
import { Runs } from "./articles/runs.ts";
import { Erasures } from "./articles/erasures.ts";
import { Versions } from "./articles/versions.ts";
import { TextChanges } from "./articles/text-changes.ts";
import { GuessLimiter } from "./http/guess-limiter.ts";
import { readCertificate, type CertificateFiles } from "./http/certificate.ts";
import { WorkerCompactor } from "./store/compactor.ts";
import { claimFolder, DATABASE, openDatabase } from "./store/database.ts";
import { ApiError, UsageError } from "./errors.ts";
import { Feed } from "./articles/feed.ts";
import { NewsroomLines } from "./ws/newsroom-lines.ts";
import { OpenArticles } from "./articles/open-articles.ts";
import { HEADER_LIMIT, handler } from "./http/handler.ts";
import { DEFAULT_TIMEOUTS, limitRequests, type RequestTimeouts } from "./http/timeouts.ts";
import { LIMITS, WRONG_GUESSES_PER_MINUTE, type Limits } from "./limits.ts";
import { LogWorker } from "./store/log-worker.ts";
import { LogAside } from "./store/log-aside.ts";
import { Log } from "./ops/log.ts";
import { Metrics } from "./ops/metrics.ts";
import { Newsroom } from "./people/newsroom.ts";
import { Quotas } from "./http/quotas.ts";
import { Sessions } from "./ws/sessions.ts";
import { KEEPALIVE, Sockets } from "./ws/sockets.ts";
import { Strangers } from "./http/strangers.ts";
import { Tickets } from "./people/tickets.ts";
import { TimedUpdateLog } from "./ops/timed-log.ts";
import { FlushScheduler } from "./ws/flush-scheduler.ts";

/** Milliseconds between two looks for changes of access by another process, while nobody writes. */
const ACCESS_EVERY = 250;
/** Milliseconds between two times at which it is stored which devices were seen. */
const SEEN_EVERY = 60_000;
/** Milliseconds between two looks for articles whose deletion is due. */
const PURGE_EVERY = 60_000;
/** Milliseconds until a TLS handshake must be done. */
const HANDSHAKE = 10_000;

/** Milliseconds between two looks for automatic versions that are due. */
const VERSIONS_EVERY = 30_000;
/** Milliseconds between two times at which it is stored who erased what; a relay that dies meanwhile does not know it. */
const ERASURES_EVERY = 2_000;

/** What a relay is started with. */
export interface RelayOptions {
  /** The name of the newsroom from now on; without one it stays what it was. */
  readonly name?: string | null;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Data folder, made when it is not there. */
  readonly data: string;
  /** Address that people reach the relay at, where it is not the one listened on (behind a proxy). */
  readonly publicUrl?: string | null;
  /** Origins of web pages that may open a WebSocket; desktop cores send none. */
  readonly allowOrigins?: readonly string[];
  /** To speak TLS without a proxy. */
  readonly tls?: CertificateFiles | null;
  /** Takes clients' addresses from the proxy in front. */
  readonly trustProxy?: boolean;
  readonly metricsToken?: string | null;
  /** Wrong codes and tokens that one network may send in a minute. */
  readonly wrongPerMinute?: number;
  /** Milliseconds between two pings of a WebSocket. */
  readonly keepalive?: number;
  readonly timeouts?: RequestTimeouts;
  /** Milliseconds between two looks for articles whose deletion is due. */
  readonly purgeEvery?: number;
  readonly limits?: Limits;
  readonly log?: Log;
  /** Told of errors that are the relay's own. */
  readonly report: (error: unknown) => void;
}

/** A relay that serves. */
export interface Relay {
  /** Base addresses, without a slash at the end. */
  readonly http: string;
  readonly ws: string;
  /** Reads the certificate again. @throws UsageError when it is not good; the old one stays in use. */
  renewCertificate(): void;
  /** Commits what has come, has the clients connect again later, and closes the database. */
  stop(): Promise<void>;
}

/**
 * Starts a relay: one process, one SQLite file, HTTP and WebSockets over it.
 * @returns once it listens
 * @throws UsageError when the folder, the certificate or the port cannot be used.
 */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const { host, port, data, report, publicUrl = null, tls = null, trustProxy = false } = options;
  const { log = new Log("error", () => undefined), limits: quota = LIMITS } = options;
  const certificate = tls && readCertificate(tls);
  const store = openStore(data);
  const { db } = store;
  const metrics = new Metrics();
  const history = new TimedUpdateLog(db, metrics);
  const newsroom = new Newsroom(db);
  const articles = new ArticleTable(db);
  const changes = new TextChanges(articles, history, report);
  const reads = new ReadTable(db, articles);
  const commands = new ArticleCommands(articles, reads, newsroom.access, {
    onPlace: (article, member) => versions.makeSoon(article, "place", member),
    onStatus: (article, status, member) => versions.makeSoon(article, "status", member, status),
  });
  // Sequence numbers belong to this run from now on.
  const runs = new Runs(db);
  changes.recover();
  const feed = new Feed({ table: articles, reads, runs, newsroom, report });
  const tickets = new Tickets();
  const scheduler = new FlushScheduler();
  const committer = new Committer(history, scheduler.commit, report);
  const compactor = new WorkerCompactor(join(data, DATABASE), history);
  const aside = new LogAside(join(data, DATABASE), history);
  const rooms = new Rooms({
    log: history,
    committer,
    compactor,
    aside,
    desk: false,
    onCommitted: (change) => {
      changes.changed(change.room);
      versions.changed(change);
      erasures.committed(change);
    },
    report,
    later: (run, milliseconds) => void setTimeout(run, milliseconds).unref(),
    limits: (room) =>
      room === LISTS_ROOM ? { ...quota.room, documentBytes: Math.min(LISTS_BYTES, quota.room.documentBytes) } : quota.room,
    flat: isFlat,
    appendOnly: isAppendOnly,
  });
  const versionWorker = new LogWorker(join(data, DATABASE));
  const versionTable = new VersionTable(db, zlib);
  const erasures = new Erasures(db);
  const pictures = new SqlitePictureStore(db, { hash: sha256Of, most: quota.picturesBytes });
  const articlePictures = new ArticlePictures(db, pictures);
  const versions = new Versions({
    table: versionTable,
    articles,
    history,
    worker: versionWorker,
    flush: () => committer.flush(),
    report,
  });
  const openArticles = new OpenArticles(newsroom, report);
  const sessions = new Sessions(newsroom, openArticles);
  const lines = new NewsroomLines({ feed, openArticles, table: articles, commands, changes, newsroom, rooms, report });
  metrics.connections.read = () => sessions.size;
  metrics.rooms.read = () => rooms.size;

  const allowedHosts = new AllowedHosts(publicUrl, options.allowOrigins ?? []);
  const guesses = new GuessLimiter(options.wrongPerMinute ?? WRONG_GUESSES_PER_MINUTE);
  const strangers = new Strangers(quota.strangers, (address) => {
    metrics.refusals.add("stranger");
    log.info("connection-refused", { reason: "stranger", address });
  });
  const onKnown = ({ socket }: IncomingMessage): void => strangers.known(socket);
  const quotas = new Quotas();
  const authenticator = new Authenticator(newsroom, guesses, trustProxy, quotas, onKnown);
  const api = new ApiRoutes(authenticator);
  const permissions = new Permissions(newsroom.access);
  const handle = handler({
    routes: [
      ...healthRoutes({ api, db, metrics, metricsToken: options.metricsToken ?? null, report }),
      ...apiRoutes({
        api,
        authenticator,
        db,
        pictures,
        articlePictures,
        newsroom,
        permissions,
        articles,
        commands,
        changes,
        feed,
        tickets,
        guesses,
        quotas,
        trustProxy,
        history,
        versions,
        versionTable,
        erasures,
        log,
      }),
    ],
    guard: (request, path) => guard(allowedHosts, request, path),
    onAnswer(request, status, refusal) {
      if (refusal !== null) metrics.refusals.add(refusal);
      log.debug("request", {
        method: request.method ?? "",
        path: loggable(request, refusal),
        status,
        refusal,
        address: clientAddress(request, trustProxy),
      });
    },
    report,
    headers: certificate ? { "Strict-Transport-Security": "max-age=31536000" } : {},
  });
  const limits = { maxHeaderSize: HEADER_LIMIT, connectionsCheckingInterval: 1_000 };
  const server = certificate
    ? createSecureServer({ ...limits, ...certificate, handshakeTimeout: HANDSHAKE }, handle)
    : createServer(limits, handle);
  limitRequests(server, options.timeouts ?? DEFAULT_TIMEOUTS);
  // An error of a socket without a listener ends the process, and at times no other listener is there.
  server.on("connection", (socket: Socket) => socket.on("error", () => undefined));
  server.on("secureConnection", (socket: Socket) => socket.on("error", () => undefined));
  // Behind a proxy all come from one address, and the proxy counts them.
  if (!trustProxy) server.on("connection", (socket: Socket) => strangers.add(socket));
  const sockets = new Sockets({
    admission: new Admission(newsroom, articles, tickets, allowedHosts),
    access: newsroom.access,
    sessions,
    rooms,
    lines,
    scheduler,
    limits: quota,
    metrics,
    log,
    trustProxy,
    onKnown,
    report,
    keepalive: options.keepalive ?? KEEPALIVE,
  });
  metrics.backlog.read = () => sockets.backlog;
  // The stream of a server on a TCP port is a socket.
  server.on("upgrade", (request, stream, head) => sockets.upgrade(request, stream as Socket, head));

  const leave = (article: string): void => {
    sessions.endArticle(article, CLOSE_CODES.notFound, "this article was deleted for good");
    lines.leave(article);
  };
  const timers = [
    setInterval(
      guarded(() => newsroom.access.check(), report),
      ACCESS_EVERY,
    ),
    setInterval(
      guarded(() => {
        sessions.seeAll();
        newsroom.devices.writeSeen();
        newsroom.keepTime();
      }, report),
      SEEN_EVERY,
    ),
    setInterval(
      guarded(() => versions.makeDue(), report),
      VERSIONS_EVERY,
    ),
    setInterval(
      guarded(() => erasures.store(), report),
      ERASURES_EVERY,
    ),
    setInterval(
      guarded(() => {
        purgeDue({
          table: articles,
          history,
          versions: versionTable,
          reads,
          erasures,
          pictures: articlePictures,
          leave,
          flush: () => committer.flush(),
          log,
        });
        articlePictures.collect();
      }, report),
      options.purgeEvery ?? PURGE_EVERY,
    ),
  ];
  const release = (): void => {
    versions.close();
    for (const timer of timers) clearInterval(timer);
    strangers.close();
    committer.flush();
    feed.close();
    openArticles.close();
    guarded(() => changes.flush(), report)();
    guarded(() => erasures.store(), report)();
    guarded(() => {
      newsroom.devices.writeSeen();
      newsroom.keepTime();
    }, report)();
    store.release();
  };
  try {
    await listen(server, host, port);
  } catch (error) {
    await sockets.close();
    await Promise.all([compactor.close(), aside.close(), versionWorker.close()]);
    release();
    throw error;
  }
  server.on("error", report);
  const authority = authorityOf(server.address() as AddressInfo);
  const scheme = certificate ? "s" : "";
  const address = publicUrl ?? `http${scheme}://${authority}`;
  // A relay on a full disk starts, and serves readers.
  if (newsroom.address !== address) newsroom.address = address;
  if (options.name && newsroom.name !== options.name) newsroom.name = options.name;
  log.info("listening", { address: authority, tls: certificate !== null, publicUrl });

  return {
    http: `http${scheme}://${authority}`,
    ws: `ws${scheme}://${authority}`,
    renewCertificate() {
      if (!tls) return;
      (server as SecureServer).setSecureContext(readCertificate(tls));
      log.info("certificate-renewed");
    },
    async stop() {
      log.info("stopping", { connections: sessions.size });
      const closed = new Promise((resolve) => server.close(resolve));
      committer.flush();
      await sockets.close();
      server.closeAllConnections();
      await closed;
      await Promise.all([compactor.close(), aside.close(), versionWorker.close()]);
      release();
      log.info("stopped");
    },
  };
}

/** Probes name the machine and not the newsroom; their answers tell nothing of it. */
const ANY_NAME = /^\/(?:healthz|readyz)$/;

function guard(allowedHosts: AllowedHosts, request: IncomingMessage, path: string): void {
  const { host, origin } = request.headers;
  if (!allowedHosts.isMine(request) && !ANY_NAME.test(path)) throw new ApiError(421, "host", `this relay is not ${host}`);
  if (!allowedHosts.mayAsk(request)) throw new ApiError(403, "origin", `pages of ${origin} may not ask this relay`);
}

/**
 * The kind of thing that a path names, for the log: what stands behind it may be a secret, sent there by mistake. Nothing is logged
 * of a path that the relay does not have.
 */
function loggable({ url }: IncomingMessage, refusal: string | null): string {
  const path = refusal === "not-found" ? "" : (URL.parse(url ?? "/", "http://relay")?.pathname ?? "");
  return path.split("/").slice(0, 3).join("/");
}

const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** A timer's work, whose failure is reported and stops nothing: the disk may be full for a while. */
function guarded(work: () => void, report: (error: unknown) => void): () => void {
  return () => {
    try {
      work();
    } catch (error) {
      report(error);
    }
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

function listen(server: Server | SecureServer, host: string, port: number): Promise<void> {
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
