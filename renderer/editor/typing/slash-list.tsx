// A select cannot stand at the caret.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useLayoutEffect, useRef } from "react";
import type { EditorView } from "prosemirror-view";
import { useText } from "../../i18n/text.tsx";
import { useStore } from "../../store/use-store.ts";
import { slashOption, SLASH_LIST, type OpenMenu, type SlashMenu } from "./slash-menu.ts";

interface Props {
  readonly view: EditorView;
  readonly menu: SlashMenu;
}

/** The list of the slash menu, under its block. The focus stays in the text, whose keys choose. */
export function SlashList({ view, menu }: Props) {
  const t = useText();
  const open = useStore(menu.open);
  return (
    <>
      {open && <List view={view} menu={menu} open={open} />}
      <output className="app-hidden">{open ? t("typing.slash.count", { count: open.choices.length }) : ""}</output>
    </>
  );
}

function List({ view, menu, open: { choices, active } }: Props & { readonly open: OpenMenu }) {
  const t = useText();
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = () => placeAtBlock(list.current!, view);
    window.addEventListener("scroll", place, true);
    window.addEventListener("resize", place);
    return () => {
      window.removeEventListener("scroll", place, true);
      window.removeEventListener("resize", place);
    };
  }, [view]);
  useLayoutEffect(() => placeAtBlock(list.current!, view));
  return (
    <div className="slash-list" role="listbox" dir={document.documentElement.dir} id={SLASH_LIST} aria-label={t("typing.slash")} ref={list}>
      {choices.map((choice, i) => (
        // The keys are the text's, which has the focus.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
        <div
          key={choice.name}
          role="option"
          id={slashOption(i)}
          className="app-choice-item"
          aria-selected={i === active}
          data-focused={i === active || undefined}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => menu.choose(view, choice)}
        >
          {t(choice.name)}
        </div>
      ))}
    </div>
  );
}

/** Below the slash, or above it where there is no room; at the side at which the text begins, within the window. */
function placeAtBlock(list: HTMLElement, view: EditorView): void {
  const start = view.state.selection.$from.start();
  const { top, bottom, left } = view.coordsAtPos(start);
  const { innerWidth, innerHeight } = view.dom.ownerDocument.defaultView!;
  const { offsetWidth: width, offsetHeight: height } = list;
  list.style.translate = "none";
  const origin = list.getBoundingClientRect();
  const isLeftToRight = getComputedStyle(view.domAtPos(start).node.parentElement!).direction === "ltr";
  const x = Math.max(0, Math.min(innerWidth - width, isLeftToRight ? left : left - width));
  const y = bottom + height > innerHeight ? Math.max(0, top - height) : bottom;
  list.style.translate = `${x - origin.left}px ${y - origin.top}px`;
}
