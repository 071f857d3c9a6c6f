import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

export interface Placeholders {
  readonly headline: string;
  readonly lead: string;
  readonly text: string;
}

/** A lead is among the first blocks; to look further would cost each key what the article is long. */
const LEADS_WITHIN = 8;

/** Shows in an empty headline, lead or article what belongs there (UI15). */
export function placeholders(words: () => Placeholders): Plugin {
  return new Plugin({
    props: {
      decorations({ doc }) {
        const { headline, lead, text } = words();
        const hints: Decoration[] = [];
        const hint = (pos: number, size: number, words: string) => hints.push(Decoration.node(pos, pos + size, { "data-hint": words }));
        const first = doc.firstChild!;
        if (first.content.size === 0) hint(0, first.nodeSize, headline);
        for (let i = 1, pos = first.nodeSize; i < Math.min(doc.childCount, LEADS_WITHIN); i++) {
          const block = doc.child(i);
          if (block.content.size === 0 && block.type.name === "lead") hint(pos, block.nodeSize, lead);
          pos += block.nodeSize;
        }
        const only = doc.childCount === 2 ? doc.lastChild! : null;
        if (only?.content.size === 0 && only.type.name === "paragraph") hint(first.nodeSize, only.nodeSize, text);
        return hints.length > 0 ? DecorationSet.create(doc, hints) : null;
      },
    },
  });
}
