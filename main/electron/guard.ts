import type { Session, Shell, WebContents } from "electron";
import { isOurs, mayOpenOutside } from "./address.ts";

/** Denies every page every permission: camera, notifications, and all others (DE5). */
export function guardSession(session: Pick<Session, "setPermissionCheckHandler" | "setPermissionRequestHandler">): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
}

type Guarded = Pick<WebContents, "on" | "setWindowOpenHandler">;

/**
 * Keeps the page of a window where it is: it cannot navigate away, open windows or embed a webview. Links to http, https and mailto
 * go to the system instead (DE5).
 */
export function guardContents(contents: Guarded, shell: Pick<Shell, "openExternal">, report: (error: unknown) => void): void {
  const outside = (url: string) => {
    if (mayOpenOutside(url)) shell.openExternal(url).catch(report);
  };
  contents.setWindowOpenHandler(({ url }) => {
    outside(url);
    return { action: "deny" };
  });
  contents.on("will-navigate", (event) => {
    if (isOurs(event.url)) return;
    event.preventDefault();
    outside(event.url);
  });
  contents.on("will-attach-webview", (event) => event.preventDefault());
}
