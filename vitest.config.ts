import { availableParallelism } from "node:os";
import { relative } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { compileCache } from "./main/launcher/compile-cache.ts";

// Inherited by the workers, and by every process that a test starts.
Object.assign(process.env, compileCache(import.meta.dirname));

/** What takes longest, although the files are small: most of it waits for processes and pages. Of a project together: a worker stays in one. */
const LONGEST = [
  "tests/chaos/",
  "tests/desk/core.",
  "tests/desk/search.",
  "tests/relay/upkeep.",
  "tests/desk/note-counts.",
  "tests/fuzz/",
  "tests/relay/crowd.",
  "shared/compare/",
  "tests/desk/dev.",
  "tests/bench/",
  "tests/e2e/margin.",
  "tests/e2e/crash.",
  "tests/e2e/electron.",
  "tests/e2e/together.",
  "tests/e2e/damage.",
  "tests/e2e/start.",
  "tests/e2e/",
  "tests/browser/composing-together.",
  "tests/browser/toolbar.",
  "tests/browser/library.",
];

/** A lower one begins earlier. */
function rank({ moduleId, project }: TestSpecification): number {
  const path = relative(import.meta.dirname, moduleId).replaceAll("\\", "/");
  const index = LONGEST.findIndex((start) => path.startsWith(start));
  if (index >= 0) return index;
  return LONGEST.length + (project.name === "browser" ? 0 : 1);
}

/** Begins with what takes longest, so that no single file is waited for in the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

/** Three projects of one run: code without a browser, house checks, and everything that needs Chromium. */
export default defineConfig({
  test: {
    reporters: ["default"],
    // What `npm test` leaves to `npm test -- --all`: tests/README.md says which tests these are.
    tags: [{ name: "long", description: "Takes long, and another test proves in part what it proves." }],
    // Tests wait for processes, pages and disks for half of their time: twice as many as there are cores keep these busy.
    maxWorkers: 2 * availableParallelism(),
    sequence: { sequencer: LongestFirst },
    allowOnly: false,
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "{shared,server,main,renderer,scripts}/**/*.test.{ts,tsx}",
            "tests/{attacks,contract,desk,relay,fuzz,intent,chaos}/**/*.test.ts",
          ],
          exclude: ["**/*.browser.test.ts", "**/node_modules/**"],
          setupFiles: "tests/each-file.ts",
          // A worker keeps the modules of what is tested, and their compiled code: `each-file.ts` takes back what a file changed.
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      { test: { name: "house", include: ["tests/checks/**/*.test.ts"], isolate: false, testTimeout: 120_000 } },
      {
        test: {
          name: "browser",
          globalSetup: "tests/browser/bundle.ts",
          include: ["tests/{browser,e2e,bench}/**/*.test.ts", "tests/attacks/**/*.browser.test.ts"],
          // What these tests change is in pages and processes, which each file ends: a worker keeps the modules of the browser's driver.
          isolate: false,
          testTimeout: 120_000,
          // The first file of a component waits until all pages are built.
          hookTimeout: 240_000,
          expect: { poll: { timeout: 40_000 } },
        },
      },
    ],
  },
});
