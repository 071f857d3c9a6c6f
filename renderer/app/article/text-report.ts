import { Plugin } from "prosemirror-state";
import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import type { RpcClient } from "../../../shared/rpc/client.ts";
import { CORE_GONE, RpcError } from "../../../shared/rpc/error.ts";

/** How long nothing must have changed, in milliseconds. */
const QUIET = 1_000;

/**
 * Sends the text of the open article to the core when it has not changed for a while: the library shows its headline from it, and
 * searches find it (LB5).
 * @param onError told when the core could not take it
 */
export function reportText(client: RpcClient, article: string, onError: (error: unknown) => void): Plugin {
  const tell = ({ state }: EditorView) => {
    client.calls.describe({ article, text: flatText(state.doc) }).catch((error: unknown) => {
      // The core reads the article itself when it is back.
      if (!(error instanceof RpcError && error.code === CORE_GONE)) onError(error);
    });
  };
  return new Plugin({
    view: () => {
      let timer: number | undefined;
      return {
        update: (view, before) => {
          if (before.doc === view.state.doc) return;
          window.clearTimeout(timer);
          timer = window.setTimeout(() => tell(view), QUIET);
        },
        destroy: () => window.clearTimeout(timer),
      };
    },
  });
}

/** The whole body, headline first, a line for each block. */
const flatText = (doc: Node): string => doc.textBetween(0, doc.content.size, "\n", " ");
