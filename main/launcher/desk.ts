/**
 * `npm run -s desk`: one more desk on this computer, for somebody who was invited to a newsroom or wants to write alone. With `export`
 * first, an article of a desk as a file; with `import`, files as articles.
 */
import "../../server/cli/parent.ts";
import { requireNode } from "./require-node.ts";

requireNode("npm run -s desk");
const [command, ...args] = process.argv.slice(2);
// Only now, since they load what the check is for.
if (command === "export") {
  const { exportArticle } = await import("./export-article.ts");
  process.exitCode = await exportArticle(args);
} else if (command === "import") {
  const { importFiles } = await import("./import-files.ts");
  process.exitCode = await importFiles(args);
} else {
  const { runLoneDesk } = await import("./lone-desk.ts");
  await runLoneDesk(process.argv.slice(2));
}
