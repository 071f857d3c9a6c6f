/** The reactions that there are, in the order in which they are offered. Entries with others are kept and not shown. */
export const REACTIONS = ["👍", "❤️", "😄", "👀", "✅", "❓"] as const;
export type ReactionKind = (typeof REACTIONS)[number];

/** Whether a value is one of them: anybody may have written it. */
export const isReaction = (value: unknown): value is ReactionKind => REACTIONS.includes(value as ReactionKind);
