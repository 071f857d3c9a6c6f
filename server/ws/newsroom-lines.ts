import type { RoomPeer } from "../../shared/room/peer.ts";
import { NewsroomLine, type LineDeps } from "./newsroom-line.ts";

/** The newsroom lines that are open. When roles change, each closes the channels that its member may no longer have. */
export class NewsroomLines {
  readonly #deps: LineDeps;
  readonly #lines = new Set<NewsroomLine>();

  constructor(deps: LineDeps) {
    this.#deps = deps;
    deps.newsroom.access.onChange(() => {
      for (const line of this.#lines) line.recheck();
    });
  }

  /** Opens a line for a connection. */
  join(peer: RoomPeer): NewsroomLine {
    const line: NewsroomLine = new NewsroomLine(this.#deps, peer, () => this.#lines.delete(line));
    this.#lines.add(line);
    return line;
  }

  /** Closes every channel to an article that was deleted for good. */
  leave(article: string): void {
    for (const line of this.#lines) line.recheck(article);
  }
}
