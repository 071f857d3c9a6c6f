/** The rules and the pages that explain the house stand, and agree with the tests. */
import { expect, test } from "vitest";
import { code, files, isTest, read } from "./source.ts";

const spec = read("shared/SPEC.md");
const areas = [...spec.matchAll(/^## ([A-Z]{2}) — /gm)].map((match) => match[1]!);
const ruleId = new RegExp(`\\b(?:${areas.join("|")})\\d+\\b`, "g");
/** A rule begins a line: `- **AM1** …`, `AM1. …`. */
const rules = [...spec.matchAll(/^[\s*_#|-]*([A-Z]{2}\d+)\b/gm)].map((match) => match[1]!);

const withoutComments = (source: string): string => source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
const cited = new Map<string, string>();
for (const path of code.filter((path) => isTest(path) && !path.startsWith("tests/checks/"))) {
  for (const [id] of withoutComments(read(path)).matchAll(ruleId)) cited.set(id, path);
}

test("a rule's ID is given once", () => {
  expect(rules.filter((id, index) => rules.indexOf(id) !== index)).toEqual([]);
  expect(rules.filter((id) => !areas.includes(id.slice(0, 2)))).toEqual([]);
});

test("every rule that a test names is in SPEC.md", () => {
  expect([...cited].filter(([id]) => !rules.includes(id))).toEqual([]);
});

test("every rule that a comment, a page or another rule names is in SPEC.md", () => {
  const explained = files.filter((path) => /\.(tsx?|css|md)$/.test(path) && !path.startsWith("tests/checks/"));
  const unknown = explained.flatMap((path) =>
    [...read(path).matchAll(ruleId)].filter(([id]) => !rules.includes(id)).map(([id]) => `${path}: ${id}`),
  );
  expect(unknown).toEqual([]);
});

/** Whether a rule has a lower number than another of its area. */
const before = (id: string, other: string): boolean => id.slice(0, 2) === other.slice(0, 2) && Number(id.slice(2)) < Number(other.slice(2));

test("rules stand in the order of their numbers", () => {
  expect(rules.filter((id, index) => before(id, rules[index - 1] ?? ""))).toEqual([]);
});

test("every rule in SPEC.md is named by a test", () => {
  expect(rules.filter((id) => !cited.has(id))).toEqual([]);
});

test("every folder has a page that says what is in it", () => {
  const pages = [
    "README.md",
    "ARCHITECTURE.md",
    ...["main", "renderer", "shared", "server", "tests"].map((folder) => `${folder}/README.md`),
  ];
  expect(pages.filter((page) => !files.includes(page))).toEqual([]);
});

test("links between the pages lead somewhere", () => {
  const broken = files
    .filter((path) => path.endsWith(".md"))
    .flatMap((path) => {
      const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : "";
      return [...read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map((match) => new URL(folder + match[1]!, "file:///").pathname.slice(1).replace(/\/$/, ""))
        .filter((target) => !files.some((file) => file === target || file.startsWith(`${target}/`)))
        .map((target) => `${path} → ${target}`);
    });
  expect(broken).toEqual([]);
});

/** A file, a folder, or a source without its ending. */
const isThere = (path: string): boolean =>
  files.some((file) => file === path || file.startsWith(`${path.replace(/\/$/, "")}/`) || file.replace(/\.tsx?$/, "") === path);

/** Pages that tell a newcomer where things are, by paths from the project's root. */
const MAPS = ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"];
const FOLDERS = ["shared", "main", "server", "renderer", "scripts", "tests"];

test("every path that ARCHITECTURE.md, CONTRIBUTING.md and SECURITY.md name is there", () => {
  const named = MAPS.flatMap((page) => [...read(page).matchAll(/`([\w.-]+(?:\/[\w.-]+)*\/?)`/g)].map((match) => match[1]!));
  const paths = named.filter((name) => FOLDERS.includes(name.split("/")[0]!) || /^\.\w+\.json$/.test(name));
  expect(paths.length).toBeGreaterThan(60);
  expect(paths.filter((path) => !isThere(path))).toEqual([]);
});

test("every source that a page names by its name alone is there", () => {
  const names = new Set(files.map((path) => path.slice(path.lastIndexOf("/") + 1)));
  const gone = files
    .filter((path) => path.endsWith(".md") && path !== "CHANGELOG.md")
    .flatMap((path) =>
      [...read(path).matchAll(/`(?:[\w.-]+\/)*([\w.-]+\.(?:tsx?|css))`/g)]
        .filter(([, name]) => !names.has(name!))
        .map(([, name]) => `${path}: ${name}`),
    );
  expect(gone).toEqual([]);
});

/** Exports that do something, at the beginning of a line: functions, in either form, and classes. */
const DOES = /^export (?:(?:abstract |async )*(?:function|class)\b|const \w+(?:: [^=]+)? = (?:async )?(?:<[^>]+>)?\()/;
/** At the relay, and in what it and desks exchange, what is handed in is explained, too. */
const DOES_OR_TAKES = new RegExp(`${DOES.source}|^export interface\\b`);

test("every exported function and class that the parts share, and all of the relay's and the desk's, has a docstring", () => {
  const bare = code
    .filter((path) => /^(shared|server|main)\//.test(path) && !isTest(path))
    .flatMap((path) => {
      const explained = /^(server|shared\/relay-api)\//.test(path) ? DOES_OR_TAKES : DOES;
      const lines = read(path).split("\n");
      return lines.flatMap((line, i) => (explained.test(line) && !lines[i - 1]?.trimEnd().endsWith("*/") ? [`${path}:${i + 1}`] : []));
    });
  expect(bare).toEqual([]);
});
