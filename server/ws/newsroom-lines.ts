/** The newsroom lines that are open. */
import type { RoomPeer } from "../../shared/room/peer.ts";
import { NewsroomLine, type LineDeps } from "./newsroom-line.ts";

export class NewsroomLines {
  readonly #deps: LineDeps;
  readonly #lines = new Set<NewsroomLine>();

  constructor(deps: LineDeps) {
    this.#deps = deps;
    deps.newsroom.access.onChange(() => {
      for (const line of this.#lines) line.recheck();
    });
  }

  /** Connects `peer` to the newsroom. */
  join(peer: RoomPeer): NewsroomLine {
    const line: NewsroomLine = new NewsroomLine(this.#deps, peer, () => this.#lines.delete(line));
    this.#lines.add(line);
    return line;
  }

  /** Shows out whoever has the article's rooms open over such a line. */
  leave(article: string): void {
    for (const line of this.#lines) line.recheck(article);
  }
}
