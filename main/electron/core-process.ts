/** The core in Electron's utility process: no window, no Electron but the port to its parent. */
import type { MessageEvent, MessagePortMain, ParentPort } from "electron";
import type { Port } from "../../shared/rpc/port.ts";
import { Core } from "../core/core.ts";
import { instruct } from "../desk/instruct.ts";
import type { FromCoreProcess, ToCoreProcess } from "./core-messages.ts";

/** @param exit ends the process, once the core is closed */
export function runCore(parent: Pick<ParentPort, "on" | "postMessage">, exit: () => void, report: (error: unknown) => void): void {
  let core: Core | null = null;
  const say = (message: FromCoreProcess): void => parent.postMessage(message);

  const take = async ({ data, ports }: MessageEvent): Promise<void> => {
    const message = data as ToCoreProcess;
    if (message.type === "open") {
      const { folder, secret } = message;
      const secrets = { load: async () => secret, save: async (next: string) => say({ type: "secret", secret: next }) };
      core = await Core.open({ folder, secrets, report });
      say({ type: "answer", message: { type: "up", port: 0, joined: core.joined } });
    } else if (message.type === "stop") {
      core?.close();
      exit();
    } else if (!core) {
      throw new Error(`${message.type} before the core was open`);
    } else if (message.type === "window") {
      core.serve(mainPort(ports[0]!));
    } else {
      const answer = await instruct(core, message.message, report);
      if (answer) say({ type: "answer", message: answer });
    }
  };
  parent.on("message", (event: MessageEvent) => {
    take(event).catch((error: unknown) => {
      report(error);
      say({ type: "answer", message: { type: "failed", message: String(error) } });
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
