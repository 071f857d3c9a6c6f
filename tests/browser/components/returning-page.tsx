/** Runs in Chromium: what collided while one was away, beside a real editor of the merged article, without core or newsroom. */
import { TextSelection } from "prosemirror-state";
import { useState } from "react";
import * as Y from "yjs";
import "../../../renderer/editor/editor.css";
import type { EditorHandle } from "../../../renderer/editor/view.ts";
import { showBlock } from "../../../renderer/returning/repairs.ts";
import { ReturningPanel } from "../../../renderer/returning/returning-panel.tsx";
import { moveBlockDown } from "../../../shared/article/commands/commands.ts";
import { bodyOf } from "../../../shared/article/model/body.ts";
import { posOf } from "../../../shared/article/model/flat.ts";
import { collidedIn, type Collided } from "../../../renderer/returning/collided.ts";
import type { Language } from "../../../shared/rpc/contract.ts";
import { openBareView } from "../bare-view.ts";
import { mount } from "./mount.tsx";

const BLOCKS = ["سیل در شمال", "رودخانه دیشب بالا آمد.", "کوه‌ها سفید بودند و راه‌ها بسته.", "هیچ‌کس در شهر نخوابید.", "پایان گزارش از شمال."];
const DOUBLED = "سازمان ملل متحد کمک فرستاد.";

/** The article with what one side wrote in it. */
function side(base: Y.Doc, write: (handle: EditorHandle) => void): Y.Doc {
  const doc = new Y.Doc();
  bodyOf(doc);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(base));
  const handle = openBareView(doc, [], true);
  write(handle);
  handle.view.dom.remove();
  return doc;
}

const at = ({ view }: EditorHandle, phrase: string): number =>
  posOf(view.state.doc, view.state.doc.textBetween(0, view.state.doc.content.size, "\n").indexOf(phrase));

function insert(handle: EditorHandle, phrase: string, text: string): void {
  handle.view.dispatch(handle.view.state.tr.insertText(text, at(handle, phrase) + phrase.length));
}

function append({ view }: EditorHandle, text: string): void {
  const { tr, doc, schema } = view.state;
  view.dispatch(tr.insert(doc.content.size, schema.node("paragraph", null, schema.text(text))));
}

/** Removes the block with a phrase. */
function remove(handle: EditorHandle, phrase: string): void {
  const { view } = handle;
  const at$ = view.state.doc.resolve(at(handle, phrase));
  view.dispatch(view.state.tr.delete(at$.before(1), at$.after(1)));
}

function moveDown(handle: EditorHandle, phrase: string): void {
  const { view } = handle;
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, at(handle, phrase))));
  moveBlockDown(view.state, (tr) => view.dispatch(tr));
}

export class ReturningPage {
  #handle!: EditorHandle;
  late = 0;
  settled = 0;

  /** Shows what collided of one changed, one doubled and one displaced paragraph. @param isRemoved whether one was removed and changed, too */
  open(language: Language, mayEdit: boolean, isRemoved = false): void {
    const base = new Y.Doc();
    bodyOf(base).insert(0, BLOCKS.join("\n"));
    const mine = side(base, (handle) => {
      insert(handle, "نخوابید", " و بیدار ماند");
      moveDown(handle, "رودخانه");
      append(handle, DOUBLED);
      if (isRemoved) remove(handle, "کوه‌ها");
    });
    const theirs = side(base, (handle) => {
      insert(handle, "هیچ‌کس", " هم");
      insert(handle, "دیشب", " ناگهان");
      append(handle, DOUBLED);
      if (isRemoved) insert(handle, "سفید", " و بلند");
    });
    const merged = new Y.Doc();
    bodyOf(merged);
    for (const doc of [mine, theirs]) Y.applyUpdate(merged, Y.encodeStateAsUpdate(doc));
    const [before, ...sides] = [base, mine, theirs].map((doc) => Y.encodeStateAsUpdate(doc)) as [Uint8Array, Uint8Array, Uint8Array];
    const collided = collidedIn([{ id: 1, base: before, mine: sides[0], theirs: sides[1] }], merged);
    document.body.style.cssText = "margin: 0; block-size: auto";
    this.#handle = openBareView(merged, [], mayEdit, { role: "textbox", tabindex: "0" });
    const { view } = this.#handle;
    mount(
      language,
      <main>
        <Panel
          collided={collided}
          body={merged}
          language={language}
          mayEdit={mayEdit}
          handle={this.#handle}
          onLate={() => {
            this.late++;
          }}
          onSettled={() => {
            this.settled++;
          }}
        />
      </main>,
    );
    view.dom.style.padding = "2rem";
  }

  get text(): string {
    const { doc } = this.#handle.view.state;
    return doc.textBetween(0, doc.content.size, "\n");
  }

  /** The block in which the caret is. */
  get block(): string {
    return this.#handle.view.state.selection.$from.parent.textContent;
  }

  /** Takes the last edit back, as Ctrl+Z does. */
  undo(): void {
    this.#handle.binding.undo();
  }

  /** Writes behind a phrase, as somebody does meanwhile. */
  write(phrase: string, text: string): void {
    insert(this.#handle, phrase, text);
  }
}

interface PanelProps {
  readonly collided: readonly Collided[];
  readonly body: Y.Doc;
  readonly language: Language;
  readonly mayEdit: boolean;
  readonly handle: EditorHandle;
  readonly onLate: () => void;
  readonly onSettled: () => void;
}

function Panel({ collided, body, mayEdit, handle, onLate, onSettled }: PanelProps) {
  const [isOpen, setOpen] = useState(true);
  return (
    isOpen && (
      <ReturningPanel
        collided={collided}
        body={body}
        language="fa"
        direction="rtl"
        mayEdit={mayEdit}
        onShow={(block) => showBlock(handle.view, block)}
        editor={() => handle}
        onLate={onLate}
        onSettled={onSettled}
        onClose={() => setOpen(false)}
      />
    )
  );
}

Object.assign(window, { returningPage: new ReturningPage() });
