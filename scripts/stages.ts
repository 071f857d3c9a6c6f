/** What `npm run check` and `npm test` run besides tests. */
import { spawn } from "node:child_process";
import { constants, setPriority } from "node:os";
import { delimiter, join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "..");

/** A command of `node_modules/.bin` with its arguments, and what it is called in the output. */
export type Stage = readonly [name: string, command: string, ...args: string[]];

/** One thread of its own: each further one infers anew what many files share, which costs more than two cores win. */
export const TYPES: Stage = ["types", "tsc", "-b", "--pretty", "false", "--checkers", "1", "--builders", "1"];
export const LINT: Stage = ["lint", "oxlint", "--type-aware", "--deny-warnings"];
export const FORMAT: Stage = ["format", "oxfmt", "--check"];
/** Files, exports and dependencies that nothing needs, and packages that are imported without being a dependency. */
export const UNUSED: Stage = ["unused code", "knip", "--no-progress"];
/** In one worker, which parses each file once for all checks. */
export const HOUSE: Stage = ["house checks", "vitest", "run", "--project", "house", "--maxWorkers", "1"];
export const BUILDS: readonly Stage[] = [
  ["build", "vite", "build", "--config", "renderer/vite.config.ts", "--logLevel", "warn"],
  ["desktop build", "vite", "build", "--config", "main/electron/vite.config.ts", "--logLevel", "warn"],
];

/** Compiler and type-aware lint are Go programs. With a heap that grows threefold before it is collected, the lint takes a tenth less time. */
const COLLECT_AT = "300";

/** After so many milliseconds a stage that hangs is ended, and has failed. */
const LONGEST = 10 * 60_000;

/**
 * Runs a stage, and prints what it printed only where it failed.
 * @param inGaps gives way to whatever else wants the processor
 * @returns whether it passed
 */
export async function passes([name, command, ...args]: Stage, { inGaps = false } = {}): Promise<boolean> {
  const begin = performance.now();
  const path = join(ROOT, "node_modules/.bin") + delimiter + (process.env["PATH"] ?? "");
  const env = { GOGC: COLLECT_AT, ...process.env, PATH: path };
  // On Windows the commands are scripts of the shell.
  const child = spawn(command, args, { cwd: ROOT, env, shell: process.platform === "win32", timeout: LONGEST });
  if (inGaps && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
  const code = await new Promise<number | null>((resolve) => {
    child.once("close", resolve).once("error", (error) => {
      output += error.message;
      resolve(null);
    });
  });
  if (code !== 0) console.error(output.trim());
  console.log(`${code === 0 ? "passed" : "FAILED"}  ${name}  ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  return code === 0;
}
