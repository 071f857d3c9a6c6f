import type { EditorView } from "prosemirror-view";
import * as Y from "yjs";
import type { Verdict } from "../../../shared/article/identity/suggestion-records.ts";
import type { ArticleBinding } from "../../../shared/article/sync/binding.ts";
import type { ProposalDecisions } from "../../../shared/notes/proposal-decisions.ts";
import { isProposal, type ProposalThread } from "../../../shared/notes/proposal-state.ts";
import { readReplacement } from "../../../shared/notes/replacement.ts";
import { removeDoubled, takeOver } from "../../../shared/notes/take-over.ts";
import { reviseProposal, setResolved } from "../../../shared/notes/threads.ts";
import { Store, type Readable } from "../../store/store.ts";
import { replacementOf, type MarginStore } from "../margin-store.ts";
import type { Places } from "../text/places.ts";
import type { ActiveNote } from "../threads/active-note.ts";
import type { ThreadCommands } from "../threads/thread-commands.ts";
import type { ProposalStates } from "./proposal-states.ts";

/** An open editor, as proposals use it. */
interface ProposalEditor {
  readonly view: EditorView;
  readonly binding: ArticleBinding;
  /** The state that is in step with the body; the view's own is behind it while an input method composes. */
  readonly host: { readonly state: EditorView["state"] };
}

export interface ProposalCommandsDeps {
  readonly body: Y.Doc;
  readonly notes: Y.Doc;
  readonly decisions: ProposalDecisions;
  readonly states: ProposalStates;
  readonly store: MarginStore;
  readonly commands: ThreadCommands;
  readonly activeNote: ActiveNote;
  readonly places: () => Places;
  /** Whether there is something to decide on a note, so that one goes on to it. */
  readonly isToDecide: (note: string) => boolean;
}

/** What is to be taken over although the text has changed, and what the text says. */
interface Asked {
  readonly thread: string;
  readonly now: string | null;
}

/** What a person does with proposals. */
export class ProposalCommands {
  readonly #asked = new Store<Asked | null>(null);
  /** Taking over was pressed once for text that has changed: the next press takes over (NO67). */
  readonly asked: Readable<Asked | null> = this.#asked;
  readonly #deps: ProposalCommandsDeps;
  #editor: ProposalEditor | null = null;
  #mayDecide = false;
  /** What this person decided last, and this client's clock in the text since. */
  #last: { readonly thread: string; readonly verdict: Verdict; readonly clock: number } | null = null;

  constructor(deps: ProposalCommandsDeps) {
    this.#deps = deps;
  }

  /** The editor was opened, or closed (null). */
  attach(editor: ProposalEditor | null): void {
    this.#editor = editor;
  }

  /** @param mayDecide whether this person may write the text, from now on */
  allow(mayDecide: boolean): void {
    this.#mayDecide = mayDecide;
  }

  /** Takes a proposal over, where its text has changed at the second press, or refuses it, and goes on to the next. */
  decide(verdict: Verdict, id: string): void {
    const { activeNote, store, isToDecide } = this.#deps;
    const thread = this.#find(id);
    if (!thread || !this.#mayDecide || this.#deps.states.of(thread).outcome !== "open") return;
    const next = activeNote.beside(id, isToDecide);
    if (!(verdict === "accepted" ? this.#take(thread) : this.#refuse(thread))) return;
    this.#asked.set(null);
    this.#last = { thread: id, verdict, clock: this.#clock };
    if (next === null) store.activate(null);
    else activeNote.reveal(next);
  }

  /** Decides on the active proposal. @returns false when none is active */
  decideActive(verdict: Verdict): boolean {
    const { active } = this.#deps.store.get();
    const thread = active === null ? null : this.#find(active);
    if (!thread || !this.#mayDecide) return false;
    this.decide(verdict, thread.id);
    return true;
  }

  /** Takes words out of the text that stand there twice. */
  removeDoubled(id: string): void {
    const thread = this.#find(id);
    const editor = this.#ready();
    if (thread && editor && this.#mayDecide) removeDoubled(editor, this.#deps.body, this.#deps.states.of(thread));
  }

  /** Takes refusals of a proposal back. */
  reopen(id: string): void {
    if (!this.#mayDecide) return;
    this.#deps.decisions.reopen(id);
    this.#deps.store.activate(id);
  }

  /** Withdraws a proposal of one's own, or proposes it again. */
  withdraw(id: string, withdrawn: boolean): void {
    setResolved(this.#deps.notes, id, withdrawn, Date.now());
    if (withdrawn) this.#deps.store.activate(null);
  }

  /** Gives a proposal of one's own the wording that stands in its field. */
  revise(id: string): void {
    const { store, commands, notes } = this.#deps;
    const [thread, replacement] = [this.#find(id), readReplacement(store.get().fields.get(replacementOf(id)))];
    if (thread && replacement !== null && replacement !== thread.proposal.replacement) reviseProposal(notes, id, replacement, Date.now());
    commands.writeField(replacementOf(id), null);
  }

  /** Takes back the decision that was this person's last step. @returns false when something else was */
  undo(): boolean {
    const last = this.#last;
    if (!last || !this.#mayDecide || this.#clock !== last.clock) return false;
    this.#last = null;
    if (last.verdict === "refused") this.reopen(last.thread);
    else this.#editor?.binding.undo();
    this.#deps.states.schedule();
    return true;
  }

  #take(thread: ProposalThread): boolean {
    const { body, decisions, states, places } = this.#deps;
    const editor = this.#ready();
    const range = places().found.get(thread.id);
    if (!editor || !range) return false;
    const { hasChanged, now } = states.of(thread);
    const asked = this.#asked.get();
    if (hasChanged && (asked?.thread !== thread.id || asked.now !== now)) {
      this.#asked.set({ thread: thread.id, now });
      this.#deps.store.activate(thread.id);
      return false;
    }
    takeOver(editor, body, decisions, thread, range, Date.now());
    return true;
  }

  #refuse({ id, proposal: { wording, replacement } }: ProposalThread): boolean {
    this.#deps.decisions.add({ thread: id, wording, verdict: "refused", before: "", replacement, written: [], at: Date.now() });
    return true;
  }

  /** The editor, while its view is in step with the body. */
  #ready(): { readonly state: EditorView["state"]; readonly dispatch: EditorView["dispatch"] } | null {
    const editor = this.#editor;
    if (!editor || editor.view.isDestroyed || editor.host.state !== editor.view.state) return null;
    return { state: editor.view.state, dispatch: editor.view.dispatch.bind(editor.view) };
  }

  #find(id: string): ProposalThread | null {
    return (
      this.#deps.store
        .get()
        .threads.filter(isProposal)
        .find((thread) => thread.id === id) ?? null
    );
  }

  get #clock(): number {
    const { body } = this.#deps;
    return Y.getState(body.store, body.clientID);
  }
}
