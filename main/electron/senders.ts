/** The one place where messages of windows come in: only a top frame that shows our own page is heard. */
import type { IpcMain, IpcMainEvent, WebContents, WebFrameMain } from "electron";
import { isOurs } from "./address.ts";

/** Whom a message is from, and what it says, which nobody has checked. */
export interface Heard {
  readonly frame: WebFrameMain;
  readonly sender: WebContents;
  readonly said: unknown;
}

/** Listens on `channel`; a message from anything but our own page is refused and told to `report`. */
export function handle(ipc: Pick<IpcMain, "on">, channel: string, report: (error: unknown) => void, run: (heard: Heard) => void): void {
  ipc.on(channel, ({ senderFrame, sender }: IpcMainEvent, said: unknown) => {
    if (senderFrame && senderFrame.parent === null && isOurs(senderFrame.url)) run({ frame: senderFrame, sender, said });
    else report(new Error(`${channel} from ${senderFrame?.url ?? "a frame that is gone"} was refused`));
  });
}
