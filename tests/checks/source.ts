/** The project's own files and what each of them refers to; what the house checks look at. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { parseSync } from "vite";

const ROOT = resolve(import.meta.dirname, "../..");

const NOT_OURS = new Set(["node_modules", "dist", ".cache", ".git", ".tahrir", "coverage"]);

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : entry.isFile() ? [relative(ROOT, path)] : [];
  });
}

/** Every file of the project, as paths from its root. */
export const files: readonly string[] = walk(ROOT).sort();
export const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

export const isCode = (path: string): boolean => /\.tsx?$/.test(path) && !path.endsWith(".d.ts");
/** Tests and what only tests use. */
export const isTest = (path: string): boolean => path.startsWith("tests/") || /\.test\.tsx?$/.test(path);
export const code: readonly string[] = files.filter(isCode);

/** What a file refers to: files of the project, and packages by name (`node:` for Node's own). */
export interface References {
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

const known = new Map<string, References>();

/** Imports and re-exports, of types as well, `import()`, and paths of source files in strings (workers, child processes). */
export function references(path: string): References {
  let found = known.get(path);
  if (!found) known.set(path, (found = readReferences(path)));
  return found;
}

function readReferences(path: string): References {
  const source = read(path);
  const specifiers = isCode(path) ? imported(path, source) : [];
  const paths = [...source.matchAll(/["'`(]([^"'`()\s]+\.(?:tsx?|css|html))["'`)]/g)].map((match) => match[1]!);
  const inside = [...specifiers.filter((name) => name.startsWith(".")), ...paths].flatMap((name) => locate(path, name));
  const outside = specifiers.filter((name) => !name.startsWith(".")).map(packageOf);
  return { files: [...new Set(inside)], packages: [...new Set(outside)] };
}

function imported(path: string, source: string): string[] {
  const { module, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`);
  const literal = (request: { start: number; end: number }) => /^["'](.*)["']$/.exec(source.slice(request.start, request.end))?.[1];
  return [
    ...module.staticImports.map((one) => one.moduleRequest.value),
    ...module.staticExports.flatMap((one) => one.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...module.dynamicImports.flatMap((one) => literal(one.moduleRequest) ?? []),
  ];
}

/** A path in a source file is read from the file's folder, from the renderer's root (index.html) or from the project's. */
function locate(from: string, name: string): string[] {
  const bare = name.replace(/[?#].*$/, "").replace(/^\//, "");
  return [join(dirname(from), bare), bare].filter((path) => !path.startsWith("..") && existsSync(join(ROOT, path))).slice(0, 1);
}

function packageOf(specifier: string): string {
  if (specifier.startsWith("node:") || builtinModules.includes(specifier)) return "node:";
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
