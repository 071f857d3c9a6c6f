/**
 * `npm run pictures`: takes the README's pictures of the editor from the running program, in Persian and English, with a colleague
 * in the article. They are written to `resources/pictures`.
 */
import "../../server/cli/parent.ts";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { builtInterface } from "../../main/launcher/build.ts";
import { Launcher } from "../../main/launcher/launcher.ts";
import { launch } from "../browser/chromium.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const PICTURES = join(ROOT, "resources/pictures");
const SIZE = { width: 1280, height: 800 };
/** Milliseconds in which carets, faces and notes have come to rest. */
const SETTLED_AFTER = 2_000;

const data = mkdtempSync(join(tmpdir(), "tahrir-pictures-"));
const say = (line: string): void => console.log(line);
const launcher = new Launcher({ data, desks: 2, assets: () => builtInterface(ROOT, say), say });
const browser = await launch();
try {
  const { editors } = await launcher.start(0);
  const [own, colleague] = await Promise.all(
    editors.map(async ({ url }) => {
      const page = await (await browser.newContext({ viewport: SIZE, colorScheme: "light" })).newPage();
      await page.goto(`${url!}&lang=fa`);
      await page.locator(".ProseMirror").waitFor();
      return page;
    }),
  );
  await colleague!.locator(".ProseMirror p").nth(2).click();
  mkdirSync(PICTURES, { recursive: true });
  for (const language of ["fa", "en"]) {
    const address = new URL(own!.url());
    address.searchParams.set("lang", language);
    await own!.goto(address.href);
    await own!.locator(".ProseMirror").waitFor();
    await own!.waitForTimeout(SETTLED_AFTER);
    const path = join(PICTURES, `editor-${language}.png`);
    await own!.screenshot({ path });
    say(path);
  }
} finally {
  await browser.close();
  await launcher.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exit(0);
