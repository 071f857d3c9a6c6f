import { z } from "zod";
import { parseRoom, ROLES, roomName } from "../roles.ts";
import {
  CALENDARS,
  FILTERS,
  LANGUAGE_CHOICES,
  LONGEST_PAGE,
  LONGEST_SEARCH,
  MOST_ARCHIVED,
  MOST_MOVED,
  PRESENCES,
  SORTS,
  THEMES,
  type CoreCalls,
} from "./contract.ts";
import { LARGEST_STORED } from "../pictures/picture.ts";
import { idSchema, newNameSchema, sha256Schema } from "../relay-api/values.ts";
import { ASKED_REASONS } from "../version.ts";
import { MOST_THREADS_AT_ONCE, threadMarksSchema } from "../read-marks.ts";
import { PLACES } from "../places.ts";
import { LONGEST_FOLDER, MOST_DAYS } from "../nightly.ts";
import { FORMATS } from "../export-formats.ts";
import { STATUSES } from "../status.ts";
import { ADDED_LANGUAGES, dictionaryFault, LARGEST_AFFIXES, LARGEST_WORDS } from "../spelling/added-dictionary.ts";
import { pageSchema } from "../typing/page-settings.ts";
import { typingSchema } from "../typing/settings.ts";
import { MOST_DRAGGED, TICKET } from "./offered-file.ts";

type Inputs = { readonly [Name in keyof CoreCalls]: z.ZodType<Parameters<CoreCalls[Name]>[0]> };

const none = z.undefined();
/** A Yjs update; that it is one is found out where it is read. */
const update = z.instanceof(Uint8Array);
/** That it is one is found out where it is stored. */
const picture = z.instanceof(Uint8Array).refine(({ length }) => length <= LARGEST_STORED, { error: "more bytes than a picture may have" });
const room = z.string().refine((name) => parseRoom(name) !== null, { error: "not the name of a room" });
const article = z.string().refine((id) => parseRoom(roomName(id, "body")) !== null, { error: "not the ID of an article" });

const addedLanguage = z.enum(ADDED_LANGUAGES);
/** Of a dictionary. */
const LONGEST_NAME = 100;

/** What somebody pastes as the address of one. */
const invitation = z.string().max(4000);
/** Articles that one chooses one by one. */
const MOST_CHOSEN = 1000;
/** No list is longer. */
const offset = z.int().min(0).max(10_000_000);
/** What somebody types to find something, or pastes by mistake. */
const wanted = z.string().max(100_000);
/** A book of a million words. */
const text = z.string().max(8_000_000);
const query = z.strictObject({
  text: wanted,
  sort: z.enum(SORTS),
  filter: z.enum(FILTERS),
  status: z.enum(STATUSES).nullable(),
  offset,
  limit: z.int().min(0).max(LONGEST_PAGE),
});
const articles = z.array(article).min(1).max(MOST_MOVED);

/**
 * A schema for what each call of the contract takes: whatever a window sends is checked here before the core sees it
 * (RP10). A call without a schema does not compile.
 */
export const CALL_INPUTS: Inputs = {
  session: none,
  settings: none,
  saveSettings: z.strictObject({
    language: z.enum(LANGUAGE_CHOICES),
    calendar: z.enum(CALENDARS),
    theme: z.enum(THEMES),
    presence: z.enum(PRESENCES),
    typing: typingSchema,
    page: pageSchema,
  }),
  dictionaries: none,
  dictionary: z.strictObject({ language: addedLanguage }),
  addDictionary: z
    .strictObject({
      language: addedLanguage,
      name: z.string().min(1).max(LONGEST_NAME),
      files: z.strictObject({ aff: z.string().max(LARGEST_AFFIXES), dic: z.string().max(LARGEST_WORDS) }),
    })
    .refine(({ language, files }) => dictionaryFault(language, files) === null, { error: "no dictionary of the language" }),
  removeDictionary: z.strictObject({ language: addedLanguage }),
  articles: query,
  article: z.strictObject({ id: article }),
  watchArticles: query.nullable(),
  beginArchive: z.strictObject({ articles: z.array(article).min(1).max(MOST_ARCHIVED).nullable(), format: z.enum(FORMATS) }),
  archivePart: z.strictObject({ archive: z.int() }),
  endArchive: z.strictObject({ archive: z.int() }),
  offerFile: z.strictObject({
    ticket: z.string().regex(TICKET),
    articles: z.array(article).min(1).max(MOST_DRAGGED),
    format: z.enum(FORMATS),
  }),
  nightly: none,
  setNightly: z
    .strictObject({
      folder: z.string().min(1).max(LONGEST_FOLDER),
      format: z.enum(FORMATS),
      hour: z.int().min(0).max(23),
      keep: z.int().min(1).max(MOST_DAYS),
    })
    .nullable(),
  exportNow: none,
  setPlace: z.strictObject({ articles, place: z.enum(PLACES) }),
  setStatus: z.strictObject({ articles, status: z.enum(STATUSES) }),
  setSuggestFrom: z.strictObject({ article, from: z.enum(STATUSES).nullable() }),
  search: z.strictObject({ text: wanted, offset, limit: z.int().min(0).max(LONGEST_SEARCH) }),
  describe: z.strictObject({ article, text }),
  createArticle: z.strictObject({ body: update, notes: update.exactOptional() }),
  authors: z.strictObject({ room }),
  versions: z.strictObject({ article }),
  version: z.strictObject({ article, version: idSchema }),
  makeVersion: z.strictObject({ article, reason: z.enum(ASKED_REASONS), label: newNameSchema.or(z.literal("")) }),
  erasures: z.strictObject({ article }),
  nameVersion: z.strictObject({ article, version: idSchema, label: newNameSchema }),
  deleteVersion: z.strictObject({ article, version: idSchema }),
  absences: z.strictObject({ article }),
  absencesSeen: z.strictObject({ article, absences: z.array(z.int().min(1)).max(100) }),
  drafts: none,
  beginDraft: z.strictObject({ article }),
  discardDraft: z.strictObject({ article }),
  times: z.strictObject({ room }),
  people: z.strictObject({ article }),
  readMarks: z.strictObject({ article }),
  markRead: z.strictObject({ article, threads: z.array(threadMarksSchema).max(MOST_THREADS_AT_ONCE) }),
  syncState: z.strictObject({ article }),
  syncProgress: none,
  newDevices: none,
  dismissDevices: none,
  deleteForGood: z.strictObject({ articles }),
  keep: z.strictObject({ articles }),
  lookAtInvitation: z.strictObject({ invitation }),
  join: z.strictObject({ invitation, share: z.union([z.literal(["all", "none"]), z.array(article).max(MOST_CHOSEN)]) }),
  share: z.strictObject({ article }),
  invite: z.strictObject({ name: z.string().trim().min(1).max(100), role: z.enum(ROLES) }),
  storePicture: z.strictObject({ bytes: picture }),
  picture: z.strictObject({ sha256: sha256Schema, article: article.nullable() }),
  fetchPicture: z.strictObject({ url: z.string().max(8192) }),
  setOffline: z.strictObject({ offline: z.boolean() }),
};
