import { expect, test } from "vitest";
import { runLine } from "./frames/line.ts";
import { runSiege } from "./frames/siege.ts";
import { runs, seed } from "../seed.ts";

const SIEGES = runs(3);

test(
  `SY4 SY9 SY10 PR2 PR3 AU4: whatever frames come, their sender alone is closed, and nobody else comes to harm (seed ${seed})`,
  async () => {
    let [stored, refused] = [0, 0];
    for (let i = 0; i < SIEGES; i++) {
      const report = await runSiege(seed + i, 500);
      stored += report.stored;
      refused += report.closed[4400] ?? 0;
    }
    expect(stored).toBeGreaterThan(10 * SIEGES);
    expect(refused).toBeGreaterThan(10 * SIEGES);
  },
  120_000 + 10_000 * SIEGES,
);

test(
  `SY4 RO1 OP7: over real WebSockets, y-websocket clients work on beside whoever attacks (seed ${seed})`,
  { tags: "long", timeout: 120_000 },
  async () => {
    const { closed } = await runLine(seed, 1500);
    expect(closed[4400]).toBeGreaterThan(10);
  },
);
