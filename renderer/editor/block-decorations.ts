import type { Node } from "prosemirror-model";
import { Plugin, type EditorState, type PluginKey, type Transaction } from "prosemirror-state";
import { AttrStep } from "prosemirror-transform";
import { DecorationSet, type Decoration, type EditorView } from "prosemirror-view";

/** Milliseconds after a composition: the browser finishes it first, and ProseMirror redraws 20 ms later what it held back. */
const COMPOSED_AFTER = 50;
/** Where more blocks change at once, to draw all of them anew takes less time: each takes what the article has blocks. */
const MANY = 100;
/** Meta: what was postponed is to be drawn. */
const REDRAW = "redraw-postponed";

/** The decorations of all blocks. */
export interface BlockDecorations<Setting> {
  readonly setting: Setting;
  readonly set: DecorationSet;
  /** The position of the block in which an input method composes and whose text changed: it is drawn anew when the composition has ended (AM17). */
  readonly postponed: number | null;
}

/** What is known of a block that is drawn anew. */
export interface RedrawnBlock {
  readonly doc: Node;
  /** The decorations of all blocks before the transaction. */
  readonly before: DecorationSet;
  /** Those of all blocks, of which some may be as they were before the transaction. */
  readonly set: DecorationSet;
  readonly tr: Transaction;
}

/**
 * A plug-in that decorates blocks, each by itself. Only changed blocks are looked at, and none in which an input method composes.
 * @param setting on which all decorations depend, after a transaction, or at first (null); where it is another one, all blocks are drawn anew
 * @param decorate makes the decorations of the block behind `pos`, each with what it is drawn for as `kind` of its `spec`
 * @param redrawn null when all blocks are drawn
 */
export function blockDecorations<Setting>(
  key: PluginKey<BlockDecorations<Setting>>,
  setting: (tr: Transaction | null, before: Setting | null) => Setting,
  decorate: (block: Node, pos: number, setting: Setting, redrawn: RedrawnBlock | null) => Decoration[],
): Plugin<BlockDecorations<Setting>> {
  let view: EditorView | null = null;
  const all = (doc: Node, setting: Setting): BlockDecorations<Setting> => {
    const found: Decoration[] = [];
    doc.forEach((block, pos) => void found.push(...decorate(block, pos, setting, null)));
    return { setting, set: DecorationSet.create(doc, found), postponed: null };
  };
  return new Plugin<BlockDecorations<Setting>>({
    key,
    state: {
      init: (_config, { doc }) => all(doc, setting(null, null)),
      apply(tr, before, _old, { doc, selection }) {
        const next = setting(tr, before.setting);
        if (next !== before.setting) return all(doc, next);
        const blocks = changedBlocks(tr, { doc, selection }, before.postponed, view?.composing ?? false);
        if (!blocks) return before;
        if (blocks.positions.size > MANY && blocks.postponed === null) return all(doc, next);
        let set = before.set.map(tr.mapping, doc);
        for (const pos of blocks.positions) {
          const block = doc.nodeAt(pos);
          if (!block) continue;
          const end = pos + block.nodeSize;
          const known = set.find(pos, end).filter(({ from, to }) => from >= pos && to <= end);
          const found = decorate(block, pos, next, { doc, before: before.set, set, tr });
          if (!areSame(known, found)) set = set.remove(known).add(doc, found);
        }
        return { setting: next, set, postponed: blocks.postponed };
      },
    },
    props: { decorations: (state) => key.getState(state)!.set },
    view(created) {
      view = created;
      return { destroy: () => (view = null) };
    },
  });
}

interface ChangedBlocks {
  readonly positions: ReadonlySet<number>;
  readonly postponed: number | null;
}

/** @returns null where there is nothing to do */
function changedBlocks(
  tr: Transaction,
  { doc, selection: { $from } }: Pick<EditorState, "doc" | "selection">,
  postponed: number | null,
  isComposing: boolean,
): ChangedBlocks | null {
  if (!tr.docChanged && (postponed === null || isComposing)) return null;
  const changed = positionsOfChanges(tr, doc);
  const mapped = postponed === null ? null : tr.mapping.mapResult(postponed);
  const waiting = mapped === null || mapped.deleted ? null : mapped.pos;
  const composed = isComposing && $from.depth > 0 ? $from.before(1) : null;
  if (waiting !== null && waiting !== composed) changed.add(waiting);
  const isPostponed = composed !== null && (changed.delete(composed) || waiting === composed);
  return { positions: changed, postponed: isPostponed ? composed : null };
}

/** The blocks that a transaction changes or touches. They are walked over once, of however many changes it is. */
function positionsOfChanges(tr: Transaction, doc: Node): Set<number> {
  const changed = new Set<number>();
  const ranges: (readonly [from: number, to: number])[] = [];
  for (const [i, map] of tr.mapping.maps.entries()) {
    const later = tr.mapping.slice(i + 1);
    const step = tr.steps[i];
    if (step instanceof AttrStep) changed.add(later.map(step.pos));
    map.forEach((_from, _to, newStart, newEnd) => void ranges.push([later.map(newStart, -1) - 1, later.map(newEnd, 1) + 1]));
  }
  ranges.sort(([a], [b]) => a - b);
  let [next, reached] = [0, -1];
  doc.forEach((block, pos) => {
    const end = pos + block.nodeSize;
    for (; next < ranges.length && ranges[next]![0] < end; next++) reached = Math.max(reached, ranges[next]![1]);
    if (reached > pos) changed.add(pos);
  });
  return changed;
}

const areSame = (known: readonly Decoration[], found: readonly Decoration[]): boolean =>
  known.length === found.length &&
  found.every(({ from, to, spec }, i) => known[i]!.from === from && known[i]!.to === to && kindOf(known[i]!.spec) === kindOf(spec));

const kindOf = (spec: unknown): unknown => (spec as { readonly kind?: unknown }).kind;

/** Draws what waits for the end of a composition. */
export const redrawPostponed = (view: EditorView): void => view.dispatch(view.state.tr.setMeta(REDRAW, true));

/** Where a plug-in's state is found. */
interface StateKey {
  getState(state: EditorState): Pick<BlockDecorations<unknown>, "postponed"> | undefined;
}

/** Draws after each composition what waited for its end. @param keys of the plug-ins that decorate blocks */
export function drawAfterComposition(keys: readonly StateKey[]): Plugin {
  return new Plugin({
    view(view) {
      let timer = 0;
      const onEnd = () => {
        window.clearTimeout(timer);
        timer = window.setTimeout(() => {
          const isWaiting = () => keys.some((key) => (key.getState(view.state)?.postponed ?? null) !== null);
          if (!view.isDestroyed && !view.composing && isWaiting()) redrawPostponed(view);
        }, COMPOSED_AFTER);
      };
      view.dom.addEventListener("compositionend", onEnd);
      return {
        destroy() {
          window.clearTimeout(timer);
          view.dom.removeEventListener("compositionend", onEnd);
        },
      };
    },
  });
}
