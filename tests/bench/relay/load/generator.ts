/** The load generator: a process of its own that does one job after another for the bench. */
import type { Job, Outcome, Report } from "./job.ts";
import { hostile } from "./hostile.ts";
import { close, open } from "./open.ts";
import { paced } from "./paced.ts";
import { presence } from "./presence.ts";
import { stall } from "./stall.ts";
import { typing } from "./typing.ts";

const report = (message: Report): void => void process.send!(message);
const mark = (name: string, value: number): void => report({ mark: name, value });

const JOBS: { readonly [N in Job["job"]]: (job: Extract<Job, { job: N }>) => Promise<Outcome> } = {
  typing: (job) => typing(job, mark),
  hostile,
  paced,
  open,
  close,
  stall: (job) => stall(job, mark),
  presence: (job) => presence(job, mark),
};
const run = <N extends Job["job"]>(job: Extract<Job, { job: N }>): Promise<Outcome> => JOBS[job.job](job);

process.on("message", (job: Job) => {
  run(job).then(
    (done) => report({ done }),
    (error: unknown) => report({ failed: String(error instanceof Error ? error.stack : error) }),
  );
});
process.on("disconnect", () => process.exit());
