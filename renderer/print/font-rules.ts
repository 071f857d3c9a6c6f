import "@fontsource/amiri/400.css";
import "@fontsource/amiri/700.css";
import "@fontsource/noto-nastaliq-urdu/400.css";
import "@fontsource/noto-nastaliq-urdu/700.css";
import "@fontsource/noto-sans-hebrew/400.css";
import "@fontsource/noto-sans-hebrew/700.css";
import "@fontsource/vazirmatn/400.css";
import "@fontsource/vazirmatn/700.css";
import { PRINT_FAMILIES } from "../../shared/export/print/style-sheet.ts";

const FAMILIES: ReadonlySet<string> = new Set(Object.values(PRINT_FAMILIES));

/** The rules of the window's style sheets for the fonts of printed articles, with whole addresses: a page of its own has another base. */
export function fontRules(): string {
  const rules = [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) => (isPrintFont(rule) ? [withWholeAddresses(rule.cssText, sheet.href ?? document.baseURI)] : [])),
  );
  return rules.join("\n");
}

const isPrintFont = (rule: CSSRule): boolean =>
  rule instanceof CSSFontFaceRule && FAMILIES.has(rule.style.getPropertyValue("font-family").replaceAll(/["']/g, ""));

const withWholeAddresses = (rule: string, base: string): string =>
  rule.replaceAll(/url\("([^"]*)"\)/g, (_, address: string) => `url("${new URL(address, base).href}")`);
