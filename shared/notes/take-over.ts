/** How a proposal comes into the text: by whoever may write it, and by an edit like any other. */
import type { EditorState, Transaction } from "prosemirror-state";
import * as Y from "yjs";
import { articleOf } from "../article/identity/article.ts";
import { replaceWords, textIn } from "../article/commands/replace-words.ts";
import { joined } from "../article/model/character-id.ts";
import { posOf } from "../article/model/flat.ts";
import { clockOf, livingIn, placesIn } from "../article/yjs-internals/items.ts";
import type { ProposalDecisions } from "./proposal-decisions.ts";
import { livingOf, type ProposalState, type ProposalThread } from "./proposal-state.ts";

/** An editor whose state is in step with the body. */
interface Editor {
  readonly state: EditorState;
  /** Writes to the body: directly, or as a suggestion. */
  dispatch(tr: Transaction): void;
}

/** What a transaction that writes a proposal says of itself, so that it is a step of undo and a suggestion of its own. */
const EVENT = "proposal";

/**
 * Writes a proposal into the text in place of what stands there now, and says so. Nothing is written where the text says it already.
 * @param range of its text, in positions of the editor's document @param at milliseconds since 1970
 */
export function takeOver(
  editor: Editor,
  body: Y.Doc,
  decisions: ProposalDecisions,
  { id, quote, proposal }: ProposalThread,
  range: { readonly from: number; readonly to: number },
  at: number,
): void {
  const { replacement, wording } = proposal;
  const now = textIn(editor.state.doc, range.from, range.to);
  const { clientID: client } = body;
  const clock = clockOf(body, client);
  if (now !== replacement) editor.dispatch(replaceWords(editor.state.tr, range.from, range.to, replacement).setMeta("uiEvent", EVENT));
  const written = joined(livingIn(articleOf(body).body, { client, clock, length: clockOf(body, client) - clock }));
  decisions.add({ thread: id, wording, verdict: "taken", before: now === replacement ? quote.text : now, replacement, written, at });
}

/**
 * Of a proposal whose words several people wrote, unknown to one another, those of the lowest Yjs client stay (NO69).
 * @returns false when they stand there once
 */
export function removeDoubled(editor: Editor, body: Y.Doc, { taken, present }: ProposalState): boolean {
  const article = articleOf(body);
  const doubled = taken.slice(1, present).flatMap(({ written }) => livingOf(article, written));
  const places = placesIn(article.body, doubled);
  if (places.length === 0) return false;
  const { tr } = editor.state;
  for (const { index, length } of places.toReversed()) {
    const start = posOf(tr.doc, index);
    tr.delete(start, start + length);
  }
  editor.dispatch(tr.setMeta("uiEvent", EVENT));
  return true;
}
