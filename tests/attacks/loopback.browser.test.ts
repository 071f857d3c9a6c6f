/**
 * What another program on this computer learns of a desk whose window is open in the same browser.
 *
 * @module-tag long
 */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { newsroomOfProcesses } from "../e2e/started-newsroom.ts";

const [sara, , room] = await newsroomOfProcesses();
const secretOf = (): Promise<string | null> => sara.page.evaluate(() => sessionStorage.getItem("tahrir.secret"));

test("RP5: a page of another port of this computer is sent nothing that opens the desk, and finds nothing in the browser", async () => {
  const sent: string[] = [];
  const program = createServer((request, response) => {
    sent.push(JSON.stringify(request.headers) + (request.url ?? ""));
    response.setHeader("content-type", "text/html").end("<!doctype html><title>another program</title>");
  }).listen(0, "127.0.0.1");
  await once(program, "listening");
  const secret = await secretOf();
  expect(secret).toMatch(/^[\w-]{32}$/);
  const page = await sara.page.context().newPage();
  await page.goto(`http://127.0.0.1:${(program.address() as AddressInfo).port}/`);
  const found = await page.evaluate(() =>
    [document.cookie, JSON.stringify(sessionStorage), JSON.stringify(localStorage), document.referrer].join(),
  );
  await page.close();
  program.close();
  expect(sent.length).toBeGreaterThan(0);
  expect(await sara.page.context().cookies()).toEqual([]);
  for (const one of [...sent, found]) expect(one).not.toContain(secret);
});

test("RP5: nothing of the key stays in the address, and the secret is another after the page was loaded again", async () => {
  expect(sara.page.url()).not.toContain("key");
  const before = await secretOf();
  await sara.page.reload();
  await sara.article.waitFor();
  expect(await secretOf()).not.toBe(before);
  await sara.createArticle("Loaded again");
});

test("RP5: a tab opened by address alone, in another browser, is told that it needs a link, in both languages", async () => {
  const { origin } = new URL(sara.page.url());
  const browser = sara.page.context().browser()!;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(origin);
  await page.getByText("Press Enter in the terminal").waitFor();
  await page.getByText("کلید Enter را بزنید").waitFor();
  await context.close();
  expect(room.program.running("main/loopback/cli.ts")).toHaveLength(2);
});
