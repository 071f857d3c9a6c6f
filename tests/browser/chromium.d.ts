import { type Browser } from "playwright-core";
/** A binary and the environment in which it finds its libraries and fonts. */
export interface Chromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}
/**
 * Finds or inflates a Chromium.
 * @param bundledLibraries use the package's own libnss3 and friends; by default only where the system lacks them.
 * @throws Error with the loader's message when the binary cannot run here.
 */
export declare function findChromium(bundledLibraries?: boolean): Promise<Chromium>;
/** Starts a headless Chromium; the caller closes it. */
export declare function launch(options?: { readonly bundledLibraries?: boolean }): Promise<Browser>;
