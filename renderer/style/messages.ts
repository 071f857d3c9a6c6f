import type { Finding } from "../../shared/style/finding.ts";
import type { NewsroomStyle, ProfileName } from "../../shared/style/profile.ts";

/** What the window asks the worker. */
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
