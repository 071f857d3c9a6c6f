/** The bench's end of a load generator, which runs on the cores that nothing is measured on. */
import { spawn, type ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import type { Job, Outcome, Report } from "./job.ts";

const GENERATOR = `${import.meta.dirname}/generator.ts`;

export class LoadGenerator {
  readonly #child: ChildProcess;

  constructor() {
    const cores = availableParallelism();
    const args = ["-c", cores > 1 ? `1-${cores - 1}` : "0", process.execPath, "--max-old-space-size=8192", GENERATOR];
    this.#child = spawn("taskset", args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  }

  /** Does one job. @param onMark is called at the moments that the job tells of */
  run(job: Job, onMark: (name: string) => void = () => undefined): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error("the load generator ended in the middle of a job"));
      const take = (report: Report): void => {
        if ("mark" in report) {
          onMark(report.mark);
          return;
        }
        this.#child.off("message", take);
        this.#child.off("exit", gone);
        if ("done" in report) resolve(report.done);
        else reject(new Error(report.failed));
      };
      this.#child.on("message", take);
      this.#child.once("exit", gone);
      this.#child.send(job);
    });
  }

  end(): void {
    this.#child.disconnect();
  }
}
