/** Opens the editor on screen. */
import open from "open";

/** @param say prints the one line that says where the window is, and why there */
export async function openWindow(_root: string, url: string, say: (line: string) => void): Promise<void> {
  await open(url);
  say("The editor opens in your default browser, because Electron's binary is not installed here.");
}
