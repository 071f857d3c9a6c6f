/** The house of ARCHITECTURE.md: which folder may import which, and who may know what the outside is made of. */
import { expect, test } from "vitest";
import { code, files, isCode, isTest, read, references } from "./source.ts";

const FOLDERS = ["shared", "renderer", "main", "server", "scripts", "tests"];

/** Imports go down only. The launcher starts the other parts, scripts start the launcher, and tests may see everything. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  shared: ["shared"],
  renderer: ["renderer", "shared"],
  main: ["main", "shared"],
  server: ["server", "shared"],
  "main/launcher": ["main/launcher", "main", "server", "shared"],
};

const BANNED_PACKAGES: Record<string, readonly string[]> = {
  shared: ["node:", "electron", "better-sqlite3", "ws", "react", "react-dom", "react-aria-components", "prosemirror-view"],
  renderer: ["node:", "electron", "better-sqlite3", "ws", "y-websocket"],
  server: ["electron", "react", "react-dom", "prosemirror-model", "prosemirror-state", "prosemirror-view", "prosemirror-transform"],
};

const folderOf = (path: string): string => path.split("/")[0]!;
const layerOf = (path: string): string => (path.startsWith("main/launcher/") ? "main/launcher" : folderOf(path));
/** The build's own configuration runs in Node and is no part of the renderer. */
const product = code.filter((path) => !isTest(path) && !path.endsWith(".config.ts"));

test("every source file stands in a folder of the house", () => {
  expect(code.filter((path) => path.includes("/") && !FOLDERS.includes(folderOf(path)))).toEqual([]);
});

test("imports go down only", () => {
  const wrong = product.flatMap((path) =>
    references(path)
      .files.filter((target) => FOLDERS.includes(folderOf(target)) && /\.tsx?$/.test(target) && !target.endsWith(".config.ts"))
      .filter((target) => folderOf(path) !== "scripts" && !MAY_IMPORT[layerOf(path)]!.includes(layerOf(target)))
      .map((target) => `${path} → ${target}`),
  );
  expect(wrong).toEqual([]);
});

const windowPart = (path: string): string => path.split("/")[1]!;
/** Parts of the window that know of one another; every part may also import what lies below: layout, store, keys, theme and i18n. */
const WINDOW_PARTS: Record<string, readonly string[]> = {
  app: ["app", "editor", "margin", "suggestions", "versions", "returning", "style"],
  editor: ["editor"],
  margin: ["margin", "suggestions"],
  suggestions: ["suggestions"],
  style: ["style", "suggestions"],
  versions: ["editor", "suggestions", "versions"],
  returning: ["editor", "returning", "versions"],
};

test("in the window, editor and margin know neither each other nor the app, and nothing below them knows any of these", () => {
  const wrong = product
    .filter((path) => path.startsWith("renderer/") && path !== "renderer/main.tsx")
    .flatMap((path) =>
      references(path)
        .files.filter((target) => target.startsWith("renderer/") && windowPart(target) in WINDOW_PARTS)
        .filter((target) => !WINDOW_PARTS[windowPart(path)]?.includes(windowPart(target)))
        .map((target) => `${path} → ${target}`),
    );
  expect(wrong).toEqual([]);
});

/** The folders of the relay, from the top down. `relay.ts` puts them together; the other files beside it import no folder. */
const SERVER_FOLDERS = ["cli", "ws", "http", "articles", "people", "ops", "store"];

function level(path: string): number {
  const [, folder, file] = path.split("/");
  if (file !== undefined) return SERVER_FOLDERS.indexOf(folder!);
  return folder === "relay.ts" ? 0.5 : SERVER_FOLDERS.length;
}

test("within the relay imports go down only, too", () => {
  const wrong = product
    .filter((path) => path.startsWith("server/"))
    .flatMap((path) =>
      references(path)
        .files.filter((target) => target.startsWith("server/") && level(target) < level(path))
        .map((target) => `${path} → ${target}`),
    );
  expect(wrong).toEqual([]);
  expect(product.filter((path) => path.startsWith("server/") && level(path) < 0)).toEqual([]);
});

/** The folders of `shared`, from the top down. The files beside them import no folder. */
const SHARED_FOLDERS = [
  "sync",
  "import",
  "export",
  "reviewed-article",
  "notes",
  "drafts",
  "compare",
  "versions",
  "article",
  "room",
  "rpc",
  "picture-store",
  "store",
  "relay-api",
  "update",
  "wire",
  "pictures",
  "lists",
  "spelling",
  "style",
  "typing",
  "text",
];
const sharedLevel = (path: string): number =>
  path.split("/").length > 2 ? SHARED_FOLDERS.indexOf(path.split("/")[1]!) : SHARED_FOLDERS.length;

test("within shared imports go down only, too", () => {
  const inShared = product.filter((path) => path.startsWith("shared/"));
  const wrong = inShared.flatMap((path) =>
    references(path)
      .files.filter((target) => target.startsWith("shared/") && sharedLevel(target) < sharedLevel(path))
      .map((target) => `${path} → ${target}`),
  );
  expect(wrong).toEqual([]);
  expect(inShared.filter((path) => sharedLevel(path) < 0)).toEqual([]);
});

/** The folders of `shared/article`, from the top down. */
const ARTICLE_FOLDERS = ["sync", "commands", "projection", "identity", "yjs-internals", "model"];
const articleLevel = (path: string): number => ARTICLE_FOLDERS.indexOf(path.split("/")[2]!);

test("within the article imports go down only, too", () => {
  const inArticle = product.filter((path) => path.startsWith("shared/article/"));
  const wrong = inArticle.flatMap((path) =>
    references(path)
      .files.filter((target) => target.startsWith("shared/article/") && articleLevel(target) < articleLevel(path))
      .map((target) => `${path} → ${target}`),
  );
  expect(wrong).toEqual([]);
  expect(inArticle.filter((path) => articleLevel(path) < 0)).toEqual([]);
});

/** What Yjs does not document: it may change with any release. */
const YJS_INTERNALS = /\b(_start|_map|_item|_needFormattingCleanup)\b|\bY\.Content[A-Z]|new Y\.(Item|GC)\b|findIndexSS|getItemCleanStart/;
/** Each reads, or cuts, items of another kind than the article's text has. */
const READS_ITEMS = ["notes/entry", "notes/resolve-anchors", "notes/thread-log", "notes/traces", "update/cut-items", "update/same-structs"];

test("of the article's files, those in yjs-internals alone reach into Yjs, and elsewhere few", () => {
  const inside = product.filter((path) => !path.startsWith("shared/article/yjs-internals/") && YJS_INTERNALS.test(read(path)));
  expect(inside).toEqual(READS_ITEMS.map((name) => `shared/${name}.ts`));
});

test("the core knows nothing of the window around it", () => {
  const wrong = product
    .filter((path) => path.startsWith("main/core/"))
    .flatMap((path) =>
      references(path)
        .files.filter((target) => /^main\/(electron|loopback)\//.test(target))
        .map((target) => `${path} → ${target}`),
    );
  expect(wrong).toEqual([]);
});

/** Folders of the core from the lowest up; files beside them connect all. */
const CORE_FOLDERS = ["library", "export", "people", "drafts", "versions", "notes", "sync", "lists", "pictures"];

test("the core's folders import downwards only, and the index none of them", () => {
  const wrong = product.flatMap((path) => {
    const from = coreFolderOf(path);
    if (from === undefined) return [];
    const above = from === "index" ? CORE_FOLDERS : CORE_FOLDERS.slice(CORE_FOLDERS.indexOf(from) + 1);
    return references(path)
      .files.filter((target) => above.includes(coreFolderOf(target) ?? ""))
      .map((target) => `${path} → ${target}`);
  });
  expect(wrong).toEqual([]);
});

const coreFolderOf = (path: string): string | undefined => /^main\/core\/([^/]+)\//.exec(path)?.[1];

test("no file imports itself by way of others, for a type neither", () => {
  const circular = product.filter((path) => reachable(path).has(path));
  expect(circular).toEqual([]);
});

/** What a file imports, what that imports, and so on. */
function reachable(from: string): ReadonlySet<string> {
  const found = new Set(references(from).files);
  for (const path of found) if (isCode(path)) for (const target of references(path).files) found.add(target);
  return found;
}

test("no folder imports a package that is not for it", () => {
  const wrong = product.flatMap((path) =>
    references(path)
      .packages.filter((name) => BANNED_PACKAGES[folderOf(path)]?.includes(name))
      .map((name) => `${path} → ${name}`),
  );
  expect(wrong).toEqual([]);
});

test("electron is imported in main/electron alone, and by no test", () => {
  const importers = code.filter((path) => references(path).packages.includes("electron"));
  expect(importers.filter((path) => !path.startsWith("main/electron/") || isTest(path))).toEqual([]);
});

test("shared is compiled without DOM and without Node", () => {
  const { compilerOptions } = JSON.parse(read("shared/tsconfig.json")) as { compilerOptions: { lib: string[]; types: string[] } };
  expect(compilerOptions.types).toEqual([]);
  expect(compilerOptions.lib.filter((lib) => /dom|worker/i.test(lib))).toEqual([]);
});

/** Where a program of the product starts. */
const ENTRIES = [
  /^scripts\/[^/]+\.ts$/,
  /^server\/cli\/main\.ts$/,
  /^main\/loopback\/cli\.ts$/,
  /^main\/launcher\/(start|desk)\.ts$/,
  /^main\/electron\/(main|entry|preload)\.c?ts$/,
  /^renderer\/(index\.html|main\.tsx)$/,
  /\.config\.ts$/,
];

test("every source and style of the product is reached without a test", () => {
  const reached = new Set(files.filter((path) => !isTest(path) && ENTRIES.some((entry) => entry.test(path))));
  for (const path of reached) {
    if (/\.(tsx?|css|html)$/.test(path)) for (const target of references(path).files) if (!isTest(target)) reached.add(target);
  }
  const styles = files.filter((path) => path.endsWith(".css") && !isTest(path));
  expect([...product, ...styles].filter((path) => path.includes("/") && !reached.has(path))).toEqual([]);
});
