import type { Finding } from "../../shared/style/finding.ts";
import type { ProfileName } from "../../shared/style/profile.ts";

/** What the window asks the worker. */
export interface CheckRequest {
  readonly job: number;
  readonly profile: ProfileName;
  /** Texts of blocks. */
  readonly texts: readonly string[];
}

/** What it answers: the findings of each text. */
export interface CheckAnswer {
  readonly job: number;
  readonly findings: readonly (readonly Finding[])[];
}
