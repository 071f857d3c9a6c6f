import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { ArticleLanguage } from "../../shared/article/model/language.ts";
import { printFace, PRINT_FAMILIES } from "../../shared/export/print/style-sheet.ts";
import type { PageSettings } from "../../shared/typing/page-settings.ts";

const PACKAGES = {
  sans: "vazirmatn",
  naskh: "amiri",
  nastaliq: "noto-nastaliq-urdu",
  hebrew: "noto-sans-hebrew",
} as const satisfies Record<keyof typeof PRINT_FAMILIES, string>;
const WEIGHTS = [400, 700];

/** The fonts that an article is printed in, as rules of CSS that hold their files. */
export function heldFonts(page: Pick<PageSettings, "face">, language: ArticleLanguage): string {
  const faces = new Set<keyof typeof PACKAGES>([printFace(page, language), "sans", "hebrew"]);
  return [...faces].flatMap((face) => WEIGHTS.map((weight) => rulesOf(`@fontsource/${PACKAGES[face]}/${weight}.css`))).join("\n");
}

function rulesOf(sheet: string): string {
  const file = createRequire(import.meta.url).resolve(sheet);
  // Each rule names the same font in two formats.
  return readFileSync(file, "utf8").replaceAll(/src: url\(([^)]*\.woff2)\)[^;]*;/g, (_, address: string) => {
    const font = readFileSync(join(dirname(file), address)).toString("base64");
    return `src: url(data:font/woff2;base64,${font}) format("woff2");`;
  });
}
