/** Builds the interface and Electron's program when they were never built, or are older than their sources. */
import { spawnSync } from "node:child_process";
import { globSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

interface Part {
  readonly name: string;
  readonly sources: string;
  readonly config: string;
  /** The file that is written last. */
  readonly built: string;
}

const INTERFACE: Part = {
  name: "interface",
  sources: "{renderer,shared}/**/*.{ts,tsx,css,html}",
  config: "renderer/vite.config.ts",
  built: "dist/renderer/index.html",
};

const DESKTOP: Part = {
  name: "desktop program",
  sources: "{main,shared}/**/*.ts",
  config: "main/electron/vite.config.ts",
  built: "dist/electron/preload.cjs",
};

/** @returns the folder of the built interface. @throws Error with what the build printed when it fails */
export const builtInterface = (root: string, say: (line: string) => void): string => build(root, INTERFACE, say);

/** @returns the folder of the program that Electron runs. @throws Error as above */
export const builtDesktop = (root: string, say: (line: string) => void): string => build(root, DESKTOP, say);

function build(root: string, { name, sources, config, built }: Part, say: (line: string) => void): string {
  const files = globSync([sources, "package-lock.json"], { cwd: root, exclude: ["**/*.test.{ts,tsx}"] });
  const changed = Math.max(...files.map((file) => statSync(join(root, file)).mtimeMs));
  const last = statSync(join(root, built), { throwIfNoEntry: false });
  if (!last || last.mtimeMs < changed) {
    say(`Building the ${name}…`);
    const vite = join(root, "node_modules/vite/bin/vite.js");
    const { status, stdout, stderr } = spawnSync(process.execPath, [vite, "build", "--config", config, "--logLevel", "warn"], {
      cwd: root,
      encoding: "utf8",
      // Whatever the shell says: React's development build takes twice as long for everything.
      env: { ...process.env, NODE_ENV: "production" },
    });
    if (status !== 0) throw new Error(`the ${name} could not be built:\n${stdout}${stderr}`);
  }
  return join(root, dirname(built));
}
