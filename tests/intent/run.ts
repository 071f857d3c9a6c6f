/**
 * `npm run intent`: the table of races of two who write. `npm run intent -- suggestions`: that of people who suggest and decide.
 * Each has this model beside a peer, and exits with 1 when a race of ours does not end as declared.
 */
import { printArticleTable } from "./article-table.ts";
import { printSuggestionTable } from "./suggestion-table.ts";

const TABLES: Readonly<Record<string, () => boolean>> = { article: printArticleTable, suggestions: printSuggestionTable };

const [name = "article", ...rest] = process.argv.slice(2);
const print = TABLES[name];
if (!print || rest.length > 0)
  throw new Error(`intent of what: ${Object.keys(TABLES).join(" or ")}, not ${process.argv.slice(2).join(" ")}`);
process.exitCode = print() ? 0 : 1;
