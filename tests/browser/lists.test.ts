/** The numbers of lists: CSS counts them over flat blocks, and only a browser says what came out. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { schema } from "../../shared/article/model/schema.ts";
import { sharedBrowser } from "./chromium.ts";

const STYLES = ["editor/editor.css", "editor/lists.css", "suggestions/suggestions.css"].map((name) =>
  readFileSync(join(resolve(import.meta.dirname, "../../renderer"), name), "utf8"),
);

/** One line a block: `1.` a numbered item, `-` a bullet, two spaces a level; else a paragraph. */
function html(article: string): string {
  const blocks = article
    .trim()
    .split("\n")
    .map((line) => {
      const [, space = "", sign = ""] = /^( *)(1\.|-)?/.exec(line)!;
      const block =
        sign === ""
          ? schema.node("paragraph")
          : schema.node("item", { list: sign === "-" ? "bullet" : "number", indent: space.length / 2 });
      const [tag, dom] = block.type.spec.toDOM!(block) as unknown as [string, Record<string, string>];
      const attributes = Object.entries(dom)
        .map(([name, value]) => `${name}="${value}"`)
        .join(" ");
      return `<${tag} ${attributes}>.</${tag}>`;
    });
  return `<style>${STYLES.join("\n")}</style><div class="ProseMirror" lang="en">${blocks.join("")}</div>`;
}

test("a list counts from one, at each level, whatever stood before it", async () => {
  const page = await (await sharedBrowser()).newPage();
  try {
    await page.setContent(html("p\n1.\n1.\n  1.\n  1.\n1.\n  1.\np\np\n1.\n1.\n-\n1.\np\n  1.\n  1.\n1.\n    1.\n  -\n    1.\n"));
    const cdp = await page.context().newCDPSession(page);
    const { nodes } = await cdp.send("Accessibility.getFullAXTree");
    const said = nodes.filter(({ role }) => role?.value === "StaticText").map(({ name }) => String(name?.value).trim());
    expect(said.filter((text) => text !== ".").join(" ")).toBe("1 2 1 2 3 1 1 2 1 1 2 1 1 1");
  } finally {
    await page.close();
  }
});

test("UI16: a bullet of any level is drawn, in a shape of its level, and needs no font", async () => {
  const page = await (await sharedBrowser()).newPage();
  try {
    await page.setContent(html("-\n  -\n    -\n      -\n"));
    const shapes = await page.locator(".item").evaluateAll((items) =>
      items.map((item) => {
        const { content, width, height, borderTopWidth, borderTopStyle, borderTopLeftRadius, backgroundColor, color } = getComputedStyle(
          item,
          "::before",
        );
        const [size, border] = [Number.parseFloat(width), Number.parseFloat(borderTopWidth)];
        const isDrawn = content === '""' && width === height && size > 4 && borderTopStyle === "solid" && border > 0;
        return isDrawn && `${borderTopLeftRadius === "0px" ? "square" : "round"}, ${backgroundColor === color ? "full" : "empty"}`;
      }),
    );
    expect(shapes).toEqual(["round, full", "round, empty", "square, full", "round, full"]);
  } finally {
    await page.close();
  }
});

test("SU61: an item stands at the level that is suggested for it, but in the original", async () => {
  const page = await (await sharedBrowser()).newPage();
  try {
    await page.setContent(html("p\n-\n    1.\n"));
    const starts = () =>
      page
        .locator(".ProseMirror > *")
        .evaluateAll((blocks) => blocks.map((one) => Number.parseFloat(getComputedStyle(one).paddingInlineStart)));
    expect(await starts()).toEqual([0, 28, 84]);
    await page.locator(".ProseMirror > *").evaluateAll((blocks) => {
      for (const one of blocks as HTMLElement[]) {
        one.classList.add("preview-level");
        one.style.setProperty("--preview-level", "1");
      }
    });
    expect(await starts()).toEqual([28, 56, 56]);
    await page.locator(".ProseMirror").evaluate((text: HTMLElement) => (text.dataset["textView"] = "original"));
    expect(await starts()).toEqual([0, 28, 84]);
  } finally {
    await page.close();
  }
});
