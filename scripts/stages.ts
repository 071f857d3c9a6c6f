/** A command of `node_modules/.bin` with its arguments, and what it is called in the output. */
export type Stage = readonly [name: string, command: string, ...args: string[]];

export const TYPES: Stage = ["types", "tsc", "-b", "--pretty", "false"];
export const LINT: Stage = ["lint", "oxlint", "--type-aware", "--deny-warnings"];
export const FORMAT: Stage = ["format", "oxfmt", "--check"];
/** Files, exports and dependencies that nothing needs, and packages that are imported without being a dependency. */
export const UNUSED: Stage = ["unused code", "knip", "--no-progress"];
export const HOUSE: Stage = ["house checks", "vitest", "run", "--project", "house"];
export const BUILDS: readonly Stage[] = [
  ["build", "vite", "build", "--config", "renderer/vite.config.ts", "--logLevel", "warn"],
  ["desktop build", "vite", "build", "--config", "main/electron/vite.config.ts", "--logLevel", "warn"],
];
