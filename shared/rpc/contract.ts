import type { Format } from "../export-formats.ts";
import type { NightlyExport, NightlyState } from "../nightly.ts";
import type { PictureType } from "../pictures/picture.ts";
import type { Place } from "../places.ts";
import type { Access, Member, Role } from "../roles.ts";
import type { ThreadMarks } from "../read-marks.ts";
import type { ArticleStatus, Status } from "../status.ts";
import type { AskedReason, Version } from "../version.ts";
import type { ClockTime } from "../store/times.ts";
import type { AddedDictionary, AddedLanguage, DictionaryFiles } from "../spelling/added-dictionary.ts";
import type { PageSettings } from "../typing/page-settings.ts";
import type { TypingSettings } from "../typing/settings.ts";
import type { OpenBy } from "../wire/feed.ts";

/** One article on this computer. Times are milliseconds since 1970. */
export interface ArticleEntry extends ArticleStatus {
  readonly id: string;
  /** The headline; empty while there is none. */
  readonly title: string;
  /** How the text goes on after the headline, in one line. */
  readonly lead: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** This member's role for the article. */
  readonly role: Role;
  readonly place: Place;
  /** When it is deleted for good; null when it is not to be. */
  readonly purgeAt: number | null;
  /** Changes made here that the relay has not confirmed. */
  readonly unconfirmed: number;
  /** Of its open notes, what this member has not read: messages of others, and that a thread was assigned to them. */
  readonly unread: number;
  /** Messages among those that name this member. */
  readonly mentions: number;
  /** Open threads that are assigned to this member. */
  readonly assigned: number;
  /** Others who have it open now; nobody while the relay is out of reach. */
  readonly openBy: readonly OpenBy[];
  /** Stays on this computer though the desk has joined a newsroom, until it is shared. */
  readonly private: boolean;
}

/** Orders of the list. */
export const SORTS = ["changed", "created", "title"] as const;
/**
 * On the desk or in the archive, `for-me`: with unread messages that name this member, or threads that are assigned to them; `unread`:
 * with something unread in their notes; `unconfirmed`: with changes that the relay has not confirmed.
 */
export const FILTERS = ["desk", "for-me", "unread", "unconfirmed", "archive", "trash"] as const;
/** Most articles on one page. */
export const LONGEST_PAGE = 200;

/** Part of the list of articles: `limit` of them from number `offset` on. */
export interface ArticleQuery {
  /** Only articles with this in their titles; spelling is folded. Empty for all. */
  readonly text: string;
  /** `changed` and `created`: the latest first. */
  readonly sort: (typeof SORTS)[number];
  readonly filter: (typeof FILTERS)[number];
  /** Null for articles of any status. */
  readonly status: Status | null;
  readonly offset: number;
  readonly limit: number;
}

/** Most articles that one call puts somewhere else. */
export const MOST_MOVED = 500;
/** Most articles of one archive. */
export const MOST_ARCHIVED = 65_000;

/** The start of the list as a library first shows it. */
export const NEWEST: ArticleQuery = { text: "", sort: "changed", filter: "desk", status: null, offset: 0, limit: 100 };

export interface ArticlePage {
  /** How many articles the query finds without `offset` and `limit`. */
  readonly total: number;
  readonly entries: readonly ArticleEntry[];
  /** Numbers the states of a watched page. */
  readonly revision: number;
}

/** How the watched page changed since revision `since`. */
export interface ArticlesPatch {
  readonly since: number;
  readonly revision: number;
  readonly total: number;
  /** Entries that are new on the page or changed. */
  readonly entries: readonly ArticleEntry[];
  /** All IDs of the page, where they are not those before in that order; else null. */
  readonly order: readonly string[] | null;
}

/** Most hits of one call. */
export const LONGEST_SEARCH = 50;

/** An article in which a search found something. Ranges are in UTF-16 units, from one up to another. */
/** Places of an article that a search shows. */
export const MOST_PLACES = 3;

/** A place where the words of a search stand as they were typed, but for what the find bar counts as the same (FR1). */
export interface FoundPlace {
  /** Its number among those of headline and text, from 0. */
  readonly index: number;
  /** Empty in the headline; else the sentence around it, as it is written. */
  readonly snippet: string;
  readonly ranges: readonly (readonly [start: number, end: number])[];
}

export interface SearchHit {
  readonly id: string;
  readonly title: string;
  readonly titleRanges: readonly (readonly [start: number, end: number])[];
  /** Where the snippet is from; `title` when only the headline has what was looked for. */
  readonly where: "title" | "text" | "notes" | "people";
  /** How many such places the article has: 0 where its words do not stand together. */
  readonly count: number;
  /** Whether all of the article was looked through: else there may be more. */
  readonly isCounted: boolean;
  /** The first of them in the text, at most `MOST_PLACES`; where there are none, the first in the headline. */
  readonly places: readonly FoundPlace[];
  /** Some of the text around the first hit, as it is written. */
  readonly snippet: string;
  readonly ranges: readonly (readonly [start: number, end: number])[];
}

/** Articles that a search counts: so many are so many or more. */
export const MOST_COUNTED = 1_000;

export interface SearchResult {
  /** At most `MOST_COUNTED`. */
  readonly total: number;
  /** The best first. */
  readonly hits: readonly SearchHit[];
  /** Articles that were not read yet, or not since they changed. */
  readonly unread: number;
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
  /** `connected`: the relay is reachable and this article is in step with it, but for `unconfirmed`. `private`: it is not shared (DE23). */
  readonly link: "connected" | "connecting" | "offline" | "refused" | "private";
  /** Changes committed on this computer that the relay has not confirmed. 0 and connected = "on the relay". */
  readonly unconfirmed: number;
  /** Set when `link` is "refused": why, and nothing will be sent until it is mended. */
  readonly reason?: string;
}

/** How many of the articles that are being brought in step with the relay are; both 0 when all are. */
export interface SyncProgress {
  readonly done: number;
  readonly total: number;
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

/** A device of this desk's member that joined after this desk did. */
export interface NewDevice {
  readonly id: string;
  readonly name: string;
  /** When it joined, in milliseconds since 1970. */
  readonly createdAt: number;
}

/** What an invitation leads to, as its relay says, and what of this desk would go there. */
export interface InvitationOffer {
  /** Name and port of the relay's host. */
  readonly host: string;
  /** What its people call the newsroom; null where it has no name. */
  readonly newsroom: string | null;
  /** Whom the invitation is for. */
  readonly name: string;
  readonly role: Access;
  /** Name of the member who made it; null where nobody is named. */
  readonly inviter: string | null;
  /** It leads to one article alone. */
  readonly forArticle: boolean;
  /** It is for another device of a member. */
  readonly forDevice: boolean;
  /** Articles of this desk that no newsroom has. Who may write in this one can bring them; others keep them here. */
  readonly unshared: number;
  /** The newest of them. */
  readonly listed: readonly { readonly id: string; readonly title: string }[];
}

/** Which of the articles that no newsroom has go to the one that is joined; the others stay private. */
export type ShareChoice = "all" | "none" | readonly string[];

/** Languages of the interface (IL1). */
export const LANGUAGES = ["fa", "ar", "he", "en"] as const;
export type Language = (typeof LANGUAGES)[number];
/** What a person chooses as the interface's language; `system` is the first of the system's that it has (IL2). */
export const LANGUAGE_CHOICES = ["system", ...LANGUAGES] as const;
export type LanguageChoice = (typeof LANGUAGE_CHOICES)[number];
/** Calendars of dates in the interface, as `Intl` names them; `language` is that of the interface's language (IL5). */
export const CALENDARS = ["language", "persian", "islamic-umalqura", "gregory", "hebrew"] as const;
export type Calendar = (typeof CALENDARS)[number];
/** Appearances of the interface. */
export const THEMES = ["system", "light", "dark"] as const;
/** Whether the others see this person's caret (PR15). */
export const PRESENCES = ["shown", "quiet"] as const;
export interface Settings {
  readonly language: LanguageChoice;
  readonly calendar: Calendar;
  readonly theme: (typeof THEMES)[number];
  readonly presence: (typeof PRESENCES)[number];
  readonly typing: TypingSettings;
  readonly page: PageSettings;
}

/** A version of an article, without its state (VE1). */
export interface VersionEntry extends Omit<Version, "author" | "people"> {
  readonly author: Member | null;
  readonly people: readonly Member[];
  /** It is on this computer alone. */
  readonly isHere: boolean;
}

/** Characters of a Yjs client, from `clock` up to `end`, that somebody erased (VE41). */
export interface Erasure {
  readonly client: number;
  readonly clock: number;
  readonly end: number;
  /** Whose connection brought it first. */
  readonly member: Member;
  /** To the minute, in milliseconds since 1970. */
  readonly at: number;
  /** It came with all that a desk had when that was connected: others may have erased it. */
  readonly isBrought: boolean;
}

export interface VersionList {
  /** The newest first. */
  readonly entries: readonly VersionEntry[];
  /** False where the relay has been out of reach, and may have others. */
  readonly isComplete: boolean;
}

/** An absence in which something collided (VE33): the article's body before it, and as each side had it before they were merged. */
export interface AbsenceStates {
  readonly id: number;
  readonly base: Uint8Array;
  readonly mine: Uint8Array;
  readonly theirs: Uint8Array;
}

/** This desk's draft of an article (DR1). */
export interface DraftEntry {
  /** ID of the article. */
  readonly article: string;
  /** The article is not on this computer any more. */
  readonly isOrphan: boolean;
  /** The article's headline as it was last seen here; the draft's own is not told. */
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly begunAt: number;
  /** Names what in the draft's document is of the draft alone: see `Draft`. Never leaves the desk. */
  readonly secret: string;
}

/**
 * Calls: window → core. Each rejects with an `RpcError` whose `code` names a catalogue message. What each takes is checked by its
 * schema in `CALL_INPUTS`.
 */
export interface CoreCalls {
  session(): Promise<Session>;
  settings(): Promise<Settings>;
  saveSettings(settings: Settings): Promise<void>;
  /** The spelling dictionaries that a person added at this desk, by language (SP15). */
  dictionaries(): Promise<readonly AddedDictionary[]>;
  /** The files of one; null where there is none. */
  dictionary(input: { readonly language: AddedLanguage }): Promise<DictionaryFiles | null>;
  addDictionary(input: { readonly language: AddedLanguage; readonly name: string; readonly files: DictionaryFiles }): Promise<void>;
  removeDictionary(input: { readonly language: AddedLanguage }): Promise<void>;
  articles(query: ArticleQuery): Promise<ArticlePage>;
  article(input: { readonly id: string }): Promise<ArticleEntry | null>;
  /** This window shows this page from now on, or none with null: `articles` events say how it changes. */
  watchArticles(query: ArticleQuery | null): Promise<ArticlePage>;
  /** Puts articles on the desk, into the archive or the trash. */
  setPlace(input: { readonly articles: readonly string[]; readonly place: Place }): Promise<void>;
  /** Gives articles a status. */
  setStatus(input: { readonly articles: readonly string[]; readonly status: Status }): Promise<void>;
  /** Has editors of an article only suggest from a status on; null for never. */
  setSuggestFrom(input: { readonly article: string; readonly from: Status | null }): Promise<void>;
  /** Looks in headlines, texts, notes and names of people for what somebody typed, whatever it is; not in the trash. */
  search(input: { readonly text: string; readonly limit: number; readonly offset: number }): Promise<SearchResult>;
  /** What an open article says now. `text` is the whole body, a line for each block, headline first. */
  describe(input: { readonly article: string; readonly text: string }): Promise<void>;
  /** Creates an article, also offline. `body` is a Yjs update that fills the new `Y.Doc`; returns its id once stored. */
  createArticle(input: { readonly body: Uint8Array; readonly notes?: Uint8Array }): Promise<{ readonly id: string }>;
  /** Who wrote what in a room, as far as this computer knows; without overlap, each client's in order. */
  authors(input: { readonly room: string }): Promise<readonly AuthorRange[]>;
  versions(input: { readonly article: string }): Promise<VersionList>;
  /** The state of a version, as an update of Yjs. */
  version(input: { readonly article: string; readonly version: string }): Promise<{ readonly state: Uint8Array }>;
  /** Makes a version of what is on this computer's disk. @returns it, or without a label the latest one when nothing changed since */
  makeVersion(input: { readonly article: string; readonly reason: AskedReason; readonly label: string }): Promise<VersionEntry>;
  /** Who erased what of an article's text, as far as the relay knows; each client's in order, without overlap. */
  erasures(input: { readonly article: string }): Promise<readonly Erasure[]>;
  /** Names a version, or gives it another name. */
  nameVersion(input: { readonly article: string; readonly version: string; readonly label: string }): Promise<VersionEntry>;
  deleteVersion(input: { readonly article: string; readonly version: string }): Promise<void>;
  /** Absences in which something collided, and at which nobody has looked yet; the first one first. */
  absences(input: { readonly article: string }): Promise<readonly AbsenceStates[]>;
  /** Somebody has looked at them. */
  absencesSeen(input: { readonly article: string; readonly absences: readonly number[] }): Promise<void>;
  /** The drafts of this desk, those begun last first. */
  drafts(): Promise<readonly DraftEntry[]>;
  /** Begins a draft of an article, unless there is one: its room is `draftRoom`. */
  beginDraft(input: { readonly article: string }): Promise<void>;
  /** Erases a draft for good. */
  discardDraft(input: { readonly article: string }): Promise<void>;
  /** When the clocks of a room were stored, as far as this desk knows (AU10). */
  times(input: { readonly room: string }): Promise<readonly ClockTime[]>;
  /** Those who may enter an article, as the relay says; while it is out of reach, as it last said. Those with no name yet are left out. */
  people(input: { readonly article: string }): Promise<readonly Member[]>;
  /** What this member has read of an article's notes, here or at another desk. */
  readMarks(input: { readonly article: string }): Promise<readonly ThreadMarks[]>;
  /** More of the notes was read; nothing that was read becomes unread. */
  markRead(input: { readonly article: string; readonly threads: readonly ThreadMarks[] }): Promise<void>;
  syncState(input: { readonly article: string }): Promise<SyncState>;
  syncProgress(): Promise<SyncProgress>;
  /** Those that nobody at this desk has seen yet, the newest first. */
  newDevices(): Promise<readonly NewDevice[]>;
  /** They have been seen. */
  dismissDevices(): Promise<void>;
  /** Has articles of one's own deleted for good, everywhere, after a day; until then `keep` takes it back. */
  deleteForGood(input: { readonly articles: readonly string[] }): Promise<void>;
  keep(input: { readonly articles: readonly string[] }): Promise<void>;
  /** Asks the relay of an invitation's address what it leads to; nothing is used up, and nothing of this desk is sent. */
  lookAtInvitation(input: { readonly invitation: string }): Promise<InvitationOffer>;
  /** Joins the newsroom that an invitation's address leads to, once; of what was written before, what is chosen goes there. */
  join(input: { readonly invitation: string; readonly share: ShareChoice }): Promise<void>;
  /** Shares a private article with the newsroom. */
  share(input: { readonly article: string }): Promise<void>;
  /** Makes an invitation for one person. @returns the address to hand to them */
  invite(input: { readonly name: string; readonly role: Role }): Promise<{ readonly url: string }>;
  /**
   * Fetches a picture of the public internet, for a person who agreed to it.
   * @returns its file
   */
  fetchPicture(input: { readonly url: string }): Promise<{ readonly bytes: Uint8Array; readonly type: PictureType }>;
  /** Stores a picture on this computer. @returns the `src` of a figure that shows it */
  storePicture(input: { readonly bytes: Uint8Array }): Promise<{ readonly src: string }>;
  /** A stored picture; null for one that is not on this computer: it is asked for, and a `picture` event says when it has come. */
  picture(input: {
    readonly sha256: string;
    /** That shows it; null for a draft or a version. */
    readonly article: string | null;
  }): Promise<{ readonly bytes: Uint8Array | null }>;
  /**
   * Begins to write articles as a zip with a manifest, which `archivePart` returns part by part (EX37).
   * @param input.articles null for all on the desk and in the archive
   */
  beginArchive(input: { readonly articles: readonly string[] | null; readonly format: Format }): Promise<{ readonly archive: number }>;
  /** The next part of an archive, which is written as it is asked for. */
  archivePart(input: { readonly archive: number }): Promise<ArchivePart>;
  /** Leaves an archive unfinished. */
  endArchive(input: { readonly archive: number }): Promise<void>;
  /**
   * Offers articles as files, or as a zip of them, to whoever comes with the ticket, once, within ten minutes (EX50, EX53).
   * @param input.articles up to `MOST_DRAGGED`, each once
   */
  offerFile(input: { readonly ticket: string; readonly articles: readonly string[]; readonly format: Format }): Promise<void>;
  /** The export of each night (EX43). */
  nightly(): Promise<NightlyState>;
  /** Sets it, or ends it with null. */
  setNightly(input: NightlyExport | null): Promise<void>;
  /** Exports as each night, now; `nightly` events say how it goes on. */
  exportNow(): Promise<void>;
  /** The user's own choice to stay off the network. */
  setOffline(input: { readonly offline: boolean }): Promise<void>;
}

/** A part of a zip of articles. */
interface ArchivePart {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Articles that are to be in it, that are, and that could not be written. `total` is 0 until it is known. */
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly isEnd: boolean;
}

/** Events: core → window. */
export interface CoreEvents {
  session: Session;
  settings: Settings;
  dictionaries: readonly AddedDictionary[];
  /** The page that this window watches. */
  articles: ArticlesPatch;
  /** An article that this window has open, or asked about last, is not as it was. */
  article: ArticleEntry;
  sync: { readonly article: string; readonly state: SyncState };
  syncProgress: SyncProgress;
  newDevices: readonly NewDevice[];
  /** More of an article's notes was read, in whichever window or at another desk of this member. */
  readMarks: { readonly article: string; readonly threads: readonly ThreadMarks[] };
  drafts: readonly DraftEntry[];
  nightly: NightlyState;
  /** A picture is on this computer now. */
  picture: { readonly sha256: string };
  /** The table behind `authors` grew for a room. */
  authors: { readonly room: string };
  /** There is something new in `absences` of an article. */
  collided: { readonly article: string };
}
// Rooms: `open(room)` on the RPC client gives a byte channel that speaks the frames of shared/wire.
