/** What the window and its workers say to each other. */
import type { AddedLanguage, DictionaryFiles } from "../../shared/spelling/added-dictionary.ts";
import type { Finding, Note } from "../../shared/style/finding.ts";
import type { NewsroomStyle, ProfileName } from "../../shared/style/profile.ts";

/** What the window asks the worker of house style. */
export interface CheckRequest {
  readonly job: number;
  readonly profile: ProfileName;
  /** Texts of blocks. */
  readonly texts: readonly string[];
}

/** What the window tells it: what the newsroom has decided, from now on. */
export interface NewsroomNews {
  readonly newsroom: NewsroomStyle;
}

/** What it answers: the findings of each text. */
export interface CheckAnswer {
  readonly job: number;
  readonly findings: readonly (readonly Finding[])[];
}

/** What the window asks the worker of spelling: to check texts, or what may be meant by a word; or which words are right, too. */
export type SpellingRequest =
  | { readonly job: number; readonly texts: readonly string[] }
  | { readonly job: number; readonly word: string }
  | { readonly words: readonly string[] };

/** What the window asks the worker of a dictionary that a person added; told of the dictionary and of more words that are right first. */
export type AddedSpellingRequest =
  | { readonly job: number; readonly texts: readonly string[] }
  | { readonly job: number; readonly word: string }
  | { readonly language: AddedLanguage; readonly files: DictionaryFiles; readonly words: readonly string[] };

/** What it answers. */
export type SpellingAnswer =
  | { readonly job: number; readonly notes: readonly (readonly Note[])[] }
  | { readonly job: number; readonly suggestions: readonly string[] };
