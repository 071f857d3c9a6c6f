/** Has a core do what the program that started it asks. */
import { hostname } from "node:os";
import type { Core } from "../core/core.ts";
import type { FromDesk, ToCore } from "./messages.ts";

/** @returns what to answer, or null. Never rejects: what went wrong is the answer, and is reported */
export async function instruct(core: Core, message: ToCore, report: (error: unknown) => void): Promise<FromDesk | null> {
  try {
    switch (message.type) {
      case "relay":
        if (!core.joined && message.code !== undefined) await core.join(message.http, message.code, hostname());
        core.connect(message.http);
        return { type: "joined", name: core.member.name };
      case "invitation":
        core.setInvitation(message.url);
        return null;
      case "write":
        await core.write(message.article, { ...(message.body && { body: message.body }), ...(message.notes && { notes: message.notes }) });
        return { type: "written", article: message.article };
    }
    throw new TypeError(`unknown message ${JSON.stringify(message)}`);
  } catch (error) {
    report(error);
    return { type: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}
