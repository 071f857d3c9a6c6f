import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** Where browsers that can print are installed: Chrome, Chromium and Edge. */
const INSTALLED: Readonly<Record<string, readonly string[]>> = {
  linux: ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "microsoft-edge-stable", "microsoft-edge"],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: ["Google\\Chrome\\Application\\chrome.exe", "Chromium\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"],
};

const FOLDERS = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"];

type Environment = Readonly<Record<string, string | undefined>>;

/** @returns the program of a browser on this computer that can print without a window, or null when there is none */
export function findBrowser(platform: string, env: Environment): string | null {
  const names = INSTALLED[platform] ?? INSTALLED["linux"]!;
  return names.flatMap((name) => placesOf(name, platform, env)).find(isProgram) ?? null;
}

function placesOf(name: string, platform: string, env: Environment): string[] {
  if (isAbsolute(name)) return [name];
  const folders = platform === "win32" ? FOLDERS.flatMap((folder) => env[folder] ?? []) : (env["PATH"] ?? "").split(delimiter);
  return folders.filter((folder) => isAbsolute(folder)).map((folder) => join(folder, name));
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
