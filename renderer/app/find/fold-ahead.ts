import type { Node } from "prosemirror-model";
import type { Folding } from "../../../shared/text/fold.ts";
import { isInputPending } from "../../layout/input-pending.ts";
import { whenIdle } from "../../layout/when-idle.ts";
import { BlockText } from "./block-text.ts";

/** Milliseconds of one task: a key that comes meanwhile waits no longer. */
const SLICE = 5;
/** Milliseconds after which a task is run although the window is busy. */
const LATEST = 1_000;

/** Folds an article's blocks while the window has nothing else to do, so that its first search finds them folded (FR31). */
export class FoldAhead {
  #leave: (() => void) | null = null;

  start(article: Node, folding: Folding): void {
    this.stop();
    let next = 0;
    const foldSome = (): void => {
      const end = performance.now() + SLICE;
      while (next < article.childCount && performance.now() < end && !isInputPending()) BlockText.of(article.child(next++)).folded(folding);
      this.#leave = next < article.childCount ? whenIdle(foldSome, LATEST) : null;
    };
    this.#leave = whenIdle(foldSome, LATEST);
  }

  stop(): void {
    this.#leave?.();
    this.#leave = null;
  }
}
