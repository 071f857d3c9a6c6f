import { defineConfig } from "vitest/config";

/** Tests in Electron's own binary, which `npm ci` does not bring: `npx install-electron` and `npm run build` first. */
export default defineConfig({
  test: {
    name: "electron",
    include: ["tests/electron/**/*.test.ts"],
    allowOnly: false,
    testTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    fileParallelism: false,
  },
});
