/** A bare WebSocket on `/sync/newsroom`, which does nothing by itself. */
import { WebSocket } from "ws";
import * as Y from "yjs";
import { passes } from "../eventually.ts";
import type { ArticleCommand, CommandAnswer, FeedCursor, FeedEntry, FeedPage } from "../../shared/wire/feed.ts";
import { decodeFrame, encodeFrame, type Frame } from "../../shared/wire/frames.ts";
import { decodeRelayFrame, encodeDeskFrame, type DeskFrame, type RelayFrame } from "../../shared/wire/newsroom-frames.ts";
import type { Device, TestRelay } from "./relay-fixture.ts";

export class NewsroomClient {
  readonly socket: WebSocket;
  readonly got: RelayFrame[] = [];
  /** All that came, as it came. */
  readonly bytes: Buffer[] = [];
  closed: number | null = null;
  #next = 1;

  constructor(url: string) {
    this.socket = new WebSocket(url);
    this.socket.on("message", (data) => {
      this.bytes.push(data as Buffer);
      this.got.push(decodeRelayFrame(data as Buffer));
    });
    this.socket.on("close", (code) => (this.closed = code));
    this.socket.on("error", () => undefined);
  }

  /** A line of the member of `device`, open. */
  static async of(site: TestRelay, device: Device): Promise<NewsroomClient> {
    const client = new NewsroomClient(`${site.relay.ws}/sync/newsroom?ticket=${await device.ticket()}`);
    await until(() => client.socket.readyState === WebSocket.OPEN);
    return client;
  }

  send(frame: DeskFrame): void {
    this.socket.send(encodeDeskFrame(frame));
  }

  async pull(cursor: FeedCursor | null): Promise<FeedPage> {
    const before = this.#pages().length;
    this.send({ type: "pull", cursor });
    await until(() => this.#pages().length > before);
    return this.#pages().at(-1)!;
  }

  /** Pulls until there is no more. @returns all entries, and the last page */
  async pullAll(
    cursor: FeedCursor | null,
  ): Promise<{ readonly entries: readonly FeedEntry[]; readonly pages: readonly FeedPage[]; readonly last: FeedPage }> {
    const pages = [await this.pull(cursor)];
    while (pages.at(-1)!.more) pages.push(await this.pull(pages.at(-1)!.cursor));
    return { entries: pages.flatMap(({ entries }) => entries), pages, last: pages.at(-1)! };
  }

  /** What was told as it happened, in order. */
  get news(): FeedEntry[] {
    return this.got.flatMap((frame) => (frame.type === "news" ? frame.news.entries : []));
  }

  /** Who has the article open, as was told last; null when nothing was told of it. */
  openBy(article: string): readonly string[] | null {
    let names: readonly string[] | null = null;
    for (const frame of this.got) {
      if (frame.type !== "open-articles") continue;
      if (frame.open.all) names = null;
      names = frame.open.articles.find((open) => open.article === article)?.members.map(({ name }) => name) ?? names;
    }
    return names;
  }

  async command(command: ArticleCommand): Promise<CommandAnswer> {
    const id = this.#next++;
    this.send({ type: "commands", id, commands: [command] });
    await until(() => this.got.some((frame) => frame.type === "answers" && frame.id === id));
    return this.got.flatMap((frame) => (frame.type === "answers" && frame.id === id ? frame.answers : []))[0]!;
  }

  open(room: string): TestChannel {
    const channel = new TestChannel(this, this.#next++);
    this.send({ type: "open", channel: channel.id, room });
    return channel;
  }

  async end(): Promise<number> {
    await until(() => this.closed !== null);
    return this.closed!;
  }

  #pages(): FeedPage[] {
    return this.got.flatMap((frame) => (frame.type === "page" ? frame.page : []));
  }
}

export class TestChannel {
  readonly id: number;
  readonly #client: NewsroomClient;

  constructor(client: NewsroomClient, id: number) {
    this.#client = client;
    this.id = id;
  }

  get frames(): Frame[] {
    return this.#client.got.flatMap((frame) => (frame.type === "room" && frame.channel === this.id ? decodeFrame(frame.frame) : []));
  }

  send(frame: Frame): void {
    this.#client.send({ type: "room", channel: this.id, frame: encodeFrame(frame) });
  }

  async first<T extends Frame["type"]>(type: T): Promise<Extract<Frame, { type: T }>> {
    await until(() => this.frames.some((frame) => frame.type === type));
    return this.frames.find((frame) => frame.type === type) as Extract<Frame, { type: T }>;
  }

  /** The text of the room, as a newcomer is answered. */
  async text(): Promise<string> {
    this.send({ type: "step1", stateVector: Y.encodeStateVector(new Y.Doc()) });
    const doc = new Y.Doc();
    Y.applyUpdate(doc, (await this.first("update")).update);
    return doc.getText("body").toJSON();
  }

  close(): void {
    this.#client.send({ type: "close", channel: this.id });
  }

  /** How the relay closed it. */
  async closed(): Promise<Extract<RelayFrame, { type: "closed" }>> {
    const find = (): Extract<RelayFrame, { type: "closed" }> | undefined =>
      this.#client.got.find(
        (frame): frame is Extract<RelayFrame, { type: "closed" }> => frame.type === "closed" && frame.channel === this.id,
      );
    await until(() => find() !== undefined);
    return find()!;
  }
}

export const until = (look: () => boolean): Promise<void> =>
  passes(() => {
    if (!look()) throw new Error("not yet");
  });
