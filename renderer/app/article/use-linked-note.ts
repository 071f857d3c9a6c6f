import { useEffect } from "react";
import type { MarginModel } from "../../margin/index.ts";
import { useHash } from "../frame/hooks.ts";
import { useNotices } from "../frame/notices.tsx";
import { readFragment } from "./note-link.ts";

/** What has been here and is over is said to be, when the notes have been read for this long, in milliseconds. */
const OVER_AFTER = 1500;
/** A note that has not come after this long is said to be missing, in milliseconds; it is shown when it comes. */
const MISSED_AFTER = 8000;

/**
 * Shows the note that the window's address names, as soon as it is there, and gives it the focus; from then on the address names
 * the article alone (NO38).
 * @param onShow called then, so that the margin is shown
 */
export function useLinkedNote(margin: MarginModel, article: string, onShow: () => void): void {
  const { say } = useNotices();
  const link = readFragment(useHash());
  const thread = link.article === article ? link.thread : null;
  useEffect(() => {
    if (thread === null) return undefined;
    let frame = 0;
    const look = () => {
      if (!margin.showNote(thread)) return;
      stop();
      history.replaceState(history.state, "", `#${article}`);
      window.dispatchEvent(new HashChangeEvent("hashchange"));
      onShow();
    };
    /** After the frame in which it may have been placed. */
    const schedule = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };
    const over = window.setTimeout(() => {
      if (!margin.isOver(thread)) return;
      stop();
      say("threads.link.over");
    }, OVER_AFTER);
    const missed = window.setTimeout(() => say("threads.link.missing"), MISSED_AFTER);
    const changing = [margin.state, margin.layout.arrangement, margin.suggestionThreads.decided];
    const stops = changing.map((one) => one.subscribe(schedule));
    const stop = () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(over);
      window.clearTimeout(missed);
      for (const one of stops) one();
    };
    schedule();
    return stop;
  }, [margin, article, thread, onShow, say]);
}
