import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { caretOf, pointAt } from "../../editor/index.ts";
import { Store, type Readable } from "../../store/store.ts";
import { bringIntoSight } from "../article/bring-into-sight.ts";
import { placeIn, type Place } from "./place.ts";

/** Part of the height of what is in sight, at its upper and at its lower edge, in which a followed caret is brought to the middle. */
const EDGE = 0.2;
/** Keys that a person presses only together with others. */
const MODIFIERS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta"]);

/**
 * Shows where colleagues are in the open article: brings a member's caret into sight once, or follows it until this person types,
 * scrolls by hand or presses a key in the article (PR13, PR14). This person's own caret stays where it is.
 */
export class Follow {
  readonly #following = new Store<string | null>(null);
  /** The member who is followed; null for nobody. */
  readonly following: Readable<string | null> = this.#following;
  /** For the view of the open article. */
  readonly plugin: Plugin;
  #view: EditorView | null = null;
  #pointed: string | null = null;
  #frame = 0;

  constructor() {
    this.plugin = new Plugin({
      view: (view) => {
        this.#view = view;
        return {
          update: (_view, before) => {
            const member = this.#following.get();
            if (member !== null && caretOf(before, member)?.head !== caretOf(view.state, member)?.head) this.#bringIntoSight(member);
          },
          destroy: () => {
            if (this.#view !== view) return;
            this.stop();
            this.#view = null;
          },
        };
      },
    });
  }

  /** Brings a member's caret into the middle of what is in sight. @returns whether there is one */
  jump(member: string): boolean {
    this.stop();
    return this.#show(member, 0.5, "smooth");
  }

  follow(member: string): void {
    this.stop();
    this.#following.set(member);
    for (const type of STOPPING) document.addEventListener(type, this.#onInput, { capture: true, passive: true });
    this.#point();
    this.#show(member, EDGE, "smooth");
  }

  stop(): void {
    if (this.#following.get() === null) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    for (const type of STOPPING) document.removeEventListener(type, this.#onInput, { capture: true });
    this.#following.set(null);
    this.#point();
  }

  /** Shows a member's name at their caret, until null is given. */
  point(member: string | null): void {
    this.#pointed = member;
    this.#point();
  }

  /** Where a member's caret is; null where none is drawn. */
  placeOf(member: string): Place | null {
    const state = this.#view?.state;
    const caret = state && caretOf(state, member);
    return caret ? placeIn(state.doc, caret.head) : null;
  }

  #point(): void {
    if (this.#view && !this.#view.isDestroyed) pointAt(this.#view, this.#pointed ?? this.#following.get());
  }

  readonly #onInput = (event: Event): void => {
    const isEscape = event instanceof KeyboardEvent && event.key === "Escape" && !isWithin(event, "[role=dialog]");
    const isModifier = event instanceof KeyboardEvent && MODIFIERS.has(event.key);
    if (isEscape || (!isModifier && isWithin(event, ".app-desk"))) this.stop();
  };

  /** Once a frame, after the page is laid out. */
  #bringIntoSight(member: string): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      // A colleague who types moves by small steps, which a smooth scroll would run behind.
      this.#show(member, EDGE, "auto");
    });
  }

  /** @param edge part of the height at both edges in which a caret is brought to the middle; 0.5 does so wherever it is */
  #show(member: string, edge: number, behavior: ScrollBehavior): boolean {
    const view = this.#view;
    const caret = view && caretOf(view.state, member);
    if (!caret) return false;
    bringIntoSight(view, caret.head, edge, behavior);
    return true;
  }
}

/** What a person does who wants to go elsewhere. */
const STOPPING = ["keydown", "beforeinput", "wheel", "touchmove", "pointerdown"] as const;

const isWithin = ({ target }: Event, selector: string): boolean => target instanceof Element && target.closest(selector) !== null;
