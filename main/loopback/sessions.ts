import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";

/** How long the secret of a tab that is not connected can be used, in milliseconds: browsers wake tabs after days. */
const LIFE = 30 * 24 * 60 * 60_000;
/** Tabs that are remembered; the one that connected longest ago is forgotten first. */
const REMEMBERED = 200;
/** A tab that is loaded again may be here before its old page has gone, in milliseconds. */
const RELOAD = 5_000;

const stored = z.array(z.object({ current: z.string(), next: z.string().nullable(), at: z.number() }));

interface Session {
  /** Hash of the secret that the tab has. */
  current: string;
  /** Hash of the secret that it was sent, and has not confirmed. */
  next: string | null;
  /** Milliseconds since 1970. */
  at: number;
  connected: boolean;
  /** When another tab came in with this one's secret, while it was connected. */
  copiedAt: number | null;
}

/** A tab that is let in. */
export interface Entry {
  /** For the next connection. */
  readonly secret: string;
  /** The tab has stored it: the one before is void. */
  kept(): void;
  /** The connection is gone. */
  left(): void;
}

export interface SessionFile {
  load(): string | null;
  save(text: string): void;
}

/**
 * The tabs that were let in. Each has a secret of its own, which changes with every connection. Secrets are stored as hashes, so that
 * an open window goes on when the core was restarted. Rule RP5.
 */
export class Sessions {
  readonly #file: SessionFile;
  readonly #now: () => number;
  readonly #sessions = new Set<Session>();

  /** @param now milliseconds since 1970 */
  constructor(file: SessionFile, now: () => number = Date.now) {
    this.#file = file;
    this.#now = now;
    for (const one of readSessions(file.load())) this.#sessions.add({ ...one, connected: false, copiedAt: null });
  }

  /** A tab that came by a link. */
  open(): Entry {
    const secret = newSecret();
    return this.#connect({ current: hashOf(secret), next: null, at: 0, connected: false, copiedAt: null }, secret);
  }

  /** A tab that comes back, or its copy. @returns null for a secret that is unknown or void */
  enter(secret: string): Entry | null {
    const hash = hashOf(secret);
    const session = [...this.#sessions].find(({ current, next }) => current === hash || next === hash);
    if (!session || (!session.connected && session.at + LIFE <= this.#now())) return null;
    if (session.connected) {
      // A tab that was duplicated: from here on each has a secret of its own.
      session.copiedAt = this.#now();
      return this.open();
    }
    if (session.next === hash) session.current = hash;
    const following = newSecret();
    session.next = hashOf(following);
    return this.#connect(session, following);
  }

  #connect(session: Session, secret: string): Entry {
    session.connected = true;
    session.at = this.#now();
    session.copiedAt = null;
    // The newest stand last.
    this.#sessions.delete(session);
    this.#sessions.add(session);
    for (const one of this.#sessions) {
      if (this.#sessions.size <= REMEMBERED) break;
      if (!one.connected) this.#sessions.delete(one);
    }
    this.#save();
    return {
      secret,
      kept: () => {
        if (session.next === null) return;
        session.current = session.next;
        session.next = null;
        this.#save();
      },
      left: () => {
        session.connected = false;
        session.at = this.#now();
        if (session.copiedAt !== null && this.#now() - session.copiedAt < RELOAD) this.#sessions.delete(session);
        this.#save();
      },
    };
  }

  #save(): void {
    this.#file.save(JSON.stringify([...this.#sessions].map(({ current, next, at }) => ({ current, next, at }))));
  }
}

/** @returns none for what cannot be read: its tabs need a new link */
function readSessions(text: string | null): z.infer<typeof stored> {
  if (text === null) return [];
  try {
    return stored.parse(JSON.parse(text));
  } catch {
    return [];
  }
}

const newSecret = (): string => randomBytes(24).toString("base64url");
const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url");
