/** Bundles the desktop program: Electron runs no TypeScript, and a sandboxed preload is one CommonJS file. Rule DE11. */
import { isAbsolute, join } from "node:path";
import { defineConfig, type EnvironmentOptions } from "vite";

const here = (name: string): string => join(import.meta.dirname, name);

/** Packages stay packages: Electron finds them, and their native parts, in node_modules. */
const bundle = (input: Record<string, string>, format: "cjs" | "es", extension: string): EnvironmentOptions => ({
  consumer: "server",
  build: {
    outDir: "../../dist/electron",
    emptyOutDir: false,
    sourcemap: true,
    rolldownOptions: {
      input,
      external: (id) => !id.startsWith(".") && !isAbsolute(id),
      output: { format, entryFileNames: `[name].${extension}`, chunkFileNames: `[name].${extension}` },
    },
  },
});

export default defineConfig({
  root: import.meta.dirname,
  environments: {
    program: bundle(
      {
        entry: here("entry.ts"),
        core: here("core-entry.ts"),
        "print-entry": here("print-entry.ts"),
        "index-worker": here("../core/index/index-worker.ts"),
        "archive-thread": here("../core/export/archive-thread.ts"),
        "file-thread": here("../core/export/file-thread.ts"),
        "night-thread": here("../core/export/night-thread.ts"),
        "version-thread": here("../core/versions/version-thread.ts"),
      },
      "es",
      "js",
    ),
    preload: bundle({ preload: here("preload.ts") }, "cjs", "cjs"),
  },
  builder: {
    async buildApp(builder) {
      for (const name of ["program", "preload"]) await builder.build(builder.environments[name]!);
    },
  },
});
