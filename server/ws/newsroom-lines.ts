/** The newsroom lines that are open. */
import type { RoomPeer } from "../../shared/room/peer.ts";
import { NewsroomLine, type LineParts } from "./newsroom-line.ts";

export class NewsroomLines {
  readonly #parts: LineParts;
  readonly #lines = new Set<NewsroomLine>();

  constructor(parts: LineParts) {
    this.#parts = parts;
    parts.newsroom.access.onChange(() => {
      for (const line of this.#lines) line.recheck();
    });
  }

  /** Connects `peer` to the newsroom. */
  join(peer: RoomPeer): NewsroomLine {
    const line: NewsroomLine = new NewsroomLine(this.#parts, peer, () => this.#lines.delete(line));
    this.#lines.add(line);
    return line;
  }

  /** Shows out whoever has the article's rooms open over such a line. */
  leave(article: string): void {
    for (const line of this.#lines) line.recheck(article);
  }
}
