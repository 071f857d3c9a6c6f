/** The relay as its own process, on a folder of its own, and its command line. */
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, vi } from "vitest";
import { run } from "../../server/cli/commands.ts";
import { UsageError } from "../../server/errors.ts";
import { openDatabase } from "../../server/store/database.ts";
import { Newsroom } from "../../server/people/newsroom.ts";
import type { Member, Role } from "../../shared/roles.ts";
import { call, Device, temporaryFolder } from "./relay-fixture.ts";

const CLI = join(import.meta.dirname, "../../server/cli/main.ts");

export interface Served {
  readonly child: ChildProcessWithoutNullStreams;
  readonly relay: { readonly http: string; readonly ws: string };
  /** What it has logged until now. */
  log(): string;
}

export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export class Machine {
  readonly folder = temporaryFolder();
  readonly #running: ChildProcessWithoutNullStreams[] = [];

  get data(): readonly string[] {
    return ["--data", this.folder.path];
  }

  /** Starts a relay on the folder, on a free port unless `more` names one. @param environment beside this process's own. */
  async serve(more: readonly string[] = [], environment: Readonly<Record<string, string>> = {}): Promise<Served> {
    const port = more.includes("--port") ? [] : ["--port", "0"];
    const child = spawn(process.execPath, [CLI, "serve", ...this.data, ...port, "--json", ...more], {
      env: { ...process.env, ...environment },
    });
    this.#running.push(child);
    let log = "";
    child.stderr.on("data", (chunk: Buffer) => {
      log += chunk.toString();
    });
    for await (const line of createInterface(child.stdout)) {
      const { event, http, ws } = JSON.parse(line) as { event: string; http: string; ws: string };
      if (event === "listening") return { child, relay: { http, ws }, log: () => log };
    }
    throw new Error(`the relay did not start: ${log}`);
  }

  /** Runs a command to its end, as a process. */
  run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Ran {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
      encoding: "utf8",
      env: { ...process.env, ...environment },
    });
    return { status, out: stdout, err: stderr };
  }

  /** Runs a command on the folder, in this process. @returns what it answers as JSON. @throws where it cannot be done */
  async ask(...args: readonly string[]): Promise<unknown> {
    const said = { out: [] as unknown[], err: [] as unknown[] };
    const spies = [
      vi.spyOn(console, "log").mockImplementation((text) => void said.out.push(text)),
      vi.spyOn(console, "error").mockImplementation((text) => void said.err.push(text)),
    ];
    try {
      await run([...args, ...this.data, "--json"]);
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
    expect(said, args.join(" ")).toEqual({ out: [expect.any(String)], err: [] });
    return JSON.parse(said.out[0] as string);
  }

  /** Invites somebody, who joins the relay at once. */
  async desk(site: Served, role: Role = "owner", name = "سارا"): Promise<Device> {
    const db = openDatabase(this.folder.path);
    const { code } = new Newsroom(db).invitations.add({ name, role });
    db.close();
    const { body } = await call(site.relay.http, "POST", "/api/join", { code, device: "laptop" });
    return new Device(site, body as { token: string; member: Member });
  }

  async close(): Promise<void> {
    await Promise.all(this.#running.map((child) => end(child, "SIGKILL")));
    this.folder.remove();
  }
}

/** Ends a process that this test started. @returns its exit code. */
export async function end(child: ChildProcessWithoutNullStreams, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
  return child.exitCode;
}

/** Runs a command in this process. @returns why it cannot be done, which the program prints (RE10) */
export async function refusal(args: readonly string[]): Promise<string> {
  try {
    await run(args);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error(`done: ${args.join(" ")}`);
}
