/** The page of the bench: one contender at a time, told by the driver what to do. */
import "@fontsource-variable/vazirmatn";
import type { Node } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import { importMarkdown } from "../../../../shared/import/markdown.ts";
import { writeArticle } from "../words.ts";
import type { FindingKind } from "../../../../shared/style/finding.ts";
import type { Accepted, Arrival, BenchPage, Choice, ContenderName, FirstCheck, Opened, Place, Return, Stored } from "./api.ts";
import { endOf, spotAt, type Apart, type Contender, type OpenEditor } from "./contender.ts";
import { comeBack } from "./come-back.ts";
import { KeyClock, layOut } from "./key-clock.ts";
import { prosemirror } from "./prosemirror.ts";
import { tahrir } from "./tahrir.tsx";
import { yProsemirror } from "./y-prosemirror.ts";

const MAKE: Record<ContenderName, (doc: Node, choice: Choice) => Contender> = {
  Tahrir: tahrir,
  "y-prosemirror": yProsemirror,
  ProseMirror: prosemirror,
};

const LETTER = "ژ";
/** Of scrolling, in pixels. */
const STEP = 240;
/** An editor is open when its page has not changed for so long, in milliseconds. */
const QUIET = 250;

/** All is checked when nothing more was found for so long, in milliseconds: the speller loads a second or two. */
const CHECKED = 5000;

/** An editor that is being opened; times as `performance.now` says them. */
interface Opening {
  readonly start: number;
  /** When its first frame was drawn. */
  readonly frame: Promise<number>;
  readonly changes: MutationObserver;
  /** When the page changed last. */
  changedAt: number;
}

class Bench implements BenchPage {
  readonly #place = document.getElementById("desk")!;
  #article: Node | null = null;
  #contender: Contender | null = null;
  #editor: OpenEditor | null = null;
  #clock: KeyClock | null = null;
  #opening: Opening | null = null;
  #apart: Apart | null = null;
  #colleague: ((letter: string) => Uint8Array) | null = null;

  prepare(choice: Choice): Stored {
    const article = importMarkdown(writeArticle(choice.words, choice.seed, choice.faultEvery));
    this.#contender = MAKE[choice.contender](article, choice);
    this.#article = this.#contender.shown ?? article;
    const { items, bytes } = this.#contender;
    return { characters: article.textContent.length, blocks: article.childCount, items, bytes };
  }

  open(): number {
    this.close();
    const start = performance.now();
    const frame = new Promise<number>((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))));
    const editor = this.#contender!.open(this.#place);
    const height = layOut(editor.view);
    const taken = performance.now() - start;
    this.#editor = editor;
    const changes = new MutationObserver((records) => {
      // A second after its last change the view says what the browser may skip (SU48), which changes nothing that one sees.
      if (records.some(({ attributeName }) => attributeName !== "data-skipping")) opening.changedAt = performance.now();
    });
    changes.observe(this.#place, { subtree: true, childList: true, attributes: true, characterData: true });
    const opening = (this.#opening = { start, frame, changes, changedAt: 0 });
    if (height < 100 || !editor.view.state.doc.eq(this.#article!)) throw new Error("the editor does not show the article");
    return taken;
  }

  part(edits: number): number {
    this.#apart = this.#contender!.part!(edits);
    return this.#apart.theirs.length;
  }

  async openApart(): Promise<void> {
    this.close();
    this.#editor = this.#apart!.open(this.#place);
    await this.rest();
    this.place("middle");
    await this.rest();
  }

  comeBack(): Promise<Return> {
    return comeBack(this.#editor!, this.#apart!);
  }

  async opened(): Promise<Opened> {
    const opening = this.#opening!;
    const drawn = await opening.frame;
    while (performance.now() - Math.max(drawn, opening.changedAt) < QUIET)
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return { drawn: drawn - opening.start, complete: Math.max(drawn, opening.changedAt) - opening.start };
  }

  close(): void {
    this.#opening?.changes.disconnect();
    this.#opening = null;
    this.#editor?.close();
    this.#editor = null;
    this.#colleague = null;
  }

  place(place: Place): void {
    const { view, meet } = this.#editor!;
    const { doc } = view.state;
    const { pos } = place === "end" ? endOf(doc) : spotAt(doc, 0.5);
    // ProseMirror scrolls to a selection that has the focus alone.
    view.focus();
    view.dispatch(view.state.tr.setSelection(TextSelection.create(doc, pos)).scrollIntoView());
    meet();
  }

  suggest(isSuggesting: boolean): void {
    this.#editor!.suggest!(isSuggesting);
  }

  async check(): Promise<FirstCheck> {
    const findings = this.#editor!.findings!;
    const { list } = findings;
    const start = performance.now();
    let last = start;
    const stop = list.subscribe(() => (last = performance.now()));
    findings.follow({ profile: "default", isSpelling: true, language: "fa", added: [] });
    // On a busy machine the checker is not there so soon.
    while (list.get().length === 0 || performance.now() - last < CHECKED) await new Promise((resolve) => setTimeout(resolve, QUIET));
    stop();
    return { findings: list.get().length, listed: last - start };
  }

  async accept(): Promise<Accepted> {
    const findings = this.#editor!.findings!;
    const kinds = Map.groupBy(
      findings.list.get().filter(({ kind }) => kind !== "spelling"),
      ({ kind }) => kind,
    );
    const [kind, all] = [...kinds].reduce((most, one) => (one[1].length > most[1].length ? one : most));
    const start = performance.now();
    if (!findings.acceptAll(kind as FindingKind)) throw new Error("nothing was accepted");
    const written = performance.now() - start;
    for (let still = 0, list = findings.list.get(); still < 8; still++) {
      await new Promise((resolve) => setTimeout(resolve, QUIET));
      if (list !== findings.list.get()) [still, list] = [0, findings.list.get()];
    }
    if (findings.list.get().some((one) => one.kind === kind)) throw new Error("not all of the kind are gone");
    return { count: all.length, written };
  }

  startKeys(): void {
    this.#clock = new KeyClock(this.#editor!.view);
  }

  stopKeys(): readonly number[] {
    return this.#clock!.stop();
  }

  async dispatch(): Promise<number> {
    const { view } = this.#editor!;
    const start = performance.now();
    view.dispatch(view.state.tr.insertText(LETTER));
    const taken = performance.now() - start;
    await this.rest();
    return taken;
  }

  async remote(): Promise<Arrival> {
    const { view, receive } = this.#editor!;
    const update = (this.#colleague ??= this.#contender!.colleague!())(LETTER);
    const { size } = view.state.doc.content;
    const seen = lettersIn(view.dom);
    const start = performance.now();
    receive(update);
    const shown = performance.now() - start;
    layOut(view);
    const laidOut = performance.now() - start;
    if (view.state.doc.content.size !== size + 1 || lettersIn(view.dom) !== seen + 1)
      throw new Error(
        `the colleague's letter is not there at once: ${size} → ${view.state.doc.content.size}, ${seen} → ${lettersIn(view.dom)}`,
      );
    await this.rest();
    return { shown, laidOut };
  }

  async scroll(step: number): Promise<void> {
    const end = this.#place.scrollHeight - this.#place.clientHeight;
    if (end <= 0) throw new Error("the article is too short to be scrolled");
    this.#place.scrollTo({ top: (step * STEP) % Math.max(STEP, end), behavior: "instant" });
    await this.rest();
  }

  async rest(): Promise<void> {
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

const lettersIn = (element: Element): number => element.textContent.split(LETTER).length;

window.bench = new Bench();
