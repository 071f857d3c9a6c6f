/** The column of notes beside the article: each level with its text, none over another (NO11). */
import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import type { Member } from "../../shared/roles.ts";
import type { Thread } from "../../shared/notes/threads.ts";
import { useText } from "../i18n/text.tsx";
import { useNow } from "../i18n/use-now.ts";
import { Composer } from "./composer.tsx";
import "./margin.css";
import type { MarginModel } from "./model.ts";
import { stack } from "./stack.ts";
import type { AuthorOf } from "./author-of.ts";
import { ThreadCard } from "./thread-card.tsx";
import { Tray } from "./tray.tsx";

export interface MarginProps {
  readonly model: MarginModel;
  readonly me: Member;
  readonly mayComment: boolean;
  /** Member behind a Yjs client ID of the notes, as far as anybody knows. */
  readonly authorOf: AuthorOf;
}

/** Between two notes, in pixels. */
const GAP = 8;
const COMPOSER = "composer";

export function Margin({ model, me, mayComment, authorOf }: MarginProps) {
  const t = useText();
  const { threads, arrangement, active, draftText } = useSyncExternalStore(model.subscribe, model.state);
  const now = useNow();
  const column = useRef<HTMLDivElement>(null);

  const { beside, draft } = arrangement;
  const open = new Map(threads.filter(({ resolved }) => !resolved).map((thread) => [thread.id, thread]));
  const orphans = [...open.values()].filter(({ id }) => arrangement.orphans.has(id));
  const done = threads.filter(({ resolved }) => resolved);
  useStacking(column, model, active);

  const card = (thread: Thread, withQuote: boolean) => (
    <ThreadCard key={thread.id} {...{ model, thread, me, mayComment, authorOf, withQuote, now }} active={thread.id === active} />
  );
  const notes = beside.flatMap((id) => {
    const thread = open.get(id);
    return thread ? [{ id, element: card(thread, false) }] : [];
  });
  if (draft) {
    const below = new Set(draft.above === null ? [] : beside.slice(beside.indexOf(draft.above)));
    const at = notes.findIndex(({ id }) => below.has(id));
    notes.splice(at === -1 ? notes.length : at, 0, { id: COMPOSER, element: <Composer model={model} text={draftText} quote={draft.words} /> });
  }
  return (
    <aside className="margin" aria-label={t("margin.name")} tabIndex={-1} data-region="margin">
      <div className="margin-trays">
        <Tray title={t("margin.orphans", { count: orphans.length })} hint={t("margin.orphans.why")} threads={orphans} card={(thread) => card(thread, true)} onAttach={mayComment ? (id) => model.reattach(id) : null} />
        <Tray title={t("margin.resolved", { count: done.length })} threads={done} card={(thread) => card(thread, true)} onAttach={null} />
        {threads.length === 0 && !draft && mayComment && <p className="margin-empty">{t("margin.empty")}</p>}
      </div>
      <div className="margin-column" ref={column}>
        {notes.map(({ id, element }) => (
          <div key={id} className="margin-place" data-note={id}>
            {element}
          </div>
        ))}
      </div>
    </aside>
  );
}

/** Puts the notes in their places, in one frame for all that changed before it. */
function useStacking(column: React.RefObject<HTMLDivElement | null>, model: MarginModel, active: string | null): void {
  useLayoutEffect(() => {
    let frame = 0;
    const place = () => {
      if (column.current) placeNotes(column.current, model);
    };
    const schedule = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(place);
    };
    place();
    const off = model.onLayout(schedule);
    const sizes = new ResizeObserver(schedule);
    sizes.observe(column.current!);
    for (const note of column.current!.children) sizes.observe(note);
    addEventListener("resize", schedule);
    // Letters change their widths when the font arrives.
    void document.fonts.ready.then(schedule);
    return () => {
      cancelAnimationFrame(frame);
      off();
      sizes.disconnect();
      removeEventListener("resize", schedule);
    };
  });
  useEffect(() => {
    if (active === null) return;
    column.current?.querySelector(`[data-note="${CSS.escape(active)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [active, column]);
}

function placeNotes(column: HTMLElement, model: MarginModel): void {
  const { active } = model.state();
  const { places } = model;
  const elements = [...column.children] as HTMLElement[];
  const top = column.getBoundingClientRect().top;
  const notes = elements.map((element) => {
    const id = element.dataset["note"]!;
    const range = id === COMPOSER ? places.draft : places.found.get(id);
    const level = range ? model.levelOf(range) : null;
    return { id, wanted: (level ?? top) - top, height: element.offsetHeight };
  });
  const tops = stack(notes, places.draft ? COMPOSER : active, 0, GAP);
  elements.forEach((element, i) => (element.style.transform = `translateY(${Math.round(tops[i]!)}px)`));
  const last = notes.length - 1;
  column.style.minBlockSize = last < 0 ? "0" : `${tops[last]! + notes[last]!.height + GAP}px`;
}
