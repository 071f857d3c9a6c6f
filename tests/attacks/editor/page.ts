/** Runs in Chromium: the editor's own view of one article, with what an attacker can reach of it. */
import { EditorState, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { remoteCarets } from "../../../renderer/editor/carets/remote-carets.ts";
import { ArticleBinding } from "../../../shared/article/binding.ts";
import { bodyOf } from "../../../shared/article/body.ts";
import { projectBody } from "../../../shared/article/project.ts";

const LETTERS = "حروف ";

export class AttackedEditor {
  readonly #doc = new Y.Doc();
  readonly #awareness = new Awareness(this.#doc);
  readonly #body = bodyOf(this.#doc);
  #view: EditorView | null = null;
  #clock = 0;

  /** Opens an article of so many words, in paragraphs of a hundred. */
  open(words: number): void {
    this.#body.insert(0, "عنوان");
    for (let written = 0; written < words; written += 100) this.#body.insert(this.#body.length, `\n${"کلمه ای دیگر در متن ".repeat(20)}`);
    const page = document.body.appendChild(document.createElement("div"));
    page.className = "editor-page";
    const state = EditorState.create({ doc: projectBody(this.#body), plugins: [remoteCarets(this.#body, this.#awareness)] });
    let binding: ArticleBinding | null = null;
    const view = new EditorView(page, { state, dispatchTransaction: (tr) => binding!.dispatch(tr) });
    binding = new ArticleBinding(this.#doc, view, (error) => {
      throw error;
    });
    this.#view = view;
    view.focus();
  }

  /** Brings presences as a core does. @param states of clients 1, 2, 3 …, as JSON */
  present(states: readonly string[]): void {
    const clock = ++this.#clock;
    const from = new Awareness(new Y.Doc());
    states.forEach((state, i) => {
      from.states.set(i + 1, JSON.parse(state) as Record<string, unknown>);
      from.meta.set(i + 1, { clock, lastUpdated: 0 });
    });
    applyAwarenessUpdate(this.#awareness, encodeAwarenessUpdate(from, states.map((_, i) => i + 1)), "attacker");
    from.destroy();
  }

  /** A presence of one client of `member` that selects from one index of the body to another. */
  state(member: string, from: number, to: number): string {
    const at = (index: number): unknown => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(this.#body, index, -1));
    return JSON.stringify({ cursor: { anchor: at(from), head: at(to) }, mood: "typing", user: { id: member, name: member, color: "#c00000" } });
  }

  get length(): number {
    return this.#body.length;
  }

  /** Types letters at the end of the headline, each in a frame of its own. @returns milliseconds until all of it is drawn */
  async type(count: number): Promise<number> {
    const view = this.#view!;
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
    return this.#view!.state.doc.firstChild!.textContent;
  }
}

const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

Object.assign(window, { attacked: new AttackedEditor() });
