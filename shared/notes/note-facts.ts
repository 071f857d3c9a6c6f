import type { Thread } from "./thread.ts";

/** What of an open thread counts in the library: small, so that it is kept of every article. */
export interface ThreadFacts {
  readonly id: string;
  /** Each with its Yjs client and clock, and the IDs of the members whom it names. */
  readonly messages: readonly (readonly [client: number, clock: number, ...mentions: string[]])[];
  /** To whom it is assigned, and who says so; null when to nobody. */
  readonly assigned: { readonly to: string; readonly client: number; readonly clock: number } | null;
}

/** What of an article's threads counts in the library: of those that are open. */
export const noteFacts = (threads: readonly Thread[]): ThreadFacts[] =>
  threads.flatMap((thread) => {
    const { id, resolved, deleted, assigned } = thread;
    if (resolved || deleted) return [];
    const said = thread.messages.filter((message) => !message.deleted && !message.missing);
    return {
      id,
      messages: said.map(({ client, clock, mentions }) => [client, clock, ...mentions.map(({ member }) => member)] as const),
      assigned: assigned && { to: assigned.to.member, client: assigned.client, clock: assigned.clock },
    };
  });
