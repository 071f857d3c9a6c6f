/** Builds the interface when it was never built, or is older than its sources. */
import { spawnSync } from "node:child_process";
import { globSync, statSync } from "node:fs";
import { join } from "node:path";

const SOURCES = "{renderer,shared}/**/*.{ts,tsx,css,html}";
const BUILT = "dist/renderer/index.html";

/** @returns the folder of the built interface. @throws Error with what the build printed when it fails */
export function builtInterface(root: string, say: (line: string) => void): string {
  const changed = Math.max(...globSync([SOURCES, "package-lock.json"], { cwd: root }).map((file) => statSync(join(root, file)).mtimeMs));
  const built = statSync(join(root, BUILT), { throwIfNoEntry: false });
  if (!built || built.mtimeMs < changed) {
    say("Building the interface…");
    const vite = join(root, "node_modules/vite/bin/vite.js");
    const { status, stdout, stderr } = spawnSync(process.execPath, [vite, "build", "--config", "renderer/vite.config.ts", "--logLevel", "warn"], {
      cwd: root,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`the interface could not be built:\n${stdout}${stderr}`);
  }
  return join(root, "dist/renderer");
}
