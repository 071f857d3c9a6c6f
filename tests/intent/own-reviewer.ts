/** A reviewer on this model. */
import { insertSlice, joinBackward } from "../../shared/article/commands/commands.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { OwnEditor } from "./own-editor.ts";
import type { Reviewer } from "./reviewer.ts";
import { accept, bold, kinds, marked, open, refuse } from "./suggesting.ts";

export class OwnReviewer extends OwnEditor implements Reviewer {
  get isSuggesting(): boolean {
    return this.binding.isSuggesting;
  }

  set isSuggesting(is: boolean) {
    this.binding.isSuggesting = is;
  }

  open(): string[] {
    return open(this);
  }

  accept(ids?: readonly string[]): void {
    accept(this, ids);
  }

  refuse(ids?: readonly string[]): void {
    refuse(this, ids);
  }

  marked(): string {
    return marked(this);
  }

  kinds(): string[] {
    return kinds(this);
  }

  boldText(): string {
    return bold(this);
  }

  /** One press: the two stay two blocks until somebody accepts. */
  override join(): void {
    this.run(joinBackward);
  }

  copyBefore(phrase: string): void {
    const slice = this.state.selection.content();
    this.before(phrase);
    insertSlice(slice)(this.state, (tr) => this.dispatch(tr.setMeta("uiEvent", "paste")));
  }

  pasteBold(text: string): void {
    this.dispatch(this.state.tr.replaceSelectionWith(schema.text(text, [schema.mark("bold")]), false));
  }
}
