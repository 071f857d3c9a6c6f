/** What an empty article says where its words will stand. */
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

export interface Placeholders {
  readonly headline: string;
  readonly text: string;
}

export function placeholders(words: () => Placeholders): Plugin {
  return new Plugin({
    props: {
      decorations({ doc }) {
        const { headline, text } = words();
        const hints: Decoration[] = [];
        const hint = (pos: number, size: number, words: string) => hints.push(Decoration.node(pos, pos + size, { "data-hint": words }));
        const first = doc.firstChild!;
        if (first.content.size === 0) hint(0, first.nodeSize, headline);
        const only = doc.childCount === 2 ? doc.lastChild! : null;
        if (only?.content.size === 0 && only.type.name === "paragraph") hint(first.nodeSize, only.nodeSize, text);
        return hints.length > 0 ? DecorationSet.create(doc, hints) : null;
      },
    },
  });
}
