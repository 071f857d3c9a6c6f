import { isFinal } from "../../../shared/relay-api/close-codes.ts";
import { decodeRelayFrame, encodeDeskFrame, NEWSROOM, type DeskFrame, type RelayFrame } from "../../../shared/wire/newsroom-frames.ts";
import type { ArticleCommand, CommandAnswer, FeedNews, FeedPage, OpenArticlesNews } from "../../../shared/wire/feed.ts";
import { debugLog } from "../debug.ts";
import type { RelayClient } from "../relay-client.ts";
import { refusalOf } from "./refusal.ts";
import { ticketSocket } from "./ticket-socket.ts";

const debug = debugLog("newsroom");

/** Milliseconds before the line is dialled again: after the first break, at most, and after a final refusal. */
const FIRST_DELAY = 100;
const LONGEST_DELAY = 2_500;
const REFUSED_DELAY = 30_000;
/** Milliseconds without any frame after which the line counts as dead; the relay sends one at least every 20 seconds. */
const SILENCE = 45_000;

/** The line broke before the answer came. The command may have been executed; sending it again is safe. */
export class LineDown extends Error {
  override readonly name = "LineDown";
}

/** Called with the line's state, and with what the relay sends. */
export interface LineListener {
  /** The line is up; nothing has come over it yet. */
  onUp(): void;
  onDown(): void;
  onPage(page: FeedPage): void;
  onNews(news: FeedNews): void;
  /** Who has articles open. */
  onOpenArticles(open: OpenArticlesNews): void;
  /** The relay refuses this desk, with a final close code (4400–4499). */
  onRefused(code: number): void;
}

/** Handlers of a channel's frames and its end. */
export interface ChannelHandlers {
  onFrame(frame: Uint8Array): void;
  /** `code` 1000 answers `close`, 0 is a line that broke; see `RelayFrame` for `at`. */
  onClosed(code: number, reason: string, at: number): void;
}

/** One room's share of the line. */
export interface LineChannel {
  send(frame: Uint8Array): void;
  /** Asks the relay to close it; `onClosed` follows. */
  close(): void;
}

/**
 * The desk's connection `/sync/newsroom`: the relay's change feed, commands about articles, and channels to rooms. It is dialled again
 * after every break, with growing delays. Rules SY26, SY29.
 */
export class NewsroomLine {
  readonly #listener: LineListener;
  readonly #report: (error: unknown) => void;
  readonly #channels = new Map<number, ChannelHandlers>();
  readonly #commands = new Map<number, { resolve(answers: readonly CommandAnswer[]): void; reject(error: LineDown): void }>();
  #client: RelayClient | null = null;
  #socket: WebSocket | null = null;
  #isUp = false;
  #next = 1;
  #delay = FIRST_DELAY;
  #again: NodeJS.Timeout | null = null;
  #silence: NodeJS.Timeout | null = null;

  constructor(listener: LineListener, report: (error: unknown) => void) {
    this.#listener = listener;
    this.#report = report;
  }

  /** Whether frames can be sent. */
  get isUp(): boolean {
    return this.#isUp;
  }

  /** Bytes that were sent and have not left this computer. */
  get backlog(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /** Connects to `client`'s relay, from now on and after every break; with null to none. */
  use(client: RelayClient | null): void {
    this.#hangUp();
    this.#client = client;
    this.#delay = FIRST_DELAY;
    this.#dial();
  }

  /** Sends a frame; drops it while the line is down. */
  send(frame: DeskFrame): void {
    if (this.#isUp) this.#socket!.send(encodeDeskFrame(frame));
  }

  /** Sends a command about an article. @throws LineDown when the line is down, or breaks before the answer */
  async command(command: ArticleCommand): Promise<CommandAnswer> {
    return (await this.commands([command]))[0]!;
  }

  /** Sends several commands, at most `MOST_COMMANDS`, in one frame. @returns an answer for each, in order */
  commands(commands: readonly ArticleCommand[]): Promise<readonly CommandAnswer[]> {
    return new Promise((resolve, reject) => {
      if (!this.#isUp) {
        reject(new LineDown("the newsroom line is down"));
        return;
      }
      const id = this.#next++;
      const answered = (answers: readonly CommandAnswer[]): void => {
        if (answers.length === commands.length) resolve(answers);
        else reject(new LineDown(`${answers.length} answers to ${commands.length} commands`));
      };
      this.#commands.set(id, { resolve: answered, reject });
      this.send({ type: "commands", id, commands });
    });
  }

  /** Opens a channel to a room. While the line is down it is closed again at once, with code 0. */
  open(room: string, handlers: ChannelHandlers): LineChannel {
    const channel = this.#next++;
    if (this.#isUp) this.#channels.set(channel, handlers);
    else setImmediate(() => handlers.onClosed(0, "the newsroom line is down", 0));
    this.send({ type: "open", channel, room });
    return {
      send: (frame) => {
        if (this.#channels.has(channel)) this.send({ type: "room", channel, frame });
      },
      close: () => this.send({ type: "close", channel }),
    };
  }

  #dial(): void {
    const client = this.#client;
    if (!client) return;
    const dial = async (): Promise<string> => `${client.ws}/sync/${NEWSROOM}?ticket=${encodeURIComponent(await client.ticket())}`;
    const Socket = ticketSocket(dial, refusalOf, this.#report);
    const socket = new Socket("");
    this.#socket = socket;
    // The class has only the part of the browser's interface that y-websocket uses: these properties.
    Object.assign(socket, {
      onopen: () => {
        if (this.#socket === socket) this.#opened();
      },
      onmessage: ({ data }: { data: ArrayBuffer }) => {
        if (this.#socket === socket) this.#received(new Uint8Array(data));
      },
      onclose: ({ code }: { code: number }) => {
        if (this.#socket === socket) this.#closed(code);
      },
    });
  }

  #opened(): void {
    this.#isUp = true;
    debug("line up");
    this.#listen();
    this.#listener.onUp();
  }

  #received(bytes: Uint8Array): void {
    this.#delay = FIRST_DELAY;
    this.#listen();
    this.#take(decodeRelayFrame(bytes));
  }

  #closed(code: number): void {
    debug("line closed", { code });
    this.#down(isFinal(code) ? REFUSED_DELAY : this.#delay);
    this.#delay = Math.min(LONGEST_DELAY, 2 * this.#delay);
    if (isFinal(code)) this.#listener.onRefused(code);
  }

  #take(frame: RelayFrame): void {
    switch (frame.type) {
      case "alive":
        return;
      case "page":
        debug("page", { count: frame.page.entries.length });
        return this.#listener.onPage(frame.page);
      case "news":
        debug("news", { count: frame.news.entries.length });
        return this.#listener.onNews(frame.news);
      case "open-articles":
        return this.#listener.onOpenArticles(frame.open);
      case "answers": {
        this.#commands.get(frame.id)?.resolve(frame.answers);
        this.#commands.delete(frame.id);
        return;
      }
      case "room":
        this.#channels.get(frame.channel)?.onFrame(frame.frame);
        return;
      case "closed": {
        const channel = this.#channels.get(frame.channel);
        this.#channels.delete(frame.channel);
        channel?.onClosed(frame.code, frame.reason, frame.at);
        return;
      }
    }
  }

  /** Restarts the timer for silence. */
  #listen(): void {
    if (this.#silence) this.#silence.refresh();
    else this.#silence = setTimeout(() => this.#down(this.#delay), SILENCE).unref();
  }

  #down(delay: number): void {
    this.#hangUp();
    if (this.#client) this.#again = setTimeout(() => this.#dial(), delay);
  }

  #hangUp(): void {
    for (const timer of [this.#again, this.#silence]) if (timer) clearTimeout(timer);
    this.#again = null;
    this.#silence = null;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    if (!this.#isUp) return;
    this.#isUp = false;
    const [commands, channels] = [[...this.#commands.values()], [...this.#channels.values()]];
    this.#commands.clear();
    this.#channels.clear();
    for (const command of commands) command.reject(new LineDown("the newsroom line went down"));
    for (const channel of channels) channel.onClosed(0, "the newsroom line went down", 0);
    this.#listener.onDown();
  }
}
