import process from "node:process";
import { ROLES, ACCESS } from "../../shared/roles.ts";
import { ApiError, ArgumentError, UsageError } from "../errors.ts";
import type { Environment } from "./config.ts";

/**
 * Runs one command until it is done.
 * @param args what stands behind the command's name
 * @throws ArgumentError when they make no sense, UsageError or ApiError when what they ask for cannot be done
 */
type Command = (args: readonly string[], environment: Environment) => Promise<void> | void;

interface CommandEntry {
  /** Loads its code: a small command does not wait until the whole relay is loaded. */
  readonly load: () => Promise<Command>;
  /** Lines of help: what it takes beside `--data`, or what it is for. */
  readonly usage: readonly string[];
}

const people = () => import("./people.ts");
const upkeep = () => import("./upkeep.ts");

const DATA = "--data DIR [--json]";

/** By name, in the order of the help. */
const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  serve: {
    load: async () => (await import("./serve.ts")).serve,
    usage: [
      "[--name NAME] [--host 127.0.0.1] [--port 8790] [--public-url URL] [--allow-origin ORIGIN]...",
      "[--tls-cert FILE --tls-key FILE] [--trust-proxy] [--metrics-token SECRET]",
      "[--wrong-per-minute 20] [--request-seconds 30] [--log-level debug|info|warn|error]",
      "[--frame-bytes 16M] [--document-bytes 64M] [--backlog-bytes 2M] [--backlogs-bytes 128M] [--updates-per-second 2000]",
      "[--presence-bytes 4k] [--presence-clients 8] [--presence-per-second 200]",
      "[--connections-per-member 1000] [--connections-per-address 10000] [--strangers-per-network 50] [--strangers 4000]",
    ],
  },
  invite: {
    load: async () => (await people()).invite,
    usage: [`--name NAME --role ${ROLES.join("|")} [--article ID] [--expires 7d]`, "--member MEMBER [--expires 7d], for another device"],
  },
  invitations: { load: async () => (await people()).invitations, usage: ["(those that can still be used)"] },
  withdraw: { load: async () => (await people()).withdraw, usage: ["INVITATION"] },
  members: { load: async () => (await people()).members, usage: [""] },
  role: {
    load: async () => (await people()).articleRole,
    usage: [`MEMBER ${ACCESS.join("|")} [--article ID]`, "MEMBER newsroom --article ID, for the same role as in the newsroom again"],
  },
  remove: { load: async () => (await people()).remove, usage: ["MEMBER"] },
  devices: { load: async () => (await people()).devices, usage: ["[--member MEMBER]"] },
  revoke: { load: async () => (await people()).revoke, usage: ["DEVICE"] },
  backup: { load: async () => (await upkeep()).backup, usage: ["--to FILE (also while the relay serves)"] },
  restore: { load: async () => (await upkeep()).restore, usage: ["--from FILE (while it does not)"] },
  verify: {
    load: async () => (await upkeep()).verify,
    usage: ["[--file FILE] (also while it serves; ends with 1 when something is damaged)"],
  },
  compact: { load: async () => (await upkeep()).compact, usage: ["(while it does not)"] },
  stats: { load: async () => (await upkeep()).stats, usage: [""] },
};

const usageOf = (name: string): string => {
  const [first, ...more] = COMMANDS[name]!.usage;
  return [`  ${name.padEnd(12)} ${first!}`.trimEnd(), ...more.map((line) => `${" ".repeat(15)}${line}`)].join("\n");
};

const USAGE = `Usage: relay COMMAND ${DATA}

${Object.keys(COMMANDS).map(usageOf).join("\n")}

MEMBER is an ID, or a name that one member alone has. Every flag can stand in the environment: --public-url is
TAHRIR_RELAY_PUBLIC_URL.`;

/**
 * Runs the command line: one command, until it is done.
 * @param args the command's name, and what stands behind it
 * @throws UsageError when they make no sense, or what they ask for cannot be done
 */
export async function run(args: readonly string[]): Promise<void> {
  const [name, ...rest] = args;
  if (name === "help" || name === "--help") {
    console.log(USAGE);
    return;
  }
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (name === undefined || !command) {
    throw new UsageError(`${name === undefined ? "no command given" : `unknown command "${name}"`}\n${USAGE}`);
  }
  try {
    const runCommand = await command.load();
    await runCommand(rest, process.env);
  } catch (error) {
    if (error instanceof ArgumentError) throw new UsageError(`${error.message}\nUsage, with ${DATA}:\n${usageOf(name)}`, { cause: error });
    throw error instanceof ApiError ? new UsageError(error.message, { cause: error }) : error;
  }
}
