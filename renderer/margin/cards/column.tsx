import { memo, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { useStore } from "../../store/use-store.ts";
import { ColumnLayout } from "../layout/column-layout.ts";
import type { MarginModel } from "../margin-model.ts";

interface Props {
  readonly model: MarginModel;
  /** In the order of their texts. */
  readonly ids: readonly string[];
  readonly note: (id: string) => ReactNode;
}

/** The notes beside the text: each level with its words, none over another, those far from the screen not drawn. */
export function Column({ model, ids, note }: Props) {
  const column = useRef<HTMLDivElement>(null);
  const sizes = useRef<ResizeObserver>(null);
  /** Of the column, when it was reported last, in pixels. */
  const width = useRef(0);
  const [layout] = useState(() => new ColumnLayout(model));
  const drawn = useStore(layout.drawn);

  useLayoutEffect(() => {
    let frame = 0;
    const place = () => {
      frame = 0;
      layout.place(column.current!, ids);
    };
    const schedule = () => {
      frame ||= requestAnimationFrame(place);
    };
    let scrolled = 0;
    const onScroll = () => {
      scrolled ||= requestAnimationFrame(() => {
        scrolled = 0;
        layout.follow(column.current!, ids);
      });
    };
    model.activeNote.setShown(ids);
    sizes.current = new ResizeObserver((changes) => {
      let isNews = false;
      for (const { target } of changes) {
        if (!(target instanceof HTMLElement)) continue;
        if (target.dataset["note"] !== undefined) isNews = layout.measure(target) || isNews;
        // How tall the column is follows from where the notes stand.
        else if (target.offsetWidth !== width.current) [width.current, isNews] = [target.offsetWidth, true];
      }
      // The browser tells of each note that is new, which was measured as it came.
      if (isNews) schedule();
    });
    sizes.current.observe(column.current!);
    const off = model.layout.onFrame(place);
    addEventListener("resize", schedule);
    document.addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => {
      cancelAnimationFrame(frame);
      cancelAnimationFrame(scrolled);
      off();
      sizes.current?.disconnect();
      removeEventListener("resize", schedule);
      document.removeEventListener("scroll", onScroll, { capture: true });
    };
  }, [model, layout, ids]);

  useLayoutEffect(() => {
    // Notes that are drawn for the first time are measured, and may leave room for more.
    layout.place(column.current!, ids);
    for (const child of column.current!.children) sizes.current?.observe(child);
  });

  const all = new Set(ids);
  return (
    <div className="margin-column" ref={column}>
      {drawn.map((id) => all.has(id) && <PlacedNote key={id} id={id} note={note} />)}
    </div>
  );
}

/** Renders again when the notes do, and not when others are drawn as one scrolls. */
const PlacedNote = memo(function PlacedNote({ id, note }: { readonly id: string; readonly note: Props["note"] }) {
  return (
    <div className="margin-place" data-note={id}>
      {note(id)}
    </div>
  );
});
