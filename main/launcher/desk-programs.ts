/** The two programs that a desk can be; both speak the messages of main/desk over a channel. */
import { fork, spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { compileCache } from "./compile-cache.ts";

/** Starts a desk's process, on `port` where it serves a browser. */
export type StartDesk = (port: number) => ChildProcess;

/** @param assets folder of the built interface */
export const onLoopback =
  (root: string, folder: string, assets: string): StartDesk =>
  (port) =>
    fork("main/loopback/cli.ts", [folder, String(port), assets], {
      cwd: root,
      env: { ...process.env, ...compileCache(root) },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });

/** @param program gives the folder of the built desktop program */
export const inElectron =
  (binary: string, program: () => string, folder: string, assets: string): StartDesk =>
  () =>
    spawn(binary, [join(program(), "entry.js"), folder, assets], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
