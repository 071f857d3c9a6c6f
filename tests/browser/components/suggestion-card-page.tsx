/** Runs in Chromium: the margin's card of one suggestion, with a real editor and a real suggestion, without core or newsroom. */
import { TextSelection } from "prosemirror-state";
import type { EditorHandle } from "../../../renderer/editor/view.ts";
import "../../../renderer/editor/editor.css";
import "../../../renderer/suggestions/suggestions.css";
import type { MarginModel } from "../../../renderer/margin/margin-model.ts";
import { Margin } from "../../../renderer/margin/margin.tsx";
import { posOf } from "../../../shared/article/model/flat.ts";
import type { Member } from "../../../shared/roles.ts";
import type { Language } from "../../../shared/rpc/contract.ts";
import { openBareMargin } from "./bare-margin.ts";
import { mount } from "./mount.tsx";

const SARA: Member = { id: "sara", name: "سارا", color: "#006080", role: "editor" };
const TEXT = ["تیتر", "رودخانه دیشب بالا آمد.", "کسی نخوابید."].join("\n");

export class SuggestionCardPage {
  #handle!: EditorHandle;
  #margin!: MarginModel;

  /** Shows an article in which Sara suggested another word, and a joint of two paragraphs. */
  open(language: Language, mayEdit: boolean): void {
    const { margin, handle } = openBareMargin(TEXT, mayEdit, SARA.color);
    [this.#margin, this.#handle] = [margin, handle];
    margin.suggestions.suggest(true);
    this.#replace("دیشب", "امروز");
    this.#join("کسی");
    margin.suggestions.suggest(false);
    const authorOf = () => ({ member: SARA, confirmed: true, broughtBy: SARA });
    mount(
      language,
      <main>
        <Margin
          model={margin}
          me={SARA}
          mayComment
          mayEdit={mayEdit}
          mayDecide={mayEdit}
          authorOf={authorOf}
          suggesterOf={authorOf}
          isLoaded
          isSheet={false}
          isOpen
        />
      </main>,
    );
  }

  /** Joins the block that begins with a word to the one before. */
  #join(word: string): void {
    const { view } = this.#handle;
    const pos = posOf(view.state.doc, this.text.indexOf(word));
    view.dispatch(view.state.tr.join(pos - 1));
  }

  #replace(phrase: string, by: string): void {
    const { view } = this.#handle;
    const { doc, tr } = view.state;
    // The caret ends in the headline, before all suggestions.
    const at = this.text.indexOf(phrase);
    const range = [posOf(doc, at), posOf(doc, at + phrase.length)] as const;
    view.dispatch(tr.insertText(by, ...range));
    view.dispatch(view.state.tr.setSelection(TextSelection.atStart(view.state.doc)));
  }

  /** The article, as it is shown. */
  get text(): string {
    const { doc } = this.#handle.view.state;
    return doc.textBetween(0, doc.content.size, "\n");
  }

  get active(): string | null {
    return this.#margin.state.get().active;
  }
}

Object.assign(window, { suggestionCardPage: new SuggestionCardPage() });
