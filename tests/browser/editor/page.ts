/** Runs in Chromium: the editor's own view of one article, and a colleague's replica of it. */
import { Node } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { SlashMenu } from "../../../renderer/editor/typing/slash-menu.ts";
import { typingAids } from "../../../renderer/editor/typing/typing-aids.ts";
import { Pictures } from "../../../renderer/editor/blocks/pictures.ts";
import { readPicture } from "../../../renderer/pictures/picture-file.ts";
import { MemoryPictures } from "../memory-pictures.ts";
import { SelectedFigure } from "../../../renderer/editor/blocks/selected-figure.ts";
import { clipboard } from "../../../renderer/editor/clipboard/index.ts";
import { toggleInvisibles } from "../../../renderer/editor/invisibles.ts";
import { articleKeys } from "../../../renderer/editor/keymap.ts";
import { remoteCarets } from "../../../renderer/editor/carets/remote-carets.ts";
import { placeholders } from "../../../renderer/editor/placeholders.ts";
import { blockAtCaret, showFocusMode } from "../../../renderer/editor/block-at-caret.ts";
import { showPageSettings } from "../../../renderer/editor/page-settings.ts";
import { createView, destroyView, type EditorHandle } from "../../../renderer/editor/view.ts";
import { bodyOf } from "../../../shared/article/model/body.ts";
import { baseDirectionOf, type ArticleLanguage } from "../../../shared/article/model/language.ts";
import type { PageSettings } from "../../../shared/typing/page-settings.ts";
import { TYPING_DEFAULTS, type TypingSettings } from "../../../shared/typing/settings.ts";
import { baseText } from "../../../shared/article/projection/base-text.ts";
import { flatOf, posOf } from "../../../shared/article/model/flat.ts";
import { projectBody } from "../../../shared/article/projection/project.ts";
import { anchorOf, type Anchor } from "../../../shared/notes/anchor.ts";
import { resolveAnchors } from "../../../shared/notes/resolve-anchors.ts";
import { Colleague, EDITS, type EditName } from "./colleague.ts";

const LETTERS = "حروف ";

export class EditorPage {
  readonly #doc = new Y.Doc();
  readonly #colleagueDoc = new Y.Doc();
  readonly #awareness = new Awareness(this.#doc);
  readonly #body = bodyOf(this.#doc);
  #handle: EditorHandle | null = null;
  #colleagueEditor: Colleague | null = null;
  #note: Anchor | null = null;
  #clock = 0;
  #editable = true;
  readonly stored = new MemoryPictures();
  readonly pictures = new Pictures({
    source: this.stored,
    prepare: readPicture,
    onRemoved: (what) => this.refused.push(`${what}-removed`),
    fetch: (url) => (
      this.asked.push(url),
      fetch(this.answers[url] ?? "data:,none").then(async (answer) => ({ bytes: new Uint8Array(await answer.arrayBuffer()) }))
    ),
    onRefused: (reason) => this.refused.push(reason),
    onError: (error) => this.repairs.push(String(error)),
  });
  /** What the core was asked for, and what it answers. */
  readonly asked: string[] = [];
  readonly answers: Record<string, string> = {};
  readonly refused: string[] = [];
  readonly remote: string[] = [];
  readonly repairs: string[] = [];
  readonly compositions: string[] = [];
  /** The article's own. */
  language: ArticleLanguage = "fa";
  typing: TypingSettings = TYPING_DEFAULTS;
  readonly slashMenu = new SlashMenu(() => this.typing.menu);

  /** Opens an article with a headline and these paragraphs. */
  open(paragraphs: readonly string[]): void {
    this.#body.insert(0, ["عنوان", ...paragraphs].join("\n"));
    bodyOf(this.#colleagueDoc);
    Y.applyUpdate(this.#colleagueDoc, Y.encodeStateAsUpdate(this.#doc));
    this.#doc.on(
      "update",
      (update: Uint8Array, origin: unknown) => origin !== "colleague" && Y.applyUpdate(this.#colleagueDoc, update, "here"),
    );
    const page = document.body.appendChild(document.createElement("div"));
    page.className = "editor-page";
    this.#handle = createView(page, {
      doc: this.#doc,
      plugins: [
        new SelectedFigure().plugin,
        this.slashMenu.plugin,
        typingAids({ settings: () => this.typing, language: () => this.language, undo: () => this.undo() }),
        articleKeys({
          baseDirection: () => baseDirectionOf(this.language),
          language: () => this.language,
          binding: () => this.#handle!.binding,
          editLink: () => undefined,
        }),
        clipboard({
          language: () => this.language,
          pictures: this.pictures,
          onRefused: (reason) => this.refused.push(reason),
          onRemote: (addresses) => this.remote.push(...addresses),
        }),
        placeholders(() => ({ headline: "عنوان", lead: "", text: "متن" })),
        remoteCarets(this.#body, this.#awareness),
        blockAtCaret(),
      ],
      baseDirection: () => baseDirectionOf(this.language),
      editable: () => this.#editable,
      attributes: { lang: this.language },
      pictures: this.pictures,
      figureWords: () => ({ remote: (host) => `at ${host}`, fetch: "fetch", broken: "broken", waiting: "waiting" }),
      onRepair: (error) => this.repairs.push(String(error)),
    });
    for (const type of ["compositionstart", "compositionend"]) this.view.dom.addEventListener(type, () => this.compositions.push(type));
    this.view.focus();
  }

  /** Opens an article of so many words, in paragraphs of a hundred. */
  openLong(words: number): void {
    this.open(Array.from({ length: words / 100 }, () => "کلمه ای دیگر در متن ".repeat(20)));
  }

  get view(): EditorView {
    return this.#handle!.view;
  }

  /** Puts the caret at an index of the body. */
  caret(index: number): void {
    const { tr, doc } = this.view.state;
    this.view.dispatch(tr.setSelection(TextSelection.create(doc, posOf(doc, index))));
    this.view.focus();
  }

  /** What a colleague does to the body; the change arrives at once. */
  colleague(change: {
    readonly at: number;
    readonly insert?: string;
    readonly remove?: number;
    readonly format?: number;
    readonly attributes?: Record<string, unknown>;
  }): void {
    const body = bodyOf(this.#colleagueDoc);
    const before = Y.encodeStateVector(this.#colleagueDoc);
    this.#colleagueDoc.transact(() => {
      if (change.remove) body.delete(change.at, change.remove);
      if (change.insert) body.insert(change.at, change.insert, change.attributes);
      if (change.format) body.format(change.at, change.format, change.attributes ?? {});
    });
    Y.applyUpdate(this.#doc, Y.encodeStateAsUpdate(this.#colleagueDoc, before), "colleague");
  }

  /** A colleague comes back who wrote so many words all over the article: in one update. */
  colleagueWrites(words: number): void {
    const body = bodyOf(this.#colleagueDoc);
    const before = Y.encodeStateVector(this.#colleagueDoc);
    for (let i = words; i > 0; i--) body.insert(Math.floor((body.length * i) / (words + 1)), "نو ");
    Y.applyUpdate(this.#doc, Y.encodeStateAsUpdate(this.#colleagueDoc, before), "colleague");
  }

  /** Draws something of the text in another way, as a plug-in does on its own. */
  redraw(): void {
    toggleInvisibles(this.view.state, this.view.dispatch.bind(this.view));
  }

  /** Where a block stands in the window, in pixels from its top. */
  topOf(block: number): number {
    return this.view.dom.children[block]!.getBoundingClientRect().top;
  }

  /** The index of the body at which the text of a block begins. */
  startOf(block: number): number {
    return this.#body.toString().split("\n").slice(0, block).join("\n").length + Math.min(block, 1);
  }

  /** The number of the block in which the browser's caret is, which ProseMirror reads a little later. */
  get blockOfCaret(): number {
    return [...this.view.dom.children].findIndex((block) => block.contains(getSelection()!.focusNode));
  }

  /** What is selected, in the body. */
  get selection(): readonly [number, number] {
    const { doc, selection } = this.view.state;
    return [flatOf(doc, selection.from), flatOf(doc, selection.to)];
  }

  /** The numbers of the blocks that are not laid out unless they are in sight. */
  get deferred(): number[] {
    return [...this.view.dom.children].flatMap((block, i) => (getComputedStyle(block).contentVisibility === "auto" ? [i] : []));
  }

  /** A colleague's editor from now on: what they do arrives at once. */
  get #colleague(): Colleague {
    if (this.#colleagueEditor) return this.#colleagueEditor;
    this.#colleagueDoc.on(
      "update",
      (update: Uint8Array, origin: unknown) => origin !== "here" && Y.applyUpdate(this.#doc, update, "colleague"),
    );
    return (this.#colleagueEditor = new Colleague(this.#colleagueDoc));
  }

  /**
   * Opens an article in which somebody will compose at the caret, and a colleague do `edit`.
   * @param block its runs of text, each with what is said of it; the caret is at "|", which is taken out
   */
  openFor(
    edit: EditName,
    block: readonly { readonly text: string; readonly attributes?: Record<string, unknown> }[],
    attributes: Record<string, unknown>,
  ): void {
    this.open(["پ", "", "بند دیگری که درازتر است از آن که جابه‌جا شود و می‌ماند"]);
    const colleague = this.#colleague;
    const start = 1 + "عنوان".length + 2;
    let index = start;
    let caret = start;
    this.#doc.transact(() => {
      for (const { text, attributes } of block) {
        const at = text.indexOf("|");
        if (at !== -1) caret = index + at;
        this.#body.insert(index, text.replace("|", ""), attributes ?? {});
        index += text.replace("|", "").length;
      }
    });
    const { tr, doc } = this.view.state;
    if (Object.keys(attributes).length > 0)
      this.view.dispatch(
        tr.setNodeMarkup(doc.resolve(posOf(doc, index)).before(1), doc.type.schema.nodes[attributes["kind"] as string], attributes),
      );
    const prepared: { before?: (colleague: Colleague, end: number) => void } = EDITS[edit];
    prepared.before?.(colleague, posOf(colleague.state.doc, index));
    this.caret(caret);
  }

  /** Fastens a note to `phrase`. */
  annotate(phrase: string): void {
    const from = this.#body.toString().indexOf(phrase);
    this.#note = anchorOf(this.#body, from, from + phrase.length);
  }

  /** The text of the note; null when it has none. */
  get annotated(): string | null {
    const [place] = this.#note ? resolveAnchors(this.#body, [this.#note]) : [];
    return place?.state === "found" ? this.#body.toString().slice(place.from, place.to) : null;
  }

  /** @returns the colleague's text after it; null where the edit does not apply */
  edits(edit: EditName, word: string): string | null {
    const colleague = this.#colleague;
    const applied = EDITS[edit].run(colleague, colleague.around(word)!);
    return applied === false ? null : bodyOf(this.#colleagueDoc).toString();
  }

  /** Whether both editors show the same article, with all that is said of it. */
  get isSame(): boolean {
    return this.view.state.doc.eq(this.#colleague.state.doc);
  }

  /** Closes the article as the window does. */
  close(): void {
    destroyView(this.#handle!);
  }

  /** Another page in its place. */
  anew(): EditorPage {
    if (this.#handle && !this.view.isDestroyed) this.close();
    document.body.replaceChildren();
    return new EditorPage();
  }

  /** Events of an input method, of which no more may come. */
  compositionEvents(...types: readonly string[]): void {
    for (const type of types) this.view.dom.dispatchEvent(new CompositionEvent(type, { bubbles: true, data: "" }));
  }

  /** The milliseconds that `count` letters of a colleague at an index take to come in, after each of which one of a composed word is written. */
  timeRemote(count: number, at: number): number {
    const start = performance.now();
    for (let i = 0; i < count; i++) {
      this.colleague({ at, insert: "+" });
      const { tr, selection } = this.view.state;
      this.view.dispatch(tr.insertText("ب", selection.from));
    }
    return performance.now() - start;
  }

  /** A role changes: the article may be written in or not. */
  setEditable(editable: boolean): void {
    this.#editable = editable;
    this.view.setProps({ attributes: { "aria-readonly": String(!editable) } });
  }

  /** What each side has: the page, its body, the colleague's. */
  get texts(): {
    readonly shown: string;
    readonly dom: string;
    readonly body: string;
    readonly colleague: string;
    readonly isEqual: boolean;
  } {
    const doc = this.view.state.doc;
    return {
      shown: doc.textBetween(0, doc.content.size, "\n"),
      dom: [...this.view.dom.children].map((block) => block.textContent).join("\n"),
      body: this.#body.toString(),
      colleague: bodyOf(this.#colleagueDoc).toString(),
      isEqual: doc.eq(projectBody(this.#body)),
    };
  }

  /** What is said of each block. */
  get directions(): readonly unknown[] {
    return this.view.state.doc.content.content.map((block) => block.attrs["dir"] as unknown);
  }

  /** Which way each block is drawn. */
  get drawnDirections(): readonly string[] {
    return [...this.view.dom.children].map((block) => getComputedStyle(block).direction);
  }

  /** The signs of a block as they stand on its first line, from the left. */
  seen(block: number): string {
    const found: { readonly left: number; readonly character: string }[] = [];
    const walker = document.createTreeWalker(this.view.dom.children[block]!, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const { data } = walker.currentNode as Text;
      for (let at = 0; at < data.length; at++) {
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + 1);
        const { left, right, width } = range.getBoundingClientRect();
        if (width > 0) found.push({ left: (left + right) / 2, character: data[at]! });
      }
    }
    return found
      .toSorted((a, b) => a.left - b.left)
      .map(({ character }) => character)
      .join("");
  }

  /** Selects from one index of the body to another. */
  select(from: number, to: number): void {
    const { tr, doc } = this.view.state;
    this.view.dispatch(tr.setSelection(TextSelection.create(doc, posOf(doc, from), posOf(doc, to))));
    this.view.focus();
  }

  /** What is copied now, by type. */
  copied(): Readonly<Record<string, string>> {
    const clipboardData = new DataTransfer();
    this.view.dom.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
    return Object.fromEntries(clipboardData.types.map((type) => [type, clipboardData.getData(type)]));
  }

  /** Pastes these forms of one thing. */
  paste(data: Readonly<Record<string, string>>): void {
    const clipboardData = new DataTransfer();
    for (const [type, value] of Object.entries(data)) clipboardData.setData(type, value);
    this.view.dom.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }

  /** How many blocks' text is read while `run` runs. */
  countTextReads(run: () => void): number {
    const property = Object.getOwnPropertyDescriptor(Node.prototype, "textContent")!;
    let count = 0;
    Object.defineProperty(Node.prototype, "textContent", {
      configurable: true,
      get(this: Node) {
        if (this.isTextblock) count++;
        return property.get!.call(this) as string;
      },
    });
    run();
    Object.defineProperty(Node.prototype, "textContent", property);
    return count;
  }

  /** Shows the article as a person chose. */
  show(page: PageSettings): void {
    showPageSettings(document.documentElement, page);
    showFocusMode(this.view, page.focus);
  }

  /** How a block is drawn. */
  styleOf(block: number): Readonly<Record<"fontFamily" | "fontSize" | "lineHeight" | "textAlign" | "opacity", string>> {
    const { fontFamily, fontSize, lineHeight, textAlign, opacity } = getComputedStyle(this.view.dom.children[block]!);
    return { fontFamily, fontSize, lineHeight, textAlign, opacity };
  }

  /** While true, what is typed is suggested. */
  set isSuggesting(isSuggesting: boolean) {
    this.#handle!.binding.isSuggesting = isSuggesting;
  }

  accept(): void {
    this.#handle!.binding.decide("accepted", "all");
  }

  /** The article without what is only suggested. */
  get base(): string {
    return baseText(this.#doc);
  }

  undo(): void {
    this.#handle!.binding.undo();
  }

  /** Brings presences as a core does. @param states of clients 1, 2, 3 …, as JSON */
  present(states: readonly string[]): void {
    const clock = ++this.#clock;
    const from = new Awareness(new Y.Doc());
    states.forEach((state, i) => {
      from.states.set(i + 1, JSON.parse(state) as Record<string, unknown>);
      from.meta.set(i + 1, { clock, lastUpdated: 0 });
    });
    applyAwarenessUpdate(
      this.#awareness,
      encodeAwarenessUpdate(
        from,
        states.map((_, i) => i + 1),
      ),
      "attacker",
    );
    from.destroy();
  }

  /** A presence of one client of `member` that selects from one index of the body to another. */
  state(member: string, from: number, to: number): string {
    const at = (index: number): unknown => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(this.#body, index, -1));
    return JSON.stringify({
      cursor: { anchor: at(from), head: at(to) },
      mood: "typing",
      user: { id: member, name: member, color: "#c00000" },
    });
  }

  get length(): number {
    return this.#body.length;
  }

  /** Types letters at the end of the headline, each in a frame of its own. @returns milliseconds until all of it is drawn */
  async type(count: number): Promise<number> {
    const { view } = this;
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, 1)));
    const start = performance.now();
    for (let i = 0; i < count; i++) {
      view.dispatch(view.state.tr.insertText(LETTERS[i % LETTERS.length]!));
      await frame();
    }
    return performance.now() - start;
  }

  /** @returns what the frames ahead have drawn: carets and names */
  async drawn(): Promise<{ readonly carets: number; readonly names: readonly string[]; readonly boxes: number }> {
    for (let i = 0; i < 4; i++) await frame();
    const shown = [...document.querySelectorAll<HTMLElement>(".caret-name")].filter((name) => !name.hidden);
    return {
      carets: [...document.querySelectorAll<HTMLElement>(".caret")].filter((caret) => !caret.hidden).length,
      names: shown.map((name) => name.textContent),
      boxes: document.querySelectorAll(".caret-ranges > *").length,
    };
  }

  get headline(): string {
    return this.view.state.doc.firstChild!.textContent;
  }
}

const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

Object.assign(window, { editorPage: new EditorPage() });
