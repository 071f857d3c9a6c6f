/** Builds the bench page as the interface is built, and serves it. */
import react from "@vitejs/plugin-react";
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, preview } from "vite";
import { WORKERS } from "../../../renderer/vite.config.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

/** A page of its own origin has clocks that tick in 5 µs instead of 100. */
const ISOLATED = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

export interface ServedPage {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** What this process has built, by checkout. */
const built = new Map<string, Promise<unknown>>();

/** @param checkout folder whose page is served; this one's by default */
export async function servePage(checkout = ROOT): Promise<ServedPage> {
  // Two processes may serve at once, and a build begins by emptying its folder.
  const outDir = join(ROOT, ".cache", `bench-editor${checkout === ROOT ? "" : "-beside"}-${process.pid}`);
  const shared = { configFile: false, root: join(checkout, "tests/bench/editor/page"), base: "./", logLevel: "warn" } as const;
  if (!built.has(checkout)) {
    // Names are kept for the profiler.
    const options = { outDir, emptyOutDir: true, minify: false, target: "chrome125", chunkSizeWarningLimit: 5000 };
    process.once("exit", () => rmSync(outDir, { recursive: true, force: true }));
    built.set(checkout, build({ ...WORKERS, ...shared, plugins: [react()], build: options }));
  }
  await built.get(checkout);
  const server = await preview({ ...shared, build: { outDir }, preview: { host: "127.0.0.1", port: 0, headers: ISOLATED } });
  return { url: server.resolvedUrls!.local[0]!, close: () => server.close() };
}
