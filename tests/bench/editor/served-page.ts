/** Builds the bench page as the interface is built, and serves it. */
import react from "@vitejs/plugin-react";
import { dirname, join, resolve } from "node:path";
import { build, preview } from "vite";

const PAGE = join(import.meta.dirname, "page/index.html");
const BUILT = resolve(import.meta.dirname, "../../../.cache/bench-editor");

/** A page of its own origin has clocks that tick in 5 µs instead of 100. */
const ISOLATED = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

export interface ServedPage {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function servePage(): Promise<ServedPage> {
  const shared = { configFile: false, root: dirname(PAGE), base: "./", logLevel: "warn" } as const;
  // Names are kept for the profiler.
  await build({
    ...shared,
    plugins: [react()],
    build: { outDir: BUILT, emptyOutDir: true, minify: false, target: "chrome125", chunkSizeWarningLimit: 5000 },
  });
  const server = await preview({ ...shared, build: { outDir: BUILT }, preview: { host: "127.0.0.1", port: 0, headers: ISOLATED } });
  return { url: server.resolvedUrls!.local[0]!, close: () => server.close() };
}
