/** A stand-in for the installed package `electron`, with its real installer, and for a mirror to fetch its binary from. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join, resolve } from "node:path";
import { crc32 } from "node:zlib";

const ROOT = resolve(import.meta.dirname, "../..");
const REAL = join(ROOT, "node_modules/electron");
const { version } = JSON.parse(readFileSync(join(REAL, "package.json"), "utf8")) as { version: string };

/** The file that the installer asks for on this computer. */
const ZIP = `electron-v${version}-${process.platform}-${process.arch}.zip`;

/** Where the program is in the package on this computer, as its installer says. */
export const PROGRAM = `dist/${{ darwin: "Electron.app/Contents/MacOS/Electron", win32: "electron.exe" }[process.platform as string] ?? "electron"}`;

/** @returns an archive with the program and the version, as Electron's releases have them. @param padding bytes that make it larger */
export const releaseWith = (program: string, padding = 0): Buffer =>
  zip([
    ["version", Buffer.from(version), 0o644],
    ["padding", Buffer.alloc(padding, "electron"), 0o644],
    [PROGRAM.slice("dist/".length), Buffer.from(program), 0o755],
  ]);

/** Installs the package into `root/node_modules`, without a binary; its checksum is that of `release`. */
export function installPackage(root: string, release: Buffer): void {
  const folder = join(root, "node_modules/electron");
  mkdirSync(folder, { recursive: true });
  for (const file of ["package.json", "install.js"]) copyFileSync(join(REAL, file), join(folder, file));
  setChecksum(root, release);
  for (const name of ["@electron/get", "@electron-internal/extract-zip"]) {
    const link = join(root, "node_modules", name);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), link);
  }
}

/** Has the package of `root` accept this release, and no other. */
export const setChecksum = (root: string, release: Buffer): void =>
  writeFileSync(
    join(root, "node_modules/electron/checksums.json"),
    JSON.stringify({ [ZIP]: createHash("sha256").update(release).digest("hex") }),
  );

export type Answer = (response: ServerResponse) => void;

/** A mirror on this computer. */
export class Mirror {
  readonly #server: Server;
  /** For ELECTRON_MIRROR. */
  readonly url: string;
  /** What it was asked for. */
  readonly asked: string[] = [];
  answer: Answer;

  private constructor(server: Server, answer: Answer) {
    this.#server = server.on("request", ({ url }: IncomingMessage, response: ServerResponse) => {
      this.asked.push(url!);
      this.answer(response);
    });
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    this.answer = answer;
  }

  static async start(answer: Answer): Promise<Mirror> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    return new Mirror(server, answer);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    if (this.#server.listening) await new Promise((done) => this.#server.close(done));
  }
}

/** An archive whose entries are not compressed. @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
function zip(files: readonly (readonly [name: string, content: Buffer, mode: number])[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content, mode] of files) {
    // Both headers share these fields: version needed, flags, method, time, date, CRC, two sizes, length of the name.
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(content.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const entry = Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), shared, Buffer.from(name), content]);
    const rest = Buffer.alloc(14);
    // A regular file with its Unix permissions.
    rest.writeUInt32LE(((0o100000 | mode) << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    // Made by Unix.
    central.push(Buffer.from("PK\u0001\u0002", "latin1"), Buffer.from([20, 3]), shared, rest, Buffer.from(name));
    local.push(entry);
    offset += entry.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, Buffer.from("PK\u0005\u0006", "latin1"), end]);
}
