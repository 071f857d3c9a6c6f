/** The relay's command line: `serve` and `invite`. Errors go to stderr; stdout is for the answer. */
import process from "node:process";
// First of all, as it looks who started this.
import "./parent.ts";

// better-sqlite3 crashes, without a word, on an older Node.
const OLDEST_NODE = 24;
const running = Number.parseInt(process.versions.node, 10);

if (running < OLDEST_NODE) {
  console.error(`Tahrir needs Node ${OLDEST_NODE} or newer, and this is ${process.versions.node}. Run it with npm: npm run -s relay -- serve`);
  process.exitCode = 1;
} else {
  // Only now, since it loads what the check is for.
  const { run } = await import("./commands.ts");
  const { UsageError } = await import("../errors.ts");
  const { NewerDatabaseError } = await import("../../shared/store/migrate.ts");
  try {
    await run(process.argv.slice(2));
  } catch (error) {
    const expected = error instanceof UsageError || error instanceof NewerDatabaseError;
    console.error(expected ? error.message : error);
    process.exitCode = 1;
  }
}
