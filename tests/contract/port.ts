/** What every `Port` does, whatever carries it; shared/rpc/port.ts says it in words. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { passes } from "../eventually.ts";
import type { Port } from "../../shared/rpc/port.ts";

/** One end of a port, and all that came there. Made as soon as there is a port, as both ends of the RPC do. */
export class End {
  readonly port: Port;
  readonly got: Uint8Array[] = [];
  closed = 0;

  constructor(port: Port) {
    this.port = port;
    port.onMessage((message) => this.got.push(message));
    port.onClose(() => this.closed++);
  }
}

export interface Pair {
  readonly window: End;
  readonly core: End;
  dispose(): Promise<void> | void;
}

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 31 + length) % 251);

/** @param open joins two ends */
export function portContract(name: string, open: () => Promise<Pair>): void {
  describe(`port: ${name}`, () => {
    let pair: Pair;
    let ways: [string, End, End][];
    beforeEach(async () => {
      pair = await open();
      ways = [
        ["window to core", pair.window, pair.core],
        ["core to window", pair.core, pair.window],
      ];
    });
    afterEach(() => pair.dispose());

    test("RP8: messages of any size arrive whole and in order, both ways at once", async () => {
      const sent = [0, 1, 125, 126, 65_535, 65_536, 3_000_000, 2].map(bytes);
      for (const message of sent) for (const [, from] of ways) from.port.send(message);
      for (const [way, , to] of ways) {
        await passes(() => expect(to.got.length, way).toBe(sent.length));
        expect(
          to.got.every((message) => message instanceof Uint8Array),
          way,
        ).toBe(true);
        expect(
          to.got.map((message, i) => Buffer.compare(message, sent[i]!)),
          way,
        ).toEqual(sent.map(() => 0));
      }
    });

    test("RP8: a view into a larger buffer sends its own bytes alone", async () => {
      const whole = bytes(100);
      for (const [way, from, to] of ways) {
        from.port.send(whole.subarray(10, 20));
        await passes(() => expect(to.got.length, way).toBe(1));
        expect([...to.got[0]!], way).toEqual(Array.from(whole.slice(10, 20)));
      }
    });

    for (const side of ["window", "core"] as const) {
      test(`RP8: what the ${side} sent before it closed arrives, and the other is told once`, async () => {
        const [from, to] = side === "window" ? [pair.window, pair.core] : [pair.core, pair.window];
        from.port.send(bytes(7));
        from.port.send(bytes(70_000));
        from.port.close();
        await passes(() => expect(to.closed).toBe(1));
        expect(to.got.map(({ length }) => length)).toEqual([7, 70_000]);

        from.port.send(bytes(1));
        to.port.send(bytes(1));
        from.port.close();
        to.port.close();
        await new Promise((resolve) => setImmediate(resolve));
        expect([to.got.length, from.got.length, to.closed]).toEqual([2, 0, 1]);
        expect(from.closed).toBeLessThanOrEqual(1);
      });
    }
  });
}
