/** The relay's commands: what each is called, what it takes, and who does it. */
import process from "node:process";
import { ROLES, ACCESS } from "../../shared/roles.ts";
import { articleRole, devices, invitations, invite, members, remove, revoke, withdraw } from "./people.ts";
import { serve } from "./serve.ts";
import { backup, compact, restore, stats, verify } from "./upkeep.ts";
import type { Environment } from "./config.ts";
import { ApiError, ArgumentError, UsageError } from "../errors.ts";

export type Command = (args: readonly string[], environment: Environment) => Promise<void> | void;

const DATA = "--data DIR [--json]";

/** In the order in which the help names them: what each takes beside `--data`, and what it is for. */
const COMMANDS: Readonly<Record<string, { readonly run: Command; readonly usage: readonly string[] }>> = {
  serve: {
    run: serve,
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
    run: invite,
    usage: [`--name NAME --role ${ROLES.join("|")} [--article ID] [--expires 7d]`, "--member MEMBER [--expires 7d], for another device"],
  },
  invitations: { run: invitations, usage: ["(those that can still be used)"] },
  withdraw: { run: withdraw, usage: ["INVITATION"] },
  members: { run: members, usage: [""] },
  role: {
    run: articleRole,
    usage: [`MEMBER ${ACCESS.join("|")} [--article ID]`, "MEMBER newsroom --article ID, for the same role as in the newsroom again"],
  },
  remove: { run: remove, usage: ["MEMBER"] },
  devices: { run: devices, usage: ["[--member MEMBER]"] },
  revoke: { run: revoke, usage: ["DEVICE"] },
  backup: { run: backup, usage: ["--to FILE (also while the relay serves)"] },
  restore: { run: restore, usage: ["--from FILE (while it does not)"] },
  verify: { run: verify, usage: ["[--file FILE] (also while it serves; ends with 1 when something is damaged)"] },
  compact: { run: compact, usage: ["(while it does not)"] },
  stats: { run: stats, usage: [""] },
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
 * Runs one command, until it is done.
 * @throws UsageError when the arguments make no sense, or what they ask for cannot be.
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
    await command.run(rest, process.env);
  } catch (error) {
    if (error instanceof ArgumentError) throw new UsageError(`${error.message}\nUsage, with ${DATA}:\n${usageOf(name)}`, { cause: error });
    throw error instanceof ApiError ? new UsageError(error.message, { cause: error }) : error;
  }
}
