/** A desk as the process it is, on a folder that was filled, and a window of it. What it costs is read from /proc. */
import { mkdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { compileCache } from "../../../main/launcher/compile-cache.ts";
import { OpenRoom } from "../../desk/desk-fixture.ts";
import { DeskProcess } from "../../desk/process-fixture.ts";
import { NEWEST } from "../../../shared/rpc/contract.ts";
import type { RpcClient } from "../../../shared/rpc/client.ts";
import { roomName } from "../../../shared/roles.ts";

/** Clock ticks a second in /proc/<pid>/stat, the same on every Linux of today. */
const TICKS = 100;
const ROOT = resolve(import.meta.dirname, "../../..");

export interface Start {
  /** Milliseconds until the list was there, and until one could type. */
  readonly list: number;
  readonly typing: number;
  /** Milliseconds of processor time until then. */
  readonly cpu: number;
}

export class BenchDesk {
  /** As `npm start` starts it. */
  readonly process = new DeskProcess(compileCache(ROOT), resolve(ROOT, "dist/renderer"));
  window!: RpcClient;
  room!: OpenRoom;

  /** @param fill writes into the desk's own folder */
  constructor(fill: (folder: string) => void) {
    mkdirSync(this.process.data, { recursive: true, mode: 0o700 });
    fill(this.process.data);
  }

  /** Starts it and opens an article. */
  async start(article: string): Promise<Start> {
    const began = performance.now();
    await this.process.start();
    this.window = await this.process.window();
    await this.window.calls.watchArticles(NEWEST);
    const list = performance.now() - began;
    this.room = new OpenRoom(this.window, roomName(article, "body"));
    await until(() => this.room.replica.state.loaded);
    return { list, typing: performance.now() - began, cpu: this.cpu() * 1000 };
  }

  async stop(): Promise<void> {
    this.room.close();
    this.window.end();
    await this.process.end("SIGTERM");
  }

  async close(): Promise<void> {
    await this.stop();
    this.process.folder.remove();
  }

  /** Seconds of processor time so far, of all threads. */
  cpu(): number {
    const fields = readFileSync(`/proc/${this.process.child!.pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  }

  /** Bytes resident now. */
  resident(): number {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${this.process.child!.pid}/status`, "utf8"))?.[1]) * 1024;
  }

  /** Types a letter. @returns milliseconds until the core says that it is on this computer */
  async key(): Promise<number> {
    const began = performance.now();
    const answered = new Promise<void>((done) => {
      const stop = this.room.replica.onChange(() => {
        if (this.room.replica.state.pending) return;
        stop();
        done();
      });
    });
    this.room.type("ب");
    await answered;
    return performance.now() - began;
  }

  /** Waits until every article has been read for the index. @param word that one of them has. @returns seconds */
  async indexed(word = "و"): Promise<number> {
    const began = performance.now();
    for (;;) {
      const { unread, total } = await this.window.calls.search({ text: word, limit: 0, offset: 0 });
      if (unread === 0 && total > 0) return (performance.now() - began) / 1000;
      await wait(1_000);
    }
  }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(2);
}
