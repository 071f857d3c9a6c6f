import { Plugin } from "prosemirror-state";
import type { RpcClient } from "../../../shared/rpc/client.ts";
import { listedText } from "../../../shared/article/projection/listed-text.ts";
import { CORE_GONE, RpcError } from "../../../shared/rpc/error.ts";
import { isShownAlike } from "../../suggestions/index.ts";
import type { ArticleRooms } from "./article-rooms.ts";

/** How long nothing must have changed, in milliseconds. */
const QUIET = 1_000;

/**
 * Sends the text of the open article, without what is only suggested, to the core when it has not changed for a while: the library
 * shows its headline from it, and searches find it (LB5, SU16).
 * @param onError told when the core could not take it
 */
export function reportText(client: RpcClient, { id, body }: ArticleRooms, onError: (error: unknown) => void): Plugin {
  const tell = () => {
    client.calls.describe({ article: id, text: listedText(body) }).catch((error: unknown) => {
      // The core reads the article itself when it is back.
      if (!(error instanceof RpcError && error.code === CORE_GONE)) onError(error);
    });
  };
  return new Plugin({
    view: () => {
      let timer: number | undefined;
      return {
        update: (view, before) => {
          if (isShownAlike(before, view.state)) return;
          window.clearTimeout(timer);
          timer = window.setTimeout(tell, QUIET);
        },
        destroy: () => window.clearTimeout(timer),
      };
    },
  });
}
