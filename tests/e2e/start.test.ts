/** The command a newcomer types, and what it promises to programs that start it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import type { Ready } from "./office.ts";

const ROOT = resolve(import.meta.dirname, "../..");

test("npm start prints one line when it is ready, and stops on SIGTERM", async () => {
  const data = mkdtempSync(join(tmpdir(), "tahrir-start-"));
  const child = spawn("npm", ["start", "--silent", "--", "--no-open", "--port", "0", "--data", data, "--json"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const ready = JSON.parse(line) as Ready;
    expect(ready).toEqual({
      event: "ready",
      relay: { http: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), ws: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+/) },
      editors: [
        { name: expect.stringMatching(/./), url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\//) },
        { name: expect.stringMatching(/./), url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\//) },
      ],
    });
    expect(new Set(ready.editors.map((editor) => new URL(editor.url).origin)).size).toBe(2);
    const answer = await fetch(ready.relay.http);
    expect(answer.status).toBeLessThan(500);
  } finally {
    const exit = once(child, "exit");
    child.kill("SIGTERM");
    await exit;
    rmSync(data, { recursive: true, force: true });
  }
});
