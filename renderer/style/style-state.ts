/** What the editor's state holds of findings: their underlines, mapped through each transaction. */
import type { Node } from "prosemirror-model";
import { PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import type { Drawn, PlacedFinding } from "./placed-finding.ts";

/** What is drawn anew: all, or some blocks. */
export interface StyleMeta {
  /** Null for the whole article. */
  readonly blocks: readonly { readonly from: number; readonly to: number }[] | null;
  readonly added: readonly Decoration[];
}

interface StyleSpec {
  readonly finding: PlacedFinding;
}

export const styleKey = new PluginKey<DecorationSet>("house style");

/** With more blocks, all decorations are built anew. */
const FEW = 20;

export function applyStyle(tr: Transaction, before: DecorationSet): DecorationSet {
  const mapped = tr.docChanged && before !== DecorationSet.empty ? before.map(tr.mapping, tr.doc) : before;
  const meta = tr.getMeta(styleKey) as StyleMeta | undefined;
  return meta ? renew(tr.doc, mapped, meta) : mapped;
}

function renew(doc: Node, set: DecorationSet, { blocks, added }: StyleMeta): DecorationSet {
  if (blocks === null) return DecorationSet.create(doc, [...added]);
  if (blocks.length > FEW) {
    const isRenewed = (at: number) => blocks.some(({ from, to }) => at >= from && at < to);
    return DecorationSet.create(doc, [...set.find().filter(({ from }) => !isRenewed(from)), ...added]);
  }
  const gone = blocks.flatMap(({ from, to }) => set.find(from, to).filter((one) => one.from >= from && one.to <= to));
  return set.remove(gone).add(doc, [...added]);
}

/** @param start where the text of the block begins */
export const underline = ({ placed, from, to }: Drawn, start: number): Decoration =>
  Decoration.inline(start + from, start + to, { class: placed.kind === "spelling" ? "style-misspelt" : "style-finding" }, {
    finding: placed,
  } satisfies StyleSpec);

export const findingOf = (decoration: Decoration): PlacedFinding => (decoration.spec as StyleSpec).finding;

/** All that is underlined, in order. */
export const underlined = (state: EditorState): Decoration[] =>
  (styleKey.getState(state)?.find() ?? []).sort((a, b) => a.from - b.from || a.to - b.to);
