/** The commands of the relay's command line. */
import { parseArgs, type ParseArgsConfig } from "node:util";
import { ROLES } from "../shared/roles.ts";
import { nameSchema, roleSchema } from "./api.ts";
import { openDatabase } from "./database.ts";
import { UsageError } from "./errors.ts";
import { invitationUrl, Newsroom } from "./newsroom.ts";
import { endWithParent } from "./parent.ts";
import { startRelay } from "./relay.ts";

export const USAGE = `Usage:
  relay serve --data DIR [--host 127.0.0.1] [--port 8790] [--public-url URL] [--allow-origin ORIGIN]... [--json]
  relay invite --data DIR --name NAME --role ${ROLES.join("|")} [--json]`;

const DEFAULT_PORT = 8790;

/**
 * Runs one command, until it is done.
 * @throws UsageError when the arguments make no sense.
 */
export async function run(args: readonly string[]): Promise<void> {
  const [command, ...rest] = args;
  switch (command) {
    case "serve":
      return serve(rest);
    case "invite":
      return invite(rest);
    case "help":
    case "--help":
      console.log(USAGE);
      return;
    default:
      throw new UsageError(`${command === undefined ? "no command given" : `unknown command "${command}"`}\n${USAGE}`);
  }
}

async function serve(args: readonly string[]): Promise<void> {
  const values = parse(args, {
    data: { type: "string" },
    host: { type: "string", default: "127.0.0.1" },
    port: { type: "string", default: String(DEFAULT_PORT) },
    "public-url": { type: "string" },
    "allow-origin": { type: "string", multiple: true, default: [] },
    json: { type: "boolean", default: false },
  });
  const publicUrl = values["public-url"];
  const relay = await startRelay({
    host: values.host,
    port: portOf(values.port),
    data: required(values.data, "data"),
    ...(publicUrl === undefined ? {} : { publicUrl: webAddress(publicUrl, "public-url") }),
    allowOrigins: values["allow-origin"].map((origin) => new URL(webAddress(origin, "allow-origin")).origin),
    report: (error) => console.error(error),
  });
  const told = new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.once(signal, resolve);
    endWithParent("relay", resolve);
  });
  if (values.json) console.log(JSON.stringify({ event: "listening", http: relay.http, ws: relay.ws }));
  else console.log(`The relay listens at ${relay.http} (data in ${values.data}). Stop it with Ctrl+C.`);
  await told;
  await relay.stop();
}

function invite(args: readonly string[]): void {
  const values = parse(args, {
    data: { type: "string" },
    name: { type: "string" },
    role: { type: "string" },
    json: { type: "boolean", default: false },
  });
  const folder = required(values.data, "data");
  const name = nameSchema.safeParse(required(values.name, "name"));
  if (!name.success) throw new UsageError(`--name is 1 to 100 characters, not "${values.name}"`);
  const role = roleSchema.safeParse(required(values.role, "role"));
  if (!role.success) throw new UsageError(`--role is one of ${ROLES.join(", ")}, not "${values.role}"`);
  const db = openDatabase(folder);
  try {
    const newsroom = new Newsroom(db);
    const code = newsroom.invite(name.data, role.data);
    const { address } = newsroom;
    if (address === null) {
      console.error("No relay has served this folder yet: the invitation assumes that it will, on this machine and the usual port.");
    }
    const url = invitationUrl(address ?? `http://127.0.0.1:${DEFAULT_PORT}`, code);
    if (values.json) console.log(JSON.stringify({ url, code }));
    else console.log(`Invitation for ${name.data} (${role.data}), good once and for seven days:\n${url}`);
  } finally {
    db.close();
  }
}

function parse<T extends NonNullable<ParseArgsConfig["options"]>>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

function required(value: string | undefined, flag: string): string {
  if (value === undefined || value === "") throw new UsageError(`--${flag} is missing\n${USAGE}`);
  return value;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new UsageError(`--port is a number from 0 to 65535, not "${text}"`);
  return port;
}

function webAddress(text: string, flag: string): string {
  const protocol = URL.parse(text)?.protocol;
  if (protocol !== "http:" && protocol !== "https:") throw new UsageError(`--${flag} is an http or https address, not "${text}"`);
  return text;
}
