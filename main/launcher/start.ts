/**
 * `npm start`: a relay on this computer, desks, and a window to type in. With --json it opens nothing on screen and
 * prints one line for the program that started it.
 */
// First of all, as it looks who started this.
import "../../server/cli/parent.ts";
import { requireNode } from "./require-node.ts";

requireNode("npm start");
// Only now, since it loads what the check is for.
const { start } = await import("./start-command.ts");
await start(process.argv.slice(2));
