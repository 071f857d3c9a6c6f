/** `npm run -s desk`: one more desk on this computer, for somebody who was invited to a newsroom or wants to write alone. */
import "../../server/cli/parent.ts";
import { requireNode } from "./require-node.ts";

requireNode("npm run -s desk");
// Only now, since it loads what the check is for.
const { runLoneDesk } = await import("./lone-desk.ts");
await runLoneDesk(process.argv.slice(2));
