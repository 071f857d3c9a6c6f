/** `npm run check`: types, lint, format, unused code and house checks, all at once; what to run before every commit. Exits with 0 when all passed. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, join, resolve } from "node:path";
import process from "node:process";
import { FORMAT, HOUSE, LINT, TYPES, UNUSED, type Stage } from "./stages.ts";

const ROOT = resolve(import.meta.dirname, "..");
const env = { ...process.env, PATH: join(ROOT, "node_modules/.bin") + delimiter + (process.env["PATH"] ?? "") };

/** Prints what a stage printed only where it failed. @returns whether it passed */
async function passes([name, command, ...args]: Stage): Promise<boolean> {
  const begin = performance.now();
  // On Windows the commands are scripts of the shell.
  const child = spawn(command, args, { cwd: ROOT, env, shell: process.platform === "win32" });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) console.error(output.trim());
  console.log(`${code === 0 ? "passed" : "FAILED"}  ${name}  ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  return code === 0;
}

const results = await Promise.all([TYPES, LINT, FORMAT, UNUSED, HOUSE].map(passes));
process.exitCode = results.every(Boolean) ? 0 : 1;
