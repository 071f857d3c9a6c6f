/**
 * `npm start`: a relay on this computer, two desks, and a window to type in. With --json it opens nothing on screen and
 * prints one line for the program that started it.
 */
import process from "node:process";
// First of all, as it looks who started this.
import "../server/parent.ts";

const OLDEST_NODE = 24;
if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  console.error(`Tahrir needs Node ${OLDEST_NODE} or newer, and this is ${process.versions.node}. Run it with npm: npm start`);
  process.exit(1);
}
// Only now, since it loads what the check is for.
const { start } = await import("./office.ts");
await start(process.argv.slice(2));
