/** How every file is written: its length, its directions, and tests that all run. */
import { expect, test } from "vitest";
import { code, files, isTest, read } from "./source.ts";

const LONGEST = 500;
const text = files.filter((path) => /\.(tsx?|css|html|md|ya?ml)$/.test(path));

test(`no file but the list of rules is longer than ${LONGEST} lines`, () => {
  const long = text.filter((path) => path !== "shared/SPEC.md" && read(path).split("\n").length > LONGEST + 1);
  expect(long).toEqual([]);
});

const SIDE = "(?:left|right|top|bottom)";
const PHYSICAL_PROPERTIES = new RegExp(
  [
    `(?:(?:scroll-)?(?:margin|padding)|border)-${SIDE}(?:-[a-z]+)?`,
    `border-(?:top|bottom)-(?:left|right)-radius`,
    SIDE,
    `(?:(?:min|max)-)?(?:width|height)`,
  ]
    .map((one) => `^${one}$`)
    .join("|"),
);
const PHYSICAL_VALUES = /^(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)\b/;

/** Physical declarations of a style sheet, as `line: declaration`. */
function physical(css: string): string[] {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/@(?:media|container|supports|import)[^{;]*/g, blank);
  return [...bare.matchAll(/(?<=[{;]\s*)([a-z-]+)\s*:\s*([^;{}]+)(?=[;}])/g)].flatMap((match) => {
    const [declaration, property = "", value = ""] = match;
    const fourSides = /^(?:margin|padding|inset|border-width)$/.test(property) && unequalSides(value);
    if (!PHYSICAL_PROPERTIES.test(property) && !PHYSICAL_VALUES.test(declaration) && !fourSides) return [];
    return [`${bare.slice(0, match.index).split("\n").length}: ${declaration.trim()}`];
  });
}

const blank = (found: string): string => found.replace(/[^\n]/g, " ");

/** `margin: a b c d` names the sides by hand; it is logical only when both inline sides are the same. */
function unequalSides(value: string): boolean {
  const sides = value.trim().match(/[^\s(]+(?:\([^)]*\))?/g) ?? [];
  return sides.length === 4 && sides[1] !== sides[3];
}

test("the check for physical directions finds them, and them alone", () => {
  const css = `a { margin-left: 1px; inset-inline-start: 0; left: 0; /* right: 0; */ text-align: start }
    @media (max-width: 40rem) { b { float: right; padding: 1px 2px 3px 4px; margin: 0 auto 0 auto; inline-size: 2px; --width: 1px } }
    c { border-top-left-radius: 2px; width: 1px; min-height: 2px; transition: left 1s }`;
  expect(physical(css)).toEqual([
    "1: margin-left: 1px",
    "1: left: 0",
    "2: float: right",
    "2: padding: 1px 2px 3px 4px",
    "3: border-top-left-radius: 2px",
    "3: width: 1px",
    "3: min-height: 2px",
  ]);
});

test("styles name directions by the text, never by the screen", () => {
  const wrong = files.filter((path) => path.endsWith(".css")).flatMap((path) => physical(read(path)).map((line) => `${path}:${line}`));
  expect(wrong).toEqual([]);
});

test("`:has` is of elements that are named: of any element it costs each one that is added", () => {
  const bare = /^\s*(?:\*?:has\(|[^{\n]*[\s>+~,]\*?:has\()/;
  const wrong = files
    .filter((path) => path.endsWith(".css"))
    .flatMap((path) =>
      read(path)
        .split("\n")
        .filter((line) => !line.trim().startsWith("/*") && bare.test(line))
        .map((line) => `${path}: ${line}`),
    );
  expect(wrong).toEqual([]);
  expect([":has(> .panel) p {", ".a > :has(b) {"].every((line) => bare.test(line)) && !bare.test(".a:has(> .b) {")).toBe(true);
});

test("`:has` says nothing of whatever stands below it: each element that comes or goes there would have all beside it looked at again", () => {
  const wide = /:has\((?:[^()]|\([^()]*\))*\)[^{,]*[\s>+~]\*\s*[,{]/;
  const wrong = files
    .filter((path) => path.endsWith(".css"))
    .flatMap((path) =>
      read(path)
        .split("\n")
        .filter((line) => wide.test(line))
        .map((line) => `${path}: ${line}`),
    );
  expect(wrong).toEqual([]);
  expect(wide.test(".a:has(> .b) .c > * {") && !wide.test(".a:has(> *) > .c {")).toBe(true);
});

test("UI16: style sheets write no sign that a font may lack", () => {
  const signs = files
    .filter((path) => path.endsWith(".css"))
    .flatMap((path) => [...read(path).matchAll(/content:[^;]*\p{S}[^;]*/gu)].map(([found]) => `${path}: ${found}`));
  expect(signs).toEqual([]);
});

const PHYSICAL_STYLE =
  /^(?:(?:margin|padding|border)(?:Left|Right|Top|Bottom)\w*|left|right|top|bottom|(?:min|max)?(?:[wW]idth|[hH]eight))$/;

test("inline styles do too", () => {
  const wrong = code
    .filter((path) => path.startsWith("renderer/"))
    .flatMap((path) => {
      const source = read(path);
      const objects = [...source.matchAll(/style=\{\{([^}]*)\}/g)].flatMap((match) =>
        match[1]!.split(",").map((part) => part.split(":")[0]!.trim()),
      );
      const assigned = [...source.matchAll(/\.style\.(\w+)\s*=[^=]/g)].map((match) => match[1]!);
      return [...objects, ...assigned].filter((name) => PHYSICAL_STYLE.test(name)).map((name) => `${path}: ${name}`);
    });
  expect(wrong).toEqual([]);
});

test("no test is skipped, singled out or put off", () => {
  const switches = /\b(?:test|it|describe|suite|bench)\s*\.\s*(?:skip|only|todo|skipIf|runIf|fails)\b|\bx(?:it|test|describe)\(/;
  expect(code.filter((path) => isTest(path) && switches.test(read(path)))).toEqual([]);
});

test("nothing is left for later in the source", () => {
  const later = new RegExp(String.raw`\b(?:TO${"DO"}|FIX${"ME"})\b`);
  expect(text.filter((path) => /\.(tsx?|css)$/.test(path) && later.test(read(path)))).toEqual([]);
});

test("ST6: transactions are opened in one place, which says whether they write", () => {
  expect(code.filter((path) => !isTest(path) && read(path).includes(".transaction("))).toEqual(["shared/store/transaction.ts"]);
});
