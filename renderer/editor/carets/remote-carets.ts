import type { RemoteCaret } from "./remote-caret.ts";
import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { REMOTE } from "../../../shared/article/sync/binding.ts";
import { rangeOf } from "./cursor.ts";
import { CaretLayer } from "./layer.ts";
import { Presences, type PlacedPresence } from "./presences.ts";

interface Carets {
  readonly shown: readonly RemoteCaret[];
  /** Those whose caret stands in text that has not arrived. */
  readonly unresolved: readonly PlacedPresence[];
  /** Member whose name is shown because this person points at them. */
  readonly pointed: string | null;
}

type Change = { readonly presences: readonly PlacedPresence[] } | { readonly pointed: string | null };

const key = new PluginKey<Carets>("remote-carets");
const NOBODY: Carets = { shown: [], unresolved: [], pointed: null };

/** A member's caret; null where none is drawn. */
export const caretOf = (state: EditorState, member: string): RemoteCaret | null =>
  key.getState(state)?.shown.find((caret) => caret.member === member) ?? null;

/** Shows a member's name at their caret until another call; null for nobody's. */
export function pointAt(view: EditorView, member: string | null): void {
  if (key.getState(view.state)?.pointed !== member) dispatch(view, { pointed: member });
}

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
        const change = tr.getMeta(key) as Change | undefined;
        if (change && "presences" in change) return read(change.presences, mapped, state, body);
        if (change) return { ...mapped, pointed: change.pointed };
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
          if (!view.isDestroyed) dispatch(view, { presences: presences.carets() });
        });
      };
      const onChange = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }) => {
        presences.changed([...added, ...updated], removed);
        schedule();
      };
      awareness.on("change", onChange);
      schedule();
      return {
        update({ state }, before) {
          const [carets, last] = [key.getState(state)!, key.getState(before)];
          if (carets !== last || (before.doc !== state.doc && carets.shown.length > 0)) layer.draw(carets.shown, carets.pointed);
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

const dispatch = (view: EditorView, change: Change): void =>
  view.dispatch(view.state.tr.setMeta(key, change).setMeta("addToHistory", false));

/** A caret stays before what another person inserts at it (AM9). */
function map(tr: Transaction, carets: Carets): Carets {
  if (carets.shown.length === 0) return carets;
  const shown = carets.shown.map((caret) => ({
    ...caret,
    anchor: tr.mapping.map(caret.anchor, -1),
    head: tr.mapping.map(caret.head, -1),
  }));
  return { ...carets, shown };
}

function read(presences: readonly PlacedPresence[], { shown, pointed }: Carets, state: EditorState, body: Y.Text): Carets {
  const before = new Map(shown.map((caret) => [caret.member, caret]));
  const found: RemoteCaret[] = [];
  const unresolved: PlacedPresence[] = [];
  for (const { member, client, name, color, cursor, activity } of presences) {
    const presence = { member, client, name, color, cursor, activity };
    const known = before.get(member);
    const range = known?.cursor === cursor ? known : rangeOf(body, state, cursor);
    if (!range) {
      unresolved.push(presence);
      continue;
    }
    const { anchor, head } = range;
    const isMoved = known?.anchor !== anchor || known.head !== head;
    found.push({ ...presence, anchor, head, moves: (known?.moves ?? 0) + (isMoved ? 1 : 0) });
  }
  return { shown: found, unresolved, pointed };
}
