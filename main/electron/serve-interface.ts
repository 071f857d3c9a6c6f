/** Answers `app://` requests from the built interface, under its policy. */
import { readAsset } from "../interface/files.ts";
import { contentPolicy } from "../interface/policy.ts";
import { isOurs } from "./address.ts";

/** @returns a handler for `protocol.handle` */
export function interfaceHandler(assets: string): (request: Request) => Promise<Response> {
  return async ({ url, method }) => {
    if (!isOurs(url) || method !== "GET") return new Response("not for you", { status: 403 });
    const asset = await readAsset(assets, new URL(url).pathname);
    if (!asset) return new Response("no such file", { status: 404 });
    return new Response(new Uint8Array(asset.data), {
      headers: {
        "content-type": asset.type,
        "content-security-policy": contentPolicy("'none'"),
        "cross-origin-opener-policy": "same-origin",
        "x-content-type-options": "nosniff",
      },
    });
  };
}
