/** Where the core's utility process starts. */
import { runCore } from "./core-process.ts";

runCore(
  process.parentPort,
  () => process.exit(0),
  (error) => console.error(error),
);
