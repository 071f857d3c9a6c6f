import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Nothing inline, so that the page runs under `script-src 'self'; font-src 'self'`; relative, so that it runs under app://. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [react()],
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
