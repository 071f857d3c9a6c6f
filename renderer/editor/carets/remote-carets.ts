/**
 * Where the others are: their carets resolved when they arrive and mapped through every transaction after that, drawn over
 * the page and never in it, so that no letter is parted from its neighbour (PR7).
 */
import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { REMOTE } from "../../../shared/article/binding.ts";
import { rangeOf, type CaretRange } from "./cursor.ts";
import { CaretLayer } from "./layer.ts";

export interface RemoteCaret extends CaretRange {
  readonly client: number;
  readonly name: string;
  readonly color: string;
  readonly typing: boolean;
}

interface Carets {
  readonly shown: readonly RemoteCaret[];
  /** Clients whose caret stands in text that has not arrived. */
  readonly waiting: readonly number[];
}

/** Meta: clients whose presence changed. */
const key = new PluginKey<Carets>("remote-carets");

const remoteCaretsOf = (state: EditorState): readonly RemoteCaret[] => key.getState(state)?.shown ?? [];

export function remoteCarets(body: Y.Text, awareness: Awareness): Plugin {
  return new Plugin<Carets>({
    key,
    state: {
      init: (_config, state) => read({ shown: [], waiting: [] }, state, body, awareness, [...awareness.getStates().keys()]),
      apply(tr, carets, _before, state) {
        const mapped = tr.docChanged ? map(tr, carets) : carets;
        const changed = (tr.getMeta(key) as readonly number[] | undefined) ?? [];
        // A transaction of this window is ahead of the body until it is written there.
        const retried = tr.docChanged && tr.getMeta(REMOTE) ? mapped.waiting : [];
        return changed.length + retried.length > 0 ? read(mapped, state, body, awareness, [...changed, ...retried]) : mapped;
      },
    },
    view(view) {
      const layer = new CaretLayer(view);
      const onChange = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }) => {
        const others = [...added, ...updated, ...removed].filter((client) => client !== awareness.clientID);
        if (others.length > 0) view.dispatch(view.state.tr.setMeta(key, others).setMeta("addToHistory", false));
      };
      awareness.on("change", onChange);
      layer.draw(remoteCaretsOf(view.state));
      return {
        update: () => layer.draw(remoteCaretsOf(view.state)),
        destroy() {
          awareness.off("change", onChange);
          layer.destroy();
        },
      };
    },
  });
}

/** A caret stays before what another person inserts at it (AM9). */
function map(tr: Transaction, { shown, waiting }: Carets): Carets {
  const moved = shown.map((caret) => ({ ...caret, anchor: tr.mapping.map(caret.anchor, -1), head: tr.mapping.map(caret.head, -1) }));
  return { shown: moved, waiting };
}

function read({ shown, waiting }: Carets, state: EditorState, body: Y.Text, awareness: Awareness, clients: readonly number[]): Carets {
  const kept = shown.filter(({ client }) => !clients.includes(client));
  const still = waiting.filter((client) => !clients.includes(client));
  const states = awareness.getStates();
  for (const client of new Set(clients)) {
    const { cursor, mood, user } = (client === awareness.clientID ? undefined : states.get(client)) ?? {};
    if (cursor === undefined || !isPerson(user)) continue;
    const range = rangeOf(body, state, cursor);
    if (range) kept.push({ client, ...range, name: user.name, color: user.color, typing: mood === "typing" });
    else still.push(client);
  }
  return { shown: kept, waiting: still };
}

const isPerson = (user: unknown): user is { readonly name: string; readonly color: string } =>
  typeof user === "object" && user !== null && "name" in user && typeof user.name === "string" && "color" in user && typeof user.color === "string";
