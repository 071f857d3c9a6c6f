/**
 * What the program that starts a desk and the desk's process say to each other, whichever window the desk has. As JSON:
 * Electron's V8 is another than Node's, and they may not read each other's binary format.
 */

export type ToDesk =
  /** Connect to the relay at this address; with a code where the desk has yet to join. */
  | { readonly type: "relay"; readonly http: string; readonly code?: string }
  | { readonly type: "invitation"; readonly url: string | null }
  /** Write these updates, in base64, as the desk's own change to an article: the sample, at the first start. */
  | { readonly type: "write"; readonly article: string; readonly body?: string; readonly notes?: string }
  /** Answered by a link that opens a window; a desk with a window of its own opens one. */
  | { readonly type: "new-link" }
  | { readonly type: "stop" };

export type FromDesk =
  /** It runs, but may have to be invited. `port` is 0 for a desk with a window of its own. */
  | { readonly type: "up"; readonly port: number; readonly joined: boolean }
  | { readonly type: "joined"; readonly name: string }
  | { readonly type: "written"; readonly article: string }
  /** A link that opens a window, once. `renewed`: nobody asked, and the one before will soon be too old. */
  | { readonly type: "link"; readonly url: string; readonly renewed?: true }
  | { readonly type: "failed"; readonly message: string };

/** The messages that are about the core, not about its window or its process. */
export type ToCore = Extract<ToDesk, { type: "relay" | "invitation" | "write" }>;
