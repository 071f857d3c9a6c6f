/** Has a core do what the program that started it asks. */
import type { Core } from "../core/core.ts";
import type { FromDesk, ToCore } from "./messages.ts";

/** @returns what to answer, or null. Never rejects: what went wrong is the answer, and is reported */
export async function instruct(core: Core, message: ToCore, report: (error: unknown) => void): Promise<FromDesk | null> {
  try {
    switch (message.type) {
      case "relay":
        if (!core.joined && message.code !== undefined) await core.join(message.http, message.code);
        core.connect(message.http);
        return { type: "joined", name: core.member.name };
      case "invitation":
        core.setInvitation(message.url);
        return null;
      case "write": {
        const { article, body, notes } = message;
        await core.write(article, {
          ...(body && { body: Buffer.from(body, "base64") }),
          ...(notes && { notes: Buffer.from(notes, "base64") }),
        });
        return { type: "written", article };
      }
    }
    throw new TypeError(`unknown message ${JSON.stringify(message)}`);
  } catch (error) {
    report(error);
    return { type: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}
