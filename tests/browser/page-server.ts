/** Serves the tests' own pages, so that a page that is loaded again has its script compiled already. */
import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

interface Served {
  readonly html: string;
  readonly script: string;
}

const pages = new Map<string, Served>();
let server: Promise<Server> | undefined;

const origin = async (): Promise<string> => `http://127.0.0.1:${((await (server ??= listen())).address() as AddressInfo).port}`;

/** @returns address of a page of the same origin that has nothing */
export const emptyPage = async (): Promise<string> => `${await origin()}/`;

/** @param script a module. @returns address of a page that has it */
export async function serve(script: string, css: string): Promise<string> {
  const name = createHash("sha256").update(script).update(css).digest("hex");
  const html = `<!doctype html><html dir="rtl" lang="fa"><meta charset="utf-8"><style>${css}</style><body></body><script type="module" src="${name}.js"></script></html>`;
  pages.set(name, { html, script });
  return `${await origin()}/${name}`;
}

function listen(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(({ url = "/" }, response) => {
      const [, name = "", extension] = /^\/(\w*)(\.js)?$/.exec(url) ?? [];
      const page = pages.get(name);
      response.setHeader("Content-Type", extension ? "text/javascript" : "text/html");
      if (extension) response.setHeader("Cache-Control", "max-age=3600");
      response.end(extension ? page?.script : page?.html);
    });
    // It ends with the worker.
    server.unref();
    server.once("error", reject).listen(0, "127.0.0.1", () => resolve(server));
  });
}
