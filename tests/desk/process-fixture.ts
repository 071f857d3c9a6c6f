/** A desk as the process it is: `main/loopback/cli.ts` on a folder of its own, and windows that dial it. */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { WebSocket } from "ws";
import type { FromDesk, ToDesk } from "../../main/desk/messages.ts";
import { socketPort } from "../../main/loopback/socket-port.ts";
import { RpcClient } from "../../shared/rpc/client.ts";
import type { Port } from "../../shared/rpc/port.ts";
import { SUBPROTOCOL } from "../../shared/rpc/loopback.ts";
import { temporaryFolder } from "../relay/relay-fixture.ts";
import { enter } from "./loopback-fixture.ts";

const ROOT = resolve(import.meta.dirname, "../..");

export class DeskProcess {
  readonly folder = temporaryFolder();
  port = 0;
  child: ChildProcess | null = null;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #assets: string | null;
  #log = "";

  /** @param environment beside this process's own. @param assets folder of the interface; an empty page unless one is given */
  constructor(environment: Readonly<Record<string, string>> = {}, assets: string | null = null) {
    this.#environment = environment;
    this.#assets = assets;
  }

  /** The desk's own folder, with its database. */
  get data(): string {
    return join(this.folder.path, "desk");
  }

  /** What all its processes have printed as errors until now. */
  get log(): string {
    return this.#log;
  }

  get alive(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Starts it, again on its port as `npm start` does. */
  async start(): Promise<Extract<FromDesk, { type: "up" }>> {
    const assets = this.#assets ?? join(this.folder.path, "interface");
    if (this.#assets === null) {
      mkdirSync(assets, { recursive: true });
      writeFileSync(join(assets, "index.html"), "<!doctype html>");
    }
    const child = fork(join(ROOT, "main/loopback/cli.ts"), [this.data, String(this.port), assets], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      env: { ...process.env, ...this.#environment },
    });
    this.child = child;
    child.stderr!.on("data", (chunk: Buffer) => {
      this.#log += chunk.toString();
    });
    const up = await this.answer("up");
    this.port = up.port;
    return up;
  }

  /** Waits for a message of that type. @throws Error when the desk could not do what it was asked, or is gone */
  answer<Type extends FromDesk["type"]>(type: Type): Promise<Extract<FromDesk, { type: Type }>> {
    const child = this.child!;
    return new Promise((resolve, reject) => {
      const settle = (run: () => void): void => {
        child.off("message", take).off("exit", gone);
        run();
      };
      const take = (message: unknown): void => {
        const said = message as FromDesk;
        if (said.type === type) settle(() => resolve(said as Extract<FromDesk, { type: Type }>));
        else if (said.type === "failed") settle(() => reject(new Error(said.message)));
      };
      const gone = (): void => settle(() => reject(new Error(`the desk ended before it said "${type}"`)));
      child.on("message", take).on("exit", gone);
    });
  }

  ask<Type extends FromDesk["type"]>(message: ToDesk, type: Type): Promise<Extract<FromDesk, { type: Type }>> {
    const answer = this.answer(type);
    // Where it cannot be sent the desk is gone, which the answer tells.
    this.child!.send(message, () => undefined);
    return answer;
  }

  /** @returns its exit code */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exit = once(child, "exit");
    child.kill(signal);
    await exit;
    return child.exitCode;
  }

  /** A window that is let in already. */
  async window(): Promise<RpcClient> {
    const client = this.nextWindow();
    await client.calls.session();
    return client;
  }

  /** A window that a new link opens, and its secret after every break; where that is void, another link. */
  nextWindow(): RpcClient {
    let credential: string | null = null;
    const dial = async (): Promise<Port> => {
      credential ??= `key.${await this.#key()}`;
      const socket = new WebSocket(`ws://127.0.0.1:${this.port}/core`, [SUBPROTOCOL, credential], {
        headers: { origin: `http://127.0.0.1:${this.port}` },
      });
      socket.on("error", ({ message }) => {
        if (message.endsWith("403")) credential = null;
      });
      const refused = once(socket, "close").then(() => {
        throw new Error("not let in");
      });
      const { secret } = await Promise.race([enter(socket), refused]);
      credential = `secret.${secret}`;
      return socketPort(socket);
    };
    return new RpcClient(dial, { later: (run, delay) => void setTimeout(run, Math.min(delay, 50)) });
  }

  async #key(): Promise<string> {
    if (!this.alive) throw new Error("the desk is not running");
    const { url } = await this.ask({ type: "new-link" }, "link");
    return new URL(url).searchParams.get("key")!;
  }
}
