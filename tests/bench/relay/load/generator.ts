/** The load generator: a process of its own that does one job after another for the bench. */
import type { Job, Outcome, Report } from "./job.ts";
import { close, open } from "./open.ts";
import { paced } from "./paced.ts";
import { presence } from "./presence.ts";
import { stall } from "./stall.ts";
import { typing } from "./typing.ts";

const report = (message: Report): void => void process.send!(message);
const mark = (name: string, value: number): void => report({ mark: name, value });

function run(job: Job): Promise<Outcome> {
  switch (job.job) {
    case "typing":
      return typing(job, mark);
    case "paced":
      return paced(job);
    case "open":
      return open(job);
    case "close":
      return close();
    case "stall":
      return stall(job, mark);
    case "presence":
      return presence(job, mark);
  }
}

process.on("message", (job: Job) => {
  run(job).then(
    (done) => report({ done }),
    (error: unknown) => report({ failed: String(error instanceof Error ? error.stack : error) }),
  );
});
process.on("disconnect", () => process.exit());
