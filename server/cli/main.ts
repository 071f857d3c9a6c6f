/** The relay's command line. Errors go to stderr; stdout has the answer alone. */
import process from "node:process";
// First, since it notes which process started this one.
import "./parent.ts";

// better-sqlite3 crashes, without a word, on an older Node.
const OLDEST_NODE = 24;
const running = Number.parseInt(process.versions.node, 10);

if (running < OLDEST_NODE) {
  console.error(
    `Tahrir needs Node ${OLDEST_NODE} or newer, and this is ${process.versions.node}. Run it with npm: npm run -s relay -- serve`,
  );
  process.exitCode = 1;
} else {
  // Loaded now, since it needs the Node that was checked for.
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
