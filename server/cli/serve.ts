import process from "node:process";
import { readSettings, refuseUnknown, type Environment } from "./config.ts";
import { ArgumentError } from "../errors.ts";
import { timeoutsOf } from "../http/timeouts.ts";
import { Log } from "../ops/log.ts";
import { endWithParent } from "./parent.ts";
import { startRelay } from "../relay.ts";
import { limitsOf, SERVE } from "./settings.ts";

/** Codes of errors that a client, or the network on the way to it, can cause at a socket. */
const BROKEN_SOCKET: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE", "ETIMEDOUT", "ECONNABORTED", "EHOSTUNREACH", "ENETUNREACH"]);

/** `relay serve`: a relay until a signal stops it (RE8). */
export async function serve(args: readonly string[], environment: Environment): Promise<void> {
  const { values } = readSettings(args, SERVE, environment);
  refuseUnknown(SERVE, environment);
  const log = new Log(values["log-level"], (line) => console.error(line));
  const report = (error: unknown): void => log.error("failure", error);
  process.on("uncaughtException", (error: NodeJS.ErrnoException) => {
    // An error of a socket without a listener says nothing of the relay's own state.
    if (BROKEN_SOCKET.has(error.code ?? "")) {
      report(error);
      return;
    }
    log.error("crash", error);
    process.exit(1);
  });
  const tls = certificateFiles(values["tls-cert"], values["tls-key"]);
  const relay = await startRelay({
    name: values.name,
    host: values.host,
    port: values.port,
    data: values.data,
    publicUrl: values["public-url"],
    allowOrigins: values["allow-origin"].map((origin) => new URL(origin).origin),
    tls,
    trustProxy: values["trust-proxy"],
    metricsToken: values["metrics-token"],
    wrongPerMinute: values["wrong-per-minute"],
    timeouts: timeoutsOf(values["request-seconds"]),
    limits: limitsOf(values),
    log,
    report,
  });
  const told = new Promise<void>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
    // It renews a certificate where there is one; elsewhere it says that the terminal was closed.
    if (!tls) process.once("SIGHUP", () => resolve());
    endWithParent("relay", resolve);
  });
  if (tls) {
    process.on("SIGHUP", () => {
      try {
        relay.renewCertificate();
      } catch (error) {
        report(error);
      }
    });
  }
  if (values.json) console.log(JSON.stringify({ event: "listening", http: relay.http, ws: relay.ws }));
  else console.log(`The relay listens at ${relay.http} (data in ${values.data}). Stop it with Ctrl+C.`);
  await told;
  await relay.stop();
}

function certificateFiles(cert: string | null, key: string | null): { readonly cert: string; readonly key: string } | null {
  if (cert !== null && key !== null) return { cert, key };
  if (cert !== null || key !== null) throw new ArgumentError("--tls-cert and --tls-key go together");
  return null;
}
