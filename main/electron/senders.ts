/** The one place where messages of windows come in: only a top frame that shows our own page is heard. */
import type { IpcMain, IpcMainEvent, WebFrameMain } from "electron";
import { isOurs } from "./address.ts";

/** Listens on `channel`; a message from anything but our own page is refused and told to `report`. */
export function handle(
  ipc: Pick<IpcMain, "on">,
  channel: string,
  report: (error: unknown) => void,
  run: (frame: WebFrameMain) => void,
): void {
  ipc.on(channel, ({ senderFrame }: IpcMainEvent) => {
    if (senderFrame && senderFrame.parent === null && isOurs(senderFrame.url)) run(senderFrame);
    else report(new Error(`${channel} from ${senderFrame?.url ?? "a frame that is gone"} was refused`));
  });
}
