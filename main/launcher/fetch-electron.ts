import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { FetchDownloaderOptions } from "@electron/get";
import { electronVersion } from "./electron-binary.ts";

export interface FetchLimits {
  /** A network that brings less than `LEAST_BYTES` in so many milliseconds is given up. */
  readonly stalledAfter: number;
  /** What is larger is no release of Electron, in bytes. */
  readonly mostBytes: number;
}

const LIMITS: FetchLimits = { stalledAfter: 8_000, mostBytes: 512 * 1024 * 1024 };
const LEAST_BYTES = 64 * 1024;
/** How long unpacking may take, in milliseconds. */
const UNPACKED_WITHIN = 180_000;

export interface FetchOptions {
  /** Folder of the package `electron`: it has the version, the checksums and the installer. */
  readonly folder: string;
  /** @param total bytes there are to receive; null while that is unknown */
  readonly onProgress: (received: number, total: number | null) => void;
  /** Ends it early. */
  readonly signal: AbortSignal;
  readonly limits?: Partial<FetchLimits> | undefined;
}

/**
 * Fetches Electron's binary into the package's own folder: `@electron/get`, which the package's installer uses, downloads it into
 * the cache that all projects share and checks it against the package's checksums; then the installer unpacks it from there.
 * ELECTRON_MIRROR and `electron_config_cache` hold as for the installer.
 * @throws Error that says in one line why it is not there: no network, one that stalls, a wrong checksum, a full disk
 */
export async function fetchElectron({ folder, onProgress, signal, limits }: FetchOptions): Promise<void> {
  const { downloadArtifact } = await import("@electron/get");
  const watch = new Watch({ ...LIMITS, ...limits });
  const downloadOptions: FetchDownloaderOptions = {
    quiet: true,
    signal: AbortSignal.any([signal, watch.signal]),
    // oxlint-disable-next-line typescript/require-await -- its type wants a promise
    getProgressCallback: async ({ transferred, total }) => {
      watch.received(transferred);
      onProgress(transferred, total);
    },
  };
  const { platform, arch } = process;
  try {
    await downloadArtifact({
      version: electronVersion(folder),
      artifactName: "electron",
      platform,
      arch,
      checksums: JSON.parse(readFileSync(join(folder, "checksums.json"), "utf8")) as Record<string, string>,
      downloadOptions,
      ...(process.env["electron_config_cache"] ? { cacheRoot: process.env["electron_config_cache"] } : {}),
    });
    watch.end();
    await unpack(folder, signal);
  } catch (error) {
    throw new Error(reasonOf(watch.signal.aborted ? watch.signal.reason : error), { cause: error });
  } finally {
    watch.end();
  }
}

/** Runs the package's installer, which finds in the cache what was just downloaded, and fetches nothing. */
async function unpack(folder: string, signal: AbortSignal): Promise<void> {
  const { platform, arch } = process;
  // Without them it may look for another kind of binary, or not into the cache.
  const named = { ELECTRON_INSTALL_PLATFORM: platform, ELECTRON_INSTALL_ARCH: arch, npm_config_arch: arch };
  const env = {
    ...process.env,
    ...named,
    force_no_cache: "",
    electron_use_remote_checksums: "",
    npm_config_electron_use_remote_checksums: "",
  };
  try {
    await promisify(execFile)(process.execPath, [join(folder, "install.js")], { env, signal, timeout: UNPACKED_WITHIN });
  } catch (error) {
    const { stderr, killed } = error as { readonly stderr?: string; readonly killed?: boolean };
    throw new Error(`it could not be unpacked: ${killed ? "that took too long" : stderr || String(error)}`, { cause: error });
  }
}

/** Aborts a download that stalls or does not end. */
class Watch {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #mostBytes: number;
  #enough = LEAST_BYTES;

  constructor({ stalledAfter, mostBytes }: FetchLimits) {
    this.#timer = setTimeout(() => this.#abort("the download has stalled"), stalledAfter);
    this.#mostBytes = mostBytes;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** @param bytes since the beginning */
  received(bytes: number): void {
    if (bytes > this.#mostBytes) this.#abort("what came is too large");
    if (bytes < this.#enough) return;
    this.#enough = bytes + LEAST_BYTES;
    this.#timer.refresh();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #abort(reason: string): void {
    this.#controller.abort(new Error(reason));
  }
}

/** @returns one line */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.constructor.name === "ChecksumMismatchError") return "what came is not Electron: its checksum is wrong";
  // A failed `fetch` says why in its cause, which has no message where several addresses were tried.
  const { message, code } =
    error instanceof TypeError && error.cause instanceof Error ? (error.cause as NodeJS.ErrnoException) : (error as NodeJS.ErrnoException);
  return (message || String(code)).trim().split("\n", 1)[0]!;
}
