/** The core in Electron's utility process: no window, no Electron but the port to its parent. */
import type { MessageEvent, MessagePortMain, ParentPort } from "electron";
import type { Port } from "../../shared/rpc/port.ts";
import { Core } from "../core/core.ts";
import { DraggedFiles } from "./dragged-files.ts";
import { instruct } from "../desk/instruct.ts";
import type { FromCoreProcess, ToCoreProcess } from "./core-messages.ts";

/** @param exit ends the process, once the core is closed */
export function runCore(parent: Pick<ParentPort, "on" | "postMessage">, exit: () => void, report: (error: unknown) => void): void {
  let opening: Promise<Core> | null = null;
  let dragged: DraggedFiles | null = null;
  const say = (message: FromCoreProcess): void => parent.postMessage(message);
  const opened = (what: string): Promise<Core> => opening ?? Promise.reject(new Error(`${what} before the core was to be opened`));

  const take = async ({ data, ports }: MessageEvent): Promise<void> => {
    const message = data as ToCoreProcess;
    switch (message.type) {
      case "open": {
        const { folder, secret } = message;
        const secrets = { load: async () => secret, save: async (next: string) => say({ type: "secret", secret: next }) };
        dragged = new DraggedFiles(folder);
        opening = Core.open({ folder, secrets, report });
        say({ type: "answer", message: { type: "up", port: 0, joined: (await opening).joined } });
        return;
      }
      case "window":
        try {
          (await opened("a window")).serve(mainPort(ports[0]!));
        } catch (error) {
          // The window hears of it, and dials again.
          ports[0]?.close();
          throw error;
        }
        return;
      case "drag": {
        const { ticket } = message;
        const files = (await (await opened("a drag")).takeOfferedFiles(ticket)) ?? [];
        say({ type: "dragged", ticket, paths: files.map((file) => dragged!.write(ticket, file)) });
        return;
      }
      case "stop":
        try {
          (await opening)?.close();
        } finally {
          exit();
        }
        return;
      case "instruct": {
        const answer = await instruct(await opened(message.message.type), message.message, report);
        if (answer) say({ type: "answer", message: answer });
      }
    }
  };
  parent.on("message", (event: MessageEvent) => {
    take(event).catch((error: unknown) => {
      report(error);
      say({ type: "answer", message: { type: "failed", message: error instanceof Error ? error.message : String(error) } });
    });
  });
}

/** A `Port` over Electron's MessagePort of the main and utility processes. */
export function mainPort(port: MessagePortMain): Port {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (handler) => {
      port.on("message", ({ data }) => handler(data as Uint8Array));
      port.start();
    },
    onClose: (handler) => {
      port.once("close", handler);
    },
    close: () => port.close(),
  };
}
