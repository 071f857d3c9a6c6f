import type { Language } from "../../shared/rpc/contract.ts";
import { app } from "./messages/app.ts";
import { compare } from "./messages/compare.ts";
import { dictionaries } from "./messages/dictionaries.ts";
import { drafts } from "./messages/drafts.ts";
import { editor } from "./messages/editor.ts";
import { entry } from "./messages/entry.ts";
import { errors } from "./messages/errors.ts";
import { exported } from "./messages/export.ts";
import { find } from "./messages/find.ts";
import { invisibles } from "./messages/invisibles.ts";
import { library } from "./messages/library.ts";
import { lists } from "./messages/lists.ts";
import { margin } from "./messages/margin.ts";
import { newsroom } from "./messages/newsroom.ts";
import { nightly } from "./messages/nightly.ts";
import { page } from "./messages/page.ts";
import { presence } from "./messages/presence.ts";
import { print } from "./messages/print.ts";
import { proposals } from "./messages/proposals.ts";
import { returning } from "./messages/returning.ts";
import { settings } from "./messages/settings.ts";
import { style } from "./messages/style.ts";
import { status } from "./messages/status.ts";
import { suggestions } from "./messages/suggestions.ts";
import { textViews } from "./messages/text-views.ts";
import { threads } from "./messages/threads.ts";
import { typing } from "./messages/typing.ts";
import { versions } from "./messages/versions.ts";
import { writers } from "./messages/writers.ts";

const fa = {
  ...app.fa,
  ...compare.fa,
  ...dictionaries.fa,
  ...drafts.fa,
  ...editor.fa,
  ...entry.fa,
  ...errors.fa,
  ...exported.fa,
  ...find.fa,
  ...invisibles.fa,
  ...library.fa,
  ...lists.fa,
  ...margin.fa,
  ...newsroom.fa,
  ...nightly.fa,
  ...page.fa,
  ...presence.fa,
  ...print.fa,
  ...proposals.fa,
  ...returning.fa,
  ...settings.fa,
  ...style.fa,
  ...status.fa,
  ...suggestions.fa,
  ...textViews.fa,
  ...threads.fa,
  ...typing.fa,
  ...versions.fa,
  ...writers.fa,
};

export type MessageKey = keyof typeof fa;

/** Every message in every language; the compiler checks that all languages have the same keys. */
export const catalogue: Record<Language, Record<MessageKey, string>> = {
  fa,
  ar: {
    ...app.ar,
    ...compare.ar,
    ...dictionaries.ar,
    ...drafts.ar,
    ...editor.ar,
    ...entry.ar,
    ...errors.ar,
    ...exported.ar,
    ...find.ar,
    ...invisibles.ar,
    ...library.ar,
    ...lists.ar,
    ...margin.ar,
    ...newsroom.ar,
    ...nightly.ar,
    ...page.ar,
    ...presence.ar,
    ...print.ar,
    ...proposals.ar,
    ...returning.ar,
    ...settings.ar,
    ...style.ar,
    ...status.ar,
    ...suggestions.ar,
    ...textViews.ar,
    ...threads.ar,
    ...typing.ar,
    ...versions.ar,
    ...writers.ar,
  },
  he: {
    ...app.he,
    ...compare.he,
    ...dictionaries.he,
    ...drafts.he,
    ...editor.he,
    ...entry.he,
    ...errors.he,
    ...exported.he,
    ...find.he,
    ...invisibles.he,
    ...library.he,
    ...lists.he,
    ...margin.he,
    ...newsroom.he,
    ...nightly.he,
    ...page.he,
    ...presence.he,
    ...print.he,
    ...proposals.he,
    ...returning.he,
    ...settings.he,
    ...style.he,
    ...status.he,
    ...suggestions.he,
    ...textViews.he,
    ...threads.he,
    ...typing.he,
    ...versions.he,
    ...writers.he,
  },
  en: {
    ...app.en,
    ...compare.en,
    ...dictionaries.en,
    ...drafts.en,
    ...editor.en,
    ...entry.en,
    ...errors.en,
    ...exported.en,
    ...find.en,
    ...invisibles.en,
    ...library.en,
    ...lists.en,
    ...margin.en,
    ...newsroom.en,
    ...nightly.en,
    ...page.en,
    ...presence.en,
    ...print.en,
    ...proposals.en,
    ...returning.en,
    ...settings.en,
    ...style.en,
    ...status.en,
    ...suggestions.en,
    ...textViews.en,
    ...threads.en,
    ...typing.en,
    ...versions.en,
    ...writers.en,
  },
};
