import process from "node:process";

/** better-sqlite3 crashes, without a word, on an older one. */
const OLDEST_NODE = 24;

/** Ends the process with a line that says what is wrong, where Node is too old. @param command that runs this on the right one */
export function requireNode(command: string): void {
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) return;
  console.error(`Tahrir needs Node ${OLDEST_NODE} or newer, and this is ${process.versions.node}. Run it with npm: ${command}`);
  process.exit(1);
}
