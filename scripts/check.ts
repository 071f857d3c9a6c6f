/** `npm run check`: types, lint, format, unused code and house checks, all at once; what to run before every commit. Exits with 0 when all passed. */
import process from "node:process";
import { FORMAT, HOUSE, LINT, passes, TYPES, UNUSED } from "./stages.ts";

const results = await Promise.all([TYPES, LINT, FORMAT, UNUSED, HOUSE].map((stage) => passes(stage)));
process.exitCode = results.every(Boolean) ? 0 : 1;
