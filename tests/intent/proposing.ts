/** People with an article and its notes, who propose, decide and write apart from one another: Nika may only comment. */
import { expect } from "vitest";
import * as Y from "yjs";
import { articleOf } from "../../shared/article/identity/article.ts";
import { textIn } from "../../shared/article/commands/replace-words.ts";
import { flatOf, posOf } from "../../shared/article/model/flat.ts";
import { anchorOf } from "../../shared/notes/anchor.ts";
import { resolveAnchors } from "../../shared/notes/resolve-anchors.ts";
import { ProposalDecisions } from "../../shared/notes/proposal-decisions.ts";
import { isProposal, proposalStateOf, type ProposalState, type ProposalThread } from "../../shared/notes/proposal-state.ts";
import { removeDoubled, takeOver } from "../../shared/notes/take-over.ts";
import { addProposal, readThreads, reviseProposal, setResolved } from "../../shared/notes/threads.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { marked, meet as meetDesks, openNewsroom } from "./suggesting.ts";
import { select } from "./two-editors.ts";

export class Reviewer {
  readonly desk: HeadlessEditor;
  readonly notes = new Y.Doc();

  constructor(desk: HeadlessEditor, noteClient: number) {
    this.desk = desk;
    this.notes.clientID = noteClient;
  }

  /** Proposes other words for a phrase. @returns the thread */
  propose(phrase: string, replacement: string): string {
    select(this.desk, phrase);
    const { doc, selection } = this.desk.state;
    const [from, to] = [flatOf(doc, selection.from), flatOf(doc, selection.to)];
    const quote = { text: textIn(doc, selection.from, selection.to), prefix: "", suffix: "" };
    return addProposal(this.notes, anchorOf(this.desk.body, from, to), quote, replacement, "", 1);
  }

  revise(replacement: string): void {
    reviseProposal(this.notes, this.thread.id, replacement, 2);
  }

  withdraw(): void {
    setResolved(this.notes, this.thread.id, true, 2);
  }

  take(): void {
    const range = this.range!;
    const { desk } = this;
    const editor = { state: desk.state, dispatch: desk.binding.dispatch.bind(desk.binding) };
    takeOver(editor, desk.doc, new ProposalDecisions(desk.doc), this.thread, range, 3);
  }

  refuse(): void {
    const { id, proposal } = this.thread;
    const said = { thread: id, wording: proposal.wording, replacement: proposal.replacement, before: "", written: [], at: 3 };
    new ProposalDecisions(this.desk.doc).add({ ...said, verdict: "refused" });
  }

  removeDoubled(): boolean {
    const { desk } = this;
    const editor = { state: desk.state, dispatch: desk.binding.dispatch.bind(desk.binding) };
    return removeDoubled(editor, desk.doc, this.state);
  }

  get thread(): ProposalThread {
    return readThreads(this.notes).find(isProposal)!;
  }

  /** Where the text of the proposal is; null where it is gone. */
  get range(): { readonly from: number; readonly to: number } | null {
    const [place] = resolveAnchors(this.desk.body, [this.thread.anchor!]);
    const { doc } = this.desk.state;
    return place?.state === "found" ? { from: posOf(doc, place.from), to: posOf(doc, place.to) } : null;
  }

  get state(): ProposalState {
    const { desk, thread, range } = this;
    const now = range && textIn(desk.state.doc, range.from, range.to);
    return proposalStateOf(thread, new ProposalDecisions(desk.doc).of(thread.id), articleOf(desk.doc), now);
  }

  get text(): string {
    return marked(this.desk);
  }
}

/** Nika proposes, Sara and Omid write and decide. */
export function openReview(clients: readonly number[], ...lines: readonly string[]): [sara: Reviewer, omid: Reviewer, nika: Reviewer] {
  const desks = openNewsroom(clients, ...lines);
  desks[0].binding.isSuggesting = false;
  return desks.map((desk, i) => new Reviewer(desk, 21 + i)) as [Reviewer, Reviewer, Reviewer];
}

/** All that any has reaches all, and all show the same. */
export function meet(...people: readonly Reviewer[]): void {
  meetDesks(...people.map(({ desk }) => desk));
  const states = people.map(({ notes }) => Y.encodeStateAsUpdate(notes));
  for (const { notes } of people) for (const state of states) Y.applyUpdate(notes, state);
  for (const person of people) expect(person.state).toEqual(people[0]!.state);
}
