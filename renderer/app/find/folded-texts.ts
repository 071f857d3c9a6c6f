import { FOLD_ALL, foldWithOffsets, type Folded, type Folding } from "../../../shared/text/fold.ts";

/** Texts that are kept: more than an article has blocks. */
const MOST = 20_000;

/** Keeps the folded texts of an article's blocks while one looks for this and that in them: to fold takes longer than to find. */
export class FoldedTexts {
  readonly #kept = new Map<string, Folded>();
  #folding: Folding = FOLD_ALL;

  readonly fold = (text: string, folding: Folding = FOLD_ALL): Folded => {
    if (folding !== this.#folding || this.#kept.size >= MOST) this.forget();
    this.#folding = folding;
    let folded = this.#kept.get(text);
    if (!folded) this.#kept.set(text, (folded = foldWithOffsets(text, folding)));
    return folded;
  };

  forget(): void {
    this.#kept.clear();
  }
}
