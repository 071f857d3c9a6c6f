import type { Role } from "./roles.ts";

/** How far the newsroom's work on an article is, first to last. An article that nobody gave a status is a draft. */
export const STATUSES = ["draft", "editing", "ready", "published"] as const;
export type Status = (typeof STATUSES)[number];

/** Whether a value that came from outside names a status. */
export const isStatus = (value: string): value is Status => (STATUSES as readonly string[]).includes(value);

/** The status of an article, and from which one on its editors only suggest (RO7–RO10). */
export interface ArticleStatus {
  readonly status: Status;
  /** When it was set, in milliseconds since 1970; null when it never was. */
  readonly statusAt: number | null;
  /** Name of the member who set it; empty when nobody is known to have. */
  readonly statusBy: string;
  /** From this status on editors only suggest; null when they never have to. */
  readonly suggestFrom: Status | null;
}

/** An article that nobody gave a status. */
export const NO_STATUS: ArticleStatus = { status: "draft", statusAt: null, statusBy: "", suggestFrom: null };

/** Whether an editor only suggests in an article of that status. */
const isSuggestingRequired = (status: Status, suggestFrom: Status | null): boolean =>
  suggestFrom !== null && STATUSES.indexOf(status) >= STATUSES.indexOf(suggestFrom);

/** Whether a member with this role only suggests in the article (RO7). */
export const mustSuggest = (role: Role, { status, suggestFrom }: Pick<ArticleStatus, "status" | "suggestFrom">): boolean =>
  role === "editor" && isSuggestingRequired(status, suggestFrom);

/** Whether a member with this role may give the article this status: one who only suggests does not end that (RO10). */
export const maySetStatus = (role: Role, article: Pick<ArticleStatus, "status" | "suggestFrom">, next: Status): boolean =>
  !mustSuggest(role, article) || isSuggestingRequired(next, article.suggestFrom);
