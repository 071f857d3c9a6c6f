import { defineConfig } from "vitest/config";

/** Three projects of one run: code without a browser, house checks, and everything that needs Chromium. */
export default defineConfig({
  test: {
    reporters: ["default"],
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
          include: ["tests/{browser,e2e,bench/editor}/**/*.test.ts", "tests/attacks/**/*.browser.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 20_000 } },
          // Two desks, a relay and a browser already fill a small machine.
          fileParallelism: false,
        },
      },
    ],
  },
});
