/** A picture over a line that breaks before it is whole. */
import { randomBytes } from "node:crypto";
import { createServer, connect, type AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { RelayClient, RelayUnreachable } from "../../main/core/relay-client.ts";
import { hashOf, png } from "../picture-samples.ts";
import { TestRelay } from "./relay-fixture.ts";

/** A line to a port of this computer, of which each connection breaks when it has carried so many bytes there. */
async function brittleLine(port: number, most: number): Promise<{ port: number; breaks: () => number; close: () => void }> {
  let breaks = 0;
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    let carried = 0;
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    near.on("data", (bytes) => {
      carried += bytes.length;
      if (carried <= most) {
        far.write(bytes);
        return;
      }
      breaks++;
      end();
    });
    far.on("data", (bytes) => near.write(bytes));
    for (const socket of [near, far]) socket.on("error", end).on("close", end);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, breaks: () => breaks, close: () => server.close() };
}

test("PI27: a picture of 2 MB comes over a line that breaks after each 300 kB, going on from one try to the next", async () => {
  const { site, owner, article } = await TestRelay.withArticle();
  const line = await brittleLine(Number(new URL(site.relay.http).port), 300_000);
  try {
    const bytes = Buffer.concat([png(3, 2), randomBytes(2_000_000)]);
    const client = new RelayClient(`http://127.0.0.1:${line.port}`, owner.token);
    let tries = 1;
    for (; tries < 50; tries++) {
      try {
        await client.putPicture(article, hashOf(bytes), bytes);
        break;
      } catch (error) {
        if (!(error instanceof RelayUnreachable)) throw error;
      }
    }
    expect(line.breaks()).toBeGreaterThan(3);
    expect(tries).toBeLessThan(15);
    const got = await fetch(`${site.relay.http}/api/blobs/${hashOf(bytes)}`, { headers: { authorization: `Bearer ${owner.token}` } });
    expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
  } finally {
    line.close();
    await site.close();
  }
});
