import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { REMOTE } from "../../../shared/article/sync/binding.ts";
import { rangeOf, type CaretRange } from "./cursor.ts";
import { CaretLayer } from "./layer.ts";
import { Presences, type Presence } from "./presences.ts";

export interface RemoteCaret extends Presence, CaretRange {}

interface Carets {
  readonly shown: readonly RemoteCaret[];
  /** Those whose caret stands in text that has not arrived. */
  readonly unresolved: readonly Presence[];
}

/** Meta: the presences to show, each member's latest. */
const key = new PluginKey<Carets>("remote-carets");
const NOBODY: Carets = { shown: [], unresolved: [] };

const shownIn = (state: EditorState): readonly RemoteCaret[] => key.getState(state)!.shown;

/**
 * The others' carets: resolved when they arrive and mapped through every transaction after that. They are drawn over the page and
 * never in it, so that letters stay joined (PR7). What arrives is taken in once a frame.
 */
export function remoteCarets(body: Y.Text, awareness: Awareness): Plugin {
  return new Plugin<Carets>({
    key,
    state: {
      init: () => NOBODY,
      apply(tr, carets, _before, state) {
        const mapped = tr.docChanged ? map(tr, carets) : carets;
        const presences = tr.getMeta(key) as readonly Presence[] | undefined;
        if (presences) return read(presences, mapped, state, body);
        // A transaction of this window is ahead of the body until it is written there.
        const retried = tr.docChanged && tr.getMeta(REMOTE) && mapped.unresolved.length > 0;
        return retried ? read([...mapped.shown, ...mapped.unresolved], mapped, state, body) : mapped;
      },
    },
    view(view) {
      const layer = new CaretLayer(view);
      const presences = new Presences(awareness);
      let frame = 0;
      const schedule = () => {
        frame ||= requestAnimationFrame(() => {
          frame = 0;
          if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, presences.latest()).setMeta("addToHistory", false));
        });
      };
      const onChange = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }) => {
        presences.changed([...added, ...updated], removed);
        schedule();
      };
      awareness.on("change", onChange);
      schedule();
      return {
        update(_view, before) {
          if (shownIn(before) !== shownIn(view.state) || (before.doc !== view.state.doc && shownIn(view.state).length > 0))
            layer.draw(shownIn(view.state));
        },
        destroy() {
          awareness.off("change", onChange);
          cancelAnimationFrame(frame);
          layer.destroy();
        },
      };
    },
  });
}

/** A caret stays before what another person inserts at it (AM9). */
function map(tr: Transaction, { shown, unresolved }: Carets): Carets {
  if (shown.length === 0) return { shown, unresolved };
  const moved = shown.map((caret) => ({ ...caret, anchor: tr.mapping.map(caret.anchor, -1), head: tr.mapping.map(caret.head, -1) }));
  return { shown: moved, unresolved };
}

function read(presences: readonly Presence[], { shown }: Carets, state: EditorState, body: Y.Text): Carets {
  const known = new Map(shown.map((caret) => [caret.cursor, caret]));
  const found: RemoteCaret[] = [];
  const unresolved: Presence[] = [];
  for (const { member, client, name, color, cursor, typing } of presences) {
    const presence = { member, client, name, color, cursor, typing };
    const range = known.get(cursor) ?? rangeOf(body, state, cursor);
    if (range) found.push({ ...presence, anchor: range.anchor, head: range.head });
    else unresolved.push(presence);
  }
  return { shown: found, unresolved };
}
