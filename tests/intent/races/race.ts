/** What a race is, and the articles that most of them start from. */
import type { RaceEditor } from "../race-editor.ts";

export interface Race {
  readonly name: string;
  readonly start: string;
  readonly sara: (editor: RaceEditor) => void;
  readonly omid: (editor: RaceEditor) => void;
  /** What Sara did before, and Omid has seen. */
  readonly before?: (sara: RaceEditor) => void;
  /** What Sara does after the race, when both have everything. */
  readonly afterwards?: (sara: RaceEditor) => void;
  /** Articles that a person would accept, the likeliest first. */
  readonly expect: readonly string[];
  /** A thread stands on this phrase before the race… */
  readonly thread: string;
  /** …and on one of these after it; null stands for "nowhere: its text is gone". The phrase itself when left out. */
  readonly threadAfter?: readonly (string | null)[];
  /** A known limit: why this model does not do what is expected. The row fails, and is tested to fail. */
  readonly limit?: string;
}

export const BRIDGE = `# Bridge\n¶ The old bridge opened today\n¶ Traffic returned slowly`;
export const HEADED = `# Bridge\n¶ The old bridge opened today\nh2 Weather\n¶ It rained`;
export const LIST = `# Bridge\n• alpha one\n• beta two\n• gamma three`;
export const idle = (): void => {};
