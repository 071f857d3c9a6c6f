import type { SqlDatabase } from "../../../shared/store/update-log.ts";
import type { Settings } from "../../../shared/rpc/contract.ts";
import { PAGE_DEFAULTS, pageSchema } from "../../../shared/typing/page-settings.ts";
import { TYPING_DEFAULTS, typingSchema } from "../../../shared/typing/settings.ts";
import { readStored } from "../../../shared/typing/stored.ts";

const DEFAULTS: Settings = {
  language: "system",
  calendar: "language",
  theme: "system",
  presence: "shown",
  typing: TYPING_DEFAULTS,
  page: PAGE_DEFAULTS,
};

/** The settings in the database of a desk, with defaults for those that were never chosen. */
export function readSettings(db: SqlDatabase): Settings {
  const rows = db.prepare("SELECT key, value FROM settings").all() as { key: string; value: string }[];
  const { typing, page, ...kept } = Object.fromEntries(rows.map(({ key, value }) => [key, value]));
  return {
    ...DEFAULTS,
    ...kept,
    typing: readStored(typing, TYPING_DEFAULTS, typingSchema),
    page: readStored(page, PAGE_DEFAULTS, pageSchema),
  };
}
