import { Plugin, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type * as Y from "yjs";
import { posOf } from "../../../shared/article/model/flat.ts";
import type { Anchor } from "../../../shared/notes/anchor.ts";
import { resolveAnchors, type Place } from "../../../shared/notes/resolve-anchors.ts";
import type { Thread } from "../../../shared/notes/thread.ts";
import { applyPlaces, NOWHERE, placesKey, type KeptPlaces, type PlacesMeta, type Range } from "./places.ts";

export interface PlacePluginDeps {
  readonly threads: () => readonly Pick<Thread, "id" | "anchor">[];
  /** What the composer was about when its draft was kept; null for none. */
  readonly draft: () => Anchor | null;
  /** Something may stand elsewhere. */
  readonly onMoved: () => void;
}

/** Of more texts that go at once, which a large change from elsewhere took, that change is shown first. */
const FEW = 20;
/** After this long without a change the anchors of texts that are not there are resolved again, in milliseconds. */
const LOOK_AFTER = 200;
/** And after this long all are, since mapping may have been less exact than the anchors are. */
const CHECK_AFTER = 2000;

/**
 * Knows where the threads' texts are in the editor. Anchors are resolved when a thread is new or was attached elsewhere and
 * when its text is missing; between that, `places.ts` maps the positions through each transaction.
 */
export class PlacePlugin {
  readonly plugin: Plugin<KeptPlaces>;
  readonly #body: Y.Text;
  readonly #deps: PlacePluginDeps;
  /** Anchor of each thread, as last resolved. */
  readonly #anchors = new Map<string, Anchor | null>();
  #view: EditorView | null = null;
  #look: ReturnType<typeof setTimeout> | undefined;
  #check: ReturnType<typeof setTimeout> | undefined;

  constructor(body: Y.Text, deps: PlacePluginDeps) {
    this.#body = body;
    this.#deps = deps;
    this.plugin = new Plugin<KeptPlaces>({
      key: placesKey,
      state: { init: () => NOWHERE, apply: applyPlaces },
      view: (view) => this.#open(view),
    });
  }

  /** Where everything is now; nothing is found while there is no view. */
  get places(): KeptPlaces {
    return this.#view ? placesKey.getState(this.#view.state)! : NOWHERE;
  }

  /** Shows what the composer is about; null for nothing. */
  setDraft(draft: Range | null): void {
    this.#dispatch({ draft });
  }

  /** Resolves the anchors of threads that are new or were attached elsewhere, and forgets those of threads that are gone. */
  follow(): void {
    if (!this.#view) return;
    const threads = this.#deps.threads();
    const there = new Set(threads.map(({ id }) => id));
    const gone = [...this.#anchors.keys()].filter((id) => !there.has(id));
    for (const id of gone) this.#anchors.delete(id);
    this.#resolve(
      threads.filter(({ id, anchor }) => !this.#anchors.has(id) || !isSame(this.#anchors.get(id)!, anchor)),
      gone,
    );
  }

  destroy(): void {
    this.#clearTimers();
  }

  #open(view: EditorView) {
    this.#view = view;
    // The view is not complete until it is constructed.
    this.#look = setTimeout(() => this.#begin());
    return {
      update: (_view: EditorView, before: EditorState) => this.#updated(view.state, before),
      destroy: () => {
        this.#view = null;
        this.destroy();
      },
    };
  }

  #begin(): void {
    this.#anchors.clear();
    this.follow();
    const draft = this.#deps.draft();
    const [place] = draft ? resolveAnchors(this.#body, [draft]) : [];
    if (place?.state !== "found") return;
    const { doc } = this.#view!.state;
    this.setDraft({ from: posOf(doc, place.from), to: posOf(doc, place.to) });
  }

  #updated(state: EditorState, before: EditorState): void {
    const [places, earlier] = [placesKey.getState(state)!, placesKey.getState(before)!];
    const changed = before.doc !== state.doc;
    if (changed) {
      this.#clearTimers();
      const { found } = places;
      // Where a text was just deleted, another copy of it may have taken its place.
      const lost = places.orphans.size - earlier.orphans.size;
      if (this.#deps.threads().length > found.size)
        this.#look = setTimeout(() => this.#lookForLost(), lost > 0 && lost <= FEW ? 0 : LOOK_AFTER);
      if (found.size > 0) this.#check = setTimeout(() => this.#resolve(this.#deps.threads(), []), CHECK_AFTER);
    }
    if (changed || places !== earlier) this.#deps.onMoved();
  }

  /** Looks for the texts that are not there: they may have arrived, or been brought back. */
  #lookForLost(): void {
    const { found } = this.places;
    this.#resolve(
      this.#deps.threads().filter(({ id }) => !found.has(id)),
      [],
    );
  }

  #resolve(threads: readonly Pick<Thread, "id" | "anchor">[], gone: readonly string[]): void {
    if (threads.length === 0 && gone.length === 0) return;
    const anchored = threads.flatMap(({ id, anchor }) => (anchor ? [{ id, anchor }] : []));
    const places =
      anchored.length > 0
        ? resolveAnchors(
            this.#body,
            anchored.map(({ anchor }) => anchor),
          )
        : [];
    const resolved = new Map<string, Place | null>(anchored.map(({ id }, i) => [id, places[i]!]));
    for (const { id, anchor } of threads) {
      this.#anchors.set(id, anchor);
      // A thread without a readable anchor has its quote alone.
      if (!anchor) resolved.set(id, { state: "orphan", at: 0 });
    }
    for (const id of gone) resolved.set(id, null);
    this.#dispatch({ resolved });
  }

  #clearTimers(): void {
    clearTimeout(this.#look);
    clearTimeout(this.#check);
  }

  #dispatch(meta: PlacesMeta): void {
    const view = this.#view;
    if (view) view.dispatch(view.state.tr.setMeta(placesKey, meta).setMeta("addToHistory", false));
  }
}

function isSame(a: Anchor | null, b: Anchor | null): boolean {
  if (a === null || b === null) return a === b;
  return (["first", "last"] as const).every((end) => a[end].client === b[end].client && a[end].clock === b[end].clock);
}
