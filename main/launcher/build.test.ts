import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { builtInterface } from "./build.ts";

const root = mkdtempSync(join(tmpdir(), "tahrir-build-"));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

function write(path: string, text = ""): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A source that changes later than all that was built. */
function change(path: string): void {
  write(path);
  const later = Date.now() / 1000 + 60;
  utimesSync(join(root, path), later, later);
}

test("the interface is built for production, whatever NODE_ENV says, and again when a source changes but not when a test does", () => {
  // Stands for Vite: what it builds is what it was told.
  write(
    "node_modules/vite/bin/vite.js",
    `const { mkdirSync, writeFileSync } = require("node:fs");
     mkdirSync("dist/renderer", { recursive: true });
     writeFileSync("dist/renderer/index.html", process.env.NODE_ENV);`,
  );
  write("renderer/window.ts");
  const said: string[] = [];
  const build = (): string =>
    readFileSync(
      join(
        builtInterface(root, (line) => said.push(line)),
        "index.html",
      ),
      "utf8",
    );
  vi.stubEnv("NODE_ENV", "development");
  expect(build()).toBe("production");
  change("renderer/window.test.ts");
  change("shared/deep/folder/rules.test.ts");
  build();
  expect(said).toEqual(["Building the interface…"]);
  change("shared/deep/folder/rules.ts");
  build();
  expect(said).toHaveLength(2);
});
