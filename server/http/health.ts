import type { SqlDatabase } from "../../shared/store/update-log.ts";
import { isLocal } from "./address.ts";
import { ApiError } from "../errors.ts";
import type { ApiRoutes } from "./api-route.ts";
import type { Route } from "./handler.ts";
import type { Metrics } from "../ops/metrics.ts";
import { sameSecret } from "../people/secrets.ts";

/** Milliseconds for which the last answer about the disk is given again: asking costs a commit, and anybody may ask. */
const ANSWER_LIFE = 1_000;

/** What the routes need. */
export interface HealthDeps {
  readonly api: ApiRoutes;
  readonly db: SqlDatabase;
  readonly metrics: Metrics;
  /** Whoever sends it may read the metrics from anywhere; without one only this machine may. */
  readonly metricsToken: string | null;
  /** Told why a commit failed. */
  readonly report: (error: unknown) => void;
}

/** The routes for monitoring: liveness, readiness, Prometheus' metrics (OP1, OP2). */
export function healthRoutes({ api, db, metrics, metricsToken, report }: HealthDeps): Route[] {
  const disk = new Disk(db, report);
  return [
    api.route("health", () => ({ ok: true })),
    api.route("ready", () => {
      if (!disk.takes()) throw new ApiError(503, "disk", "the disk takes nothing: the relay can be read, not written");
      return { ok: true };
    }),
    {
      method: "GET",
      path: /^\/metrics$/,
      handle({ request }) {
        const given = /^Bearer (.{1,500})$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
        const may = metricsToken === null ? isLocal(request) : sameSecret(given, metricsToken);
        if (!may) throw new ApiError(403, "metrics", "metrics are for this machine, or for whoever has the metrics token");
        return { status: 200, type: "text/plain; version=0.0.4", body: metrics.render() };
      },
    },
  ];
}

/** Tells whether the disk takes a commit. */
class Disk {
  readonly #db: SqlDatabase;
  readonly #report: (error: unknown) => void;
  #asked = -Infinity;
  #takes = true;

  constructor(db: SqlDatabase, report: (error: unknown) => void) {
    this.#db = db;
    this.#report = report;
  }

  takes(): boolean {
    const now = performance.now();
    if (now - this.#asked < ANSWER_LIFE) return this.#takes;
    this.#asked = now;
    try {
      this.#db.prepare("INSERT INTO settings VALUES ('ready', ?) ON CONFLICT DO UPDATE SET value = excluded.value").run(String(Date.now()));
      this.#takes = true;
    } catch (error) {
      if (this.#takes) this.#report(error);
      this.#takes = false;
    }
    return this.#takes;
  }
}
