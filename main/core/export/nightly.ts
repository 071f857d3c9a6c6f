import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { NightlyExport, NightlyState, NightlyResult } from "../../../shared/nightly.ts";
import { RpcError } from "../../../shared/rpc/error.ts";
import { migrate } from "../../../shared/store/migrate.ts";
import { writeTransaction } from "../../../shared/store/transaction.ts";
import type { SqlDatabase } from "../../../shared/store/update-log.ts";
import { JobThreads } from "../job-threads.ts";
import type { ExportCount } from "./exported-files.ts";
import type { NightJob } from "./night-folder.ts";

/** Beside this module, as source or as Electron's bundle has it. */
const THREAD = new URL(import.meta.url.endsWith(".ts") ? "./night-thread.ts" : "./night-thread.js", import.meta.url);
const MEGABYTES = 1024;
/** How often it is looked at the clock, and how long after a failure it is tried again, in milliseconds. */
const LOOK_EVERY = 60_000;
const RETRY_AFTER = 60 * 60_000;

const STEPS = [
  `CREATE TABLE nightly (
     only INTEGER PRIMARY KEY CHECK (only = 1),
     -- JSON; NULL while there is none.
     settings TEXT,
     last TEXT
   ) STRICT;`,
];

export interface NightlyDeps {
  readonly db: SqlDatabase;
  /** The desk's folder. */
  readonly desk: string;
  readonly now?: () => number;
  /** Writes a night; in a thread when left out. */
  readonly write?: (job: NightJob) => Promise<Readonly<ExportCount>>;
  readonly onChange: (state: NightlyState) => void;
}

/** Exports all articles into a folder once a day, from an hour on: at that hour, or as soon as the desk runs behind it (EX43). */
export class NightlyExports {
  readonly #deps: NightlyDeps;
  readonly #now: () => number;
  readonly #write: NonNullable<NightlyDeps["write"]>;
  readonly #threads = new JobThreads(THREAD, MEGABYTES);
  readonly #timer: NodeJS.Timeout;
  #settings: NightlyExport | null;
  #last: NightlyResult | null;
  #isRunning = false;
  #isClosed = false;

  constructor(deps: NightlyDeps) {
    this.#deps = deps;
    this.#now = deps.now ?? Date.now;
    this.#write = deps.write ?? ((job) => this.#threads.run(job));
    migrate(deps.db, "nightly", STEPS);
    const row = deps.db.prepare("SELECT settings, last FROM nightly").get() as { settings: string | null; last: string | null } | undefined;
    this.#settings = JSON.parse(row?.settings ?? "null") as NightlyExport | null;
    this.#last = JSON.parse(row?.last ?? "null") as NightlyResult | null;
    this.#timer = setInterval(() => void this.look(), LOOK_EVERY);
    this.#timer.unref();
  }

  get state(): NightlyState {
    return { settings: this.#settings, last: this.#last, isRunning: this.#isRunning };
  }

  /**
   * Sets where, when and how, or with null that nothing is exported.
   * @throws RpcError folder when nothing can be written there
   */
  set(settings: NightlyExport | null): void {
    if (settings) tryFolder(settings.folder);
    this.#settings = settings;
    if (!settings) this.#last = null;
    this.#store();
  }

  /** Exports if it is time to. Resolves when it is done; never rejects. */
  async look(): Promise<void> {
    const settings = this.#settings;
    const now = this.#now();
    if (!settings || this.#isRunning || !isDue(settings, this.#last, now)) return;
    await this.#run(settings, now);
  }

  /** Exports now, whatever the hour. */
  async run(): Promise<void> {
    if (this.#settings && !this.#isRunning) await this.#run(this.#settings, this.#now());
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#threads.close();
  }

  async #run({ folder, format, keep }: NightlyExport, now: number): Promise<void> {
    const date = dateOf(now);
    this.#isRunning = true;
    this.#deps.onChange(this.state);
    let result: NightlyResult;
    try {
      const { done, failed } = await this.#write({ desk: this.#deps.desk, folder, format, keep, date, now });
      result = { at: now, date, done, failed, error: null };
    } catch (error) {
      result = { at: now, date: this.#last?.date ?? "", done: 0, failed: 0, error: error instanceof Error ? error.message : String(error) };
    }
    this.#isRunning = false;
    if (this.#isClosed) return;
    this.#last = result;
    this.#store();
  }

  #store(): void {
    const sql = `INSERT INTO nightly VALUES (1, ?, ?) ON CONFLICT DO UPDATE SET settings = excluded.settings, last = excluded.last`;
    writeTransaction(this.#deps.db, () => void this.#deps.db.prepare(sql).run(orNull(this.#settings), orNull(this.#last)));
    this.#deps.onChange(this.state);
  }
}

const orNull = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** Whether the hour of a day has come of which nothing was written yet. */
function isDue({ hour }: NightlyExport, last: NightlyResult | null, now: number): boolean {
  if (new Date(now).getHours() < hour || last?.date === dateOf(now)) return false;
  return last === null || last.error === null || now - last.at >= RETRY_AFTER || now < last.at;
}

const twoDigits = (number: number): string => String(number).padStart(2, "0");

/** The day here, as `YYYY-MM-DD`. */
function dateOf(now: number): string {
  const day = new Date(now);
  return `${day.getFullYear()}-${twoDigits(day.getMonth() + 1)}-${twoDigits(day.getDate())}`;
}

/** Makes the folder where it is not there but the one around it is, and tries to write into it. @throws RpcError folder */
function tryFolder(folder: string): void {
  if (!isAbsolute(folder)) throw new RpcError("folder", `${folder} does not begin at the root`);
  const probe = join(folder, ".tahrir-probe");
  try {
    // One level: Node goes on forever where the system lets nobody make a folder, as in /proc.
    if (!existsSync(folder)) mkdirSync(folder);
    rmSync(probe, { force: true });
    writeFileSync(probe, "", { flag: "wx" });
    rmSync(probe);
  } catch (error) {
    throw new RpcError("folder", `nothing can be written into ${folder}`, { cause: error });
  }
}
