/** What a window can ask of its core, and what the core tells its windows. The only way between the two. */
import type { Member, Role } from "../roles.ts";

/** One article on this computer. Times are milliseconds since 1970. */
export interface ArticleEntry {
  readonly id: string;
  /** The headline; empty while there is none. */
  readonly title: string;
  readonly updatedAt: number;
  /** This member's role for the article. */
  readonly role: Role;
  /** Changes made here that the relay has not confirmed. */
  readonly waiting: number;
}

/** Who wrote one Yjs client's clocks from `clock` up to `end` (AU1, AU3). */
export interface AuthorRange {
  readonly client: number;
  readonly clock: number;
  readonly end: number;
  /** Who wrote it; or, where somebody else brought it, whom they name; null when nobody says. */
  readonly author: Member | null;
  /** Who brought it to the relay, which is its author unless it had been lost there. */
  readonly broughtBy: Member | null;
}

/** Where the words of one article are (SY6). */
export interface SyncState {
  /** `connected`: the relay is reachable and this article is in step with it, but for `waiting`. */
  readonly link: "connected" | "connecting" | "offline" | "refused";
  /** Changes committed on this computer that the relay has not confirmed. 0 and connected = "on the relay". */
  readonly waiting: number;
  /** Set when `link` is "refused": why, and nothing will be sent until it is mended. */
  readonly reason?: string;
}

/** Who uses this window, and over which relay. */
export interface Session {
  readonly member: Member;
  /** Base URL of the relay, or null when this desk has joined none. */
  readonly relay: string | null;
  /** An invitation for a second editor on this computer, when the program was started with one. */
  readonly invitation: string | null;
  /** True when the user chose to work offline. */
  readonly offline: boolean;
  /** The relay does not know this desk any more: it may join again. */
  readonly signedOut: boolean;
}

export const LANGUAGES = ["fa", "en"] as const;
export type Language = (typeof LANGUAGES)[number];
export interface Settings {
  readonly language: Language;
  readonly theme: "system" | "light" | "dark";
}

/** Calls: window → core. Each rejects with an `RpcError` whose `code` names a catalogue message. */
export interface CoreCalls {
  session(): Promise<Session>;
  settings(): Promise<Settings>;
  saveSettings(settings: Settings): Promise<void>;
  articles(): Promise<readonly ArticleEntry[]>;
  /** Creates an article, also offline. `body` is a Yjs update that fills the new `Y.Doc`; returns its id once stored. */
  createArticle(input: { readonly body: Uint8Array; readonly notes?: Uint8Array }): Promise<{ readonly id: string }>;
  /** Who wrote what in a room, as far as this computer knows; without overlap, each client's in order. */
  authors(input: { readonly room: string }): Promise<readonly AuthorRange[]>;
  syncState(input: { readonly article: string }): Promise<SyncState>;
  /** Joins the newsroom that an invitation's address leads to, once; what was written before goes there too. */
  join(input: { readonly invitation: string }): Promise<void>;
  /** Makes an invitation for one person. @returns the address to hand to them */
  invite(input: { readonly name: string; readonly role: Role }): Promise<{ readonly url: string }>;
  /** The user's own choice to stay off the network. */
  setOffline(input: { readonly offline: boolean }): Promise<void>;
}

/** Events: core → window. */
export interface CoreEvents {
  session: Session;
  settings: Settings;
  articles: readonly ArticleEntry[];
  sync: { readonly article: string; readonly state: SyncState };
  /** The table behind `authors` grew for a room. */
  authors: { readonly room: string };
}
// Rooms: `open(room)` on the RPC client gives a byte channel that speaks the frames of shared/wire.
