import type * as Y from "yjs";
import { embedPictures, referencesOf } from "../../shared/article/sync/figure-sources.ts";
import type { RpcClient } from "../../shared/rpc/client.ts";

/** An article as it leaves: with the pictures that it names, as far as they are on this computer (PI22). */
export async function withPictures(doc: Y.Doc, client: RpcClient): Promise<Y.Doc> {
  const pictures = new Map<string, Uint8Array>();
  for (const { sha256 } of referencesOf(doc)) {
    const { bytes } = await client.calls.picture({ sha256, article: null });
    if (bytes) pictures.set(sha256, bytes);
  }
  return embedPictures(doc, pictures);
}
