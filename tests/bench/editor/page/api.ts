/** What the driver asks of the bench page, as `window.bench`. */

export const CONTENDERS = ["Tahrir", "y-prosemirror", "ProseMirror"] as const;
export type ContenderName = (typeof CONTENDERS)[number];

/** `fresh`: just imported. `edited`: typed in short pieces by several people, with letters taken back in between. */
export const HISTORIES = ["fresh", "edited"] as const;
export type History = (typeof HISTORIES)[number];

export type Place = "middle" | "end";

export interface Choice {
  readonly contender: ContenderName;
  readonly words: number;
  readonly seed: number;
  readonly history: History;
  /** Comments beside the text, where the contender has such. */
  readonly notes: number;
  /** Words that a colleague suggests to replace, where the contender has such; none when left out. */
  readonly suggestions?: number;
  /** One in so many words is a fault of house style or spelling; none when left out. */
  readonly faultEvery?: number;
  /** House style and spelling can be switched on. */
  readonly isChecked?: boolean;
}

/** What was made to be opened. */
export interface Stored {
  readonly characters: number;
  readonly blocks: number;
  /** Items of the CRDT; 0 without one. */
  readonly items: number;
  /** Of what the editor is opened from. */
  readonly bytes: number;
}

/** Milliseconds since an editor was begun to be opened. */
export interface Opened {
  /** Until the first frame is drawn, with the text that is in sight. */
  readonly drawn: number;
  /** Until all is there that the editor draws later, beside the text for one. */
  readonly complete: number;
}

/** Milliseconds of one colleague's letter. */
export interface Arrival {
  /** Until document and DOM have it. */
  readonly shown: number;
  /** Until the page is laid out with it. */
  readonly laidOut: number;
}

/** Milliseconds of one return after a time apart. */
export interface Return {
  /** Yjs' own work on the update: taking it in, and tidying up. */
  readonly integrated: number;
  /** From there until the document has it: reading what changed, and the new state with its plugins. */
  readonly read: number;
  /** The DOM, and the plugins that draw beside it. */
  readonly drawn: number;
  /** The layout of the page. */
  readonly laidOut: number;
  /** From the update to the frame that shows all of it. */
  readonly shown: number;
  /** And to the frame with the last block that an editor puts off because it is out of sight. */
  readonly whole: number;
  /** The longest that the main thread was held up, until all had come to rest; 0 for less than 50. */
  readonly longest: number;
  /** The longest after that. */
  readonly next: number;
  /** A replica without an editor takes the same update in. */
  readonly plain: number;
  /** And is read as a document. */
  readonly anew: number;
}

/** What the first check of an article came to. */
export interface FirstCheck {
  readonly findings: number;
  /** Milliseconds until the last of them was listed. */
  readonly listed: number;
}

/** What accepting all findings of a kind came to. */
export interface Accepted {
  readonly count: number;
  /** Milliseconds until document and CRDT have all of them. */
  readonly written: number;
}

export interface BenchPage {
  prepare(choice: Choice): Stored;
  /** Lets two people edit the article apart, so often each. @returns bytes of what the other one did */
  part(edits: number): number;
  /** Opens what one of them has, with the caret in the middle. */
  openApart(): Promise<void>;
  /** Brings what the other one did. */
  comeBack(): Promise<Return>;
  /** Opens the editor from what is stored. @returns milliseconds until its text is laid out */
  open(): number;
  /** Waits until nothing on the page has changed for a while since the editor was opened. */
  opened(): Promise<Opened>;
  close(): void;
  /** Puts the caret there and gives the text the focus. */
  place(place: Place): void;
  /** Makes what is typed from now on a suggestion, or not. */
  suggest(isSuggesting: boolean): void;
  /** Switches house style and spelling on, and waits until all of the article is checked. */
  check(): Promise<FirstCheck>;
  /** Accepts all findings of the kind of which there are most, and waits until the page is quiet. */
  accept(): Promise<Accepted>;
  /** Takes the time of every key from now on. */
  startKeys(): void;
  /** @returns milliseconds of each key, until document, CRDT and DOM have its letter and the page is laid out with it */
  stopKeys(): readonly number[];
  /** Types a letter at the caret without a key. @returns milliseconds until document, CRDT and DOM have it */
  dispatch(): Promise<number>;
  /** Lets a colleague type a letter in the middle. */
  remote(): Promise<Arrival>;
  /** Scrolls a part of a screen on, from the top again after the end. */
  scroll(step: number): Promise<void>;
  /** Until two frames are drawn. */
  rest(): Promise<void>;
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}
