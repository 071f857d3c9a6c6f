import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, type UserConfig } from "vite";

/** Where Hunspell's package would look for its binary: the worker hands it over (style/hunspell.ts). */
const ADDRESS = 'new URL("hunspell.wasm",import.meta.url).href';

/** Of that address Vite would build a second copy of the binary, which nothing asks for (SP10). */
const hunspellOnce: Plugin = {
  name: "hunspell-once",
  enforce: "pre",
  transform: {
    filter: { id: /\/hunspell-wasm\/wasm\/hunspell\.js$/ },
    handler(code) {
      if (!code.includes(ADDRESS)) throw new Error(`hunspell-wasm has no ${ADDRESS} any more`);
      // As long as before: places in the source stay.
      return { code: code.replace(ADDRESS, '"hunspell.wasm"'.padEnd(ADDRESS.length)), map: null };
    },
  },
};

/** How workers, and what they load, are built. */
export const WORKERS = {
  // As they are started.
  worker: {
    format: "es",
    plugins: () => [hunspellOnce],
    // Hunspell's package asks for these under Node alone.
    rolldownOptions: { external: ["fs/promises", "module"] },
  },
  // As bytes in the program, by `?inline`: under Electron a window fetches nothing.
  assetsInclude: ["**/*.wasm"],
} satisfies UserConfig;

/** Nothing inline, so that the page runs under `script-src 'self'; font-src 'self'`; relative, so that it runs under app://. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [react()],
  ...WORKERS,
  build: {
    outDir: "../dist/renderer",
    emptyOutDir: true,
    sourcemap: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Every engine that has light-dark(): the oldest browser `npm start` may open.
    target: ["chrome125", "firefox128", "safari17.5"],
    chunkSizeWarningLimit: 2000,
  },
});
