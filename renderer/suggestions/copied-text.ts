import type { Slice } from "prosemirror-model";
import { Plugin, type EditorState } from "prosemirror-state";
import { partsOf } from "./parts.ts";
import { sliceWithout } from "./slice-without.ts";
import { hiddenIn, leftOutIn, textViewOf } from "./text-view.ts";

/** What was cut with all marks in sight: as it is pasted in this window, and the text that the clipboard has of it. */
interface Cut {
  readonly whole: Slice;
  readonly text: string;
}

/**
 * What is copied of an article is without what is only suggested, or is what the view shows; what would be nothing then is left as it
 * is. What is cut where all marks are shown takes what is suggested along to where it is pasted (SU16).
 */
export function copiedText(): Plugin {
  let isCutting = false;
  let lastCut: Cut | null = null;
  // Before the editor is told.
  const onEvent = ({ type }: Event): void => void (isCutting = type === "cut");
  return new Plugin({
    props: {
      transformCopied: (slice, { state }) => {
        const copied = withoutParts(slice, state);
        const isWhole = copied === slice || hiddenIn(textViewOf(state)) !== null;
        lastCut = isCutting && !isWhole ? { whole: slice, text: textOf(copied) } : null;
        return copied;
      },
      transformPasted: (slice, _view, isPlain) => (lastCut !== null && !isPlain && textOf(slice) === lastCut.text ? lastCut.whole : slice),
    },
    view: ({ dom }) => {
      const events = ["cut", "copy", "dragstart"];
      for (const event of events) dom.addEventListener(event, onEvent, { capture: true });
      return {
        destroy: () => {
          for (const event of events) dom.removeEventListener(event, onEvent, { capture: true });
        },
      };
    },
  });
}

function withoutParts(slice: Slice, state: EditorState): Slice {
  const { from, to } = state.selection;
  const parts = partsOf(state, leftOutIn(textViewOf(state)), from, to);
  if (parts.length === 0) return slice;
  const start = from - slice.openStart;
  const without = sliceWithout(
    slice,
    parts.map((part) => ({ from: part.from - start, to: part.to - start })),
  );
  return textOf(without) !== "" || textOf(slice) === "" ? without : slice;
}

const textOf = ({ content }: Slice): string => content.textBetween(0, content.size, "\n", " ");
