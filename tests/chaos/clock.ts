/** Loaded before a relay or a desk (`node --import`): its wall clock is off by the milliseconds that a file holds. */
import { readFileSync } from "node:fs";

/** Between two looks into the file, in milliseconds. */
const LOOK_EVERY = 20;

const file = process.env["CHAOS_CLOCK"];
if (file !== undefined) {
  const now = Date.now;
  let offset = 0;
  let looked = -Infinity;
  Date.now = () => {
    const monotonic = performance.now();
    if (monotonic - looked > LOOK_EVERY) {
      looked = monotonic;
      offset = Number(readFileSync(file, "utf8"));
    }
    return now() + offset;
  };
}
