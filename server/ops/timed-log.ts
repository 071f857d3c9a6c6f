import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import type { LogEntry, SqlDatabase } from "../../shared/store/update-log.ts";
import type { Metrics } from "./metrics.ts";

/** The update log of a relay, which measures each commit. */
export class TimedUpdateLog extends SqliteUpdateLog {
  readonly #metrics: Metrics;

  constructor(db: SqlDatabase, metrics: Metrics) {
    super(db);
    this.#metrics = metrics;
  }

  override append(entries: readonly LogEntry[]): void {
    const start = performance.now();
    super.append(entries);
    this.#metrics.commits.observe((performance.now() - start) / 1000);
    this.#metrics.updates.add("", entries.filter(({ update }) => update !== null).length);
  }
}
