/** Serves the tests' own pages, so that a page that is loaded again has its script compiled already. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import type { BuiltModule } from "./module-page.ts";

const TYPES: Readonly<Record<string, string>> = { ".js": "text/javascript", ".css": "text/css" };

/** By the paths of their addresses. */
const pages = new Map<string, string>();
/** By the hash in the paths of their addresses. */
const folders = new Map<string, string>();
let server: Promise<Server> | undefined;

const origin = async (): Promise<string> => `http://127.0.0.1:${((await (server ??= listen())).address() as AddressInfo).port}`;

/** @returns address of a page of the same origin that has nothing */
export const emptyPage = async (): Promise<string> => `${await origin()}/`;

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);

/** @returns address of a page that has the module, and before its styles these */
export async function serve({ folder, script, styles }: BuiltModule, css: string): Promise<string> {
  const files = `/${hashOf(folder)}`;
  folders.set(files, folder);
  const links = styles.map((file) => `<link rel="stylesheet" href="${files}/${file}">`).join("");
  const html = `<!doctype html><html dir="rtl" lang="fa"><meta charset="utf-8"><style>${css}</style>${links}<body></body><script type="module" src="${files}/${script}"></script></html>`;
  const path = `/${hashOf(html)}`;
  pages.set(path, html);
  return `${await origin()}${path}`;
}

function listen(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(({ url = "/" }, response) => {
      const [, files = "", name = ""] = /^(\/\w+)\/([\w./-]+)$/.exec(url) ?? [];
      const folder = folders.get(files);
      if (folder === undefined) {
        response.setHeader("Content-Type", "text/html");
        response.end(pages.get(url));
      } else {
        response.setHeader("Content-Type", TYPES[extname(name)] ?? "application/octet-stream");
        response.setHeader("Cache-Control", "max-age=3600, immutable");
        response.end(readFileSync(join(folder, name)));
      }
    });
    // It ends with the worker.
    server.unref();
    server.once("error", reject).listen(0, "127.0.0.1", () => resolve(server));
  });
}
