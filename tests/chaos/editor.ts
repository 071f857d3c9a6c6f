/** Somebody at work on one article, through whichever line: its text by the commands of the editor, and its margin. */
import * as prng from "lib0/prng";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { roomName, type RoomKind } from "../../shared/roles.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { chooseEdit } from "../fuzz/edits.ts";
import { editNotes } from "./note-edits.ts";

export const KINDS = ["body", "notes"] as const satisfies readonly RoomKind[];

/** A few of the letters that newsrooms write with, half of them surrogate pairs. */
const LETTERS = ["ا", "ب", "پ", "ت", "می", "ک", "گ", "ه‌", "ی", "𞤀", "𞤁", "𐎠", "𐎡", "😀"];

export abstract class Editor {
  readonly name: string;
  readonly article: string;
  readonly headless: HeadlessEditor;
  readonly notes = new Y.Doc();
  readonly #carets: Readonly<Record<RoomKind, Awareness>>;
  readonly #gen: prng.PRNG;

  constructor(name: string, article: string, gen: prng.PRNG) {
    this.name = name;
    this.article = article;
    this.#gen = gen;
    this.headless = new HeadlessEditor(name, clientID(gen));
    this.notes.clientID = clientID(gen);
    this.#carets = { body: new Awareness(this.headless.doc), notes: new Awareness(this.notes) };
  }

  doc(kind: RoomKind): Y.Doc {
    return kind === "body" ? this.headless.doc : this.notes;
  }

  caret(kind: RoomKind): Awareness {
    return this.#carets[kind];
  }

  room(kind: RoomKind): string {
    return roomName(this.article, kind);
  }

  /** Does something, where there is an article to do it in. @returns what, in a word */
  edit(): string {
    if (!this.isLoaded) return "nothing";
    const gen = this.#gen;
    this.caret("body").setLocalStateField("mood", "typing");
    if (prng.int31(gen, 0, 4) === 0) return editNotes(this.notes, this.headless.body, gen);
    let edit = chooseEdit(gen);
    // Types and documents among it, which a relay refuses (SY23).
    while (edit.name === "another program embeds") edit = chooseEdit(gen);
    edit.run(this.headless, gen, (length) => Array.from({ length }, () => prng.oneOf(gen, LETTERS)).join(""));
    return edit.name;
  }

  /** Writes so much at once that logs are compacted: each number is an update of its own. */
  flood(count: number): void {
    const numbers = this.notes.getArray<number>("flood");
    for (let i = 0; i < count; i++) numbers.push([i]);
  }

  abstract get isLoaded(): boolean;
  /** What it still waits for, in words; null when all that was written here is where it should be. */
  abstract unrest(): string | null;

  close(): void {
    for (const kind of KINDS) this.#carets[kind].destroy();
    this.headless.binding.destroy();
    for (const kind of KINDS) this.doc(kind).destroy();
  }
}

export const clientID = (gen: prng.PRNG): number => prng.uint32(gen, 1, 2 ** 32 - 1);
