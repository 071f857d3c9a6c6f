import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { compileCache } from "./main/launcher/compile-cache.ts";

// Inherited by the workers, and by every process that a test starts.
Object.assign(process.env, compileCache(import.meta.dirname));

/** Three projects of one run: code without a browser, house checks, and everything that needs Chromium. */
export default defineConfig({
  test: {
    reporters: ["default"],
    // Tests wait for processes, pages and disks for half of their time: one more than there are cores keeps these busy.
    maxWorkers: availableParallelism() + 1,
    allowOnly: false,
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "{shared,server,main,renderer,scripts}/**/*.test.{ts,tsx}",
            "tests/{attacks,contract,desk,relay,fuzz,intent,bench/relay,chaos}/**/*.test.ts",
          ],
          exclude: ["**/*.browser.test.ts", "**/node_modules/**"],
          testTimeout: 60_000,
        },
      },
      { test: { name: "house", include: ["tests/checks/**/*.test.ts"], testTimeout: 60_000 } },
      {
        test: {
          name: "browser",
          globalSetup: "tests/browser/bundle.ts",
          include: ["tests/{browser,e2e,bench/editor}/**/*.test.ts", "tests/attacks/**/*.browser.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
  },
});
