/**
 * `npm run dev`: a relay, two desks, and the interface served by Vite with hot replacement. Desks and relay are restarted when
 * their sources change; what was typed is on disk, and open windows connect again.
 */
// First of all, as it looks who started this.
import "../server/cli/parent.ts";
import { requireNode } from "../main/launcher/require-node.ts";

requireNode("npm run dev");
// Only now, since it loads what the check is for.
const { dev } = await import("./dev/command.ts");
await dev(process.argv.slice(2));
