import { memo, useCallback, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { Button, ToggleButton } from "react-aria-components";
import type { Command } from "prosemirror-state";
import type * as Y from "yjs";
import { REVERT } from "../../shared/article/model/names.ts";
import type { Collision } from "../../shared/compare/collisions.ts";
import { compareBlock } from "../../shared/compare/compare.ts";
import type { ArticleBlock } from "../../shared/compare/compared-article.ts";
import type { Direction } from "../../shared/text/direction.ts";
import type { EditorHandle } from "../editor/index.ts";
import { useText, type Text } from "../i18n/text.tsx";
import { keysOf } from "../keys/keys.ts";
import { CloseButton } from "../theme/close-button.tsx";
import { Tip } from "../theme/tip.tsx";
import { shortened } from "../versions/change-words.ts";
import { ComparedText } from "../versions/compared-block.tsx";
import { StepButtons } from "../versions/step-buttons.tsx";
import { useStepKeys } from "../versions/step-keys.ts";
import "../versions/compare-view.css";
import type { Collided } from "./collided.ts";
import { bringHome, keepOne } from "./repairs.ts";
import { isTaken, SIDES, takeSide, type Changed, type Side } from "./sides.ts";
import "./returning-panel.css";

const UNDO_KEYS = keysOf("Mod-Z").shown;

interface Props {
  readonly collided: readonly Collided[];
  /** The article. */
  readonly body: Y.Doc;
  /** Of the article. */
  readonly language: string;
  readonly direction: Direction;
  readonly mayEdit: boolean;
  /** Brings a block of the article into view. */
  readonly onShow: (block: ArticleBlock) => void;
  /** The article's editor, which writes what is chosen; null while there is none. */
  readonly editor: () => EditorHandle | null;
  /** Told when the text has changed since, so that nothing was done. */
  readonly onLate: () => void;
  /** Told when all has been decided. */
  readonly onSettled: () => void;
  readonly onClose: () => void;
}

/** What collided while one was away, to be walked through with F7: mine, theirs and merged, of which one can be chosen, and repairs (VE34–VE37). */
export function ReturningPanel({ collided, body, language, direction, mayEdit, onShow, editor, onLate, onSettled, onClose }: Props) {
  const t = useText();
  const list = useRef<HTMLOListElement>(null);
  const [current, setCurrent] = useState(-1);
  const [mended, setMended] = useState<ReadonlySet<Collided>>(new Set());
  const [chosen, setChosen] = useState<ReadonlyMap<Collided, Side>>(new Map());
  const [said, setSaid] = useState("");
  const left = collided.filter((one) => !mended.has(one));
  const open = left.filter((one) => !chosen.has(one)).length;
  const step = useCallback(
    (by: 1 | -1) => {
      if (left.length === 0) return;
      const next = current === -1 && by < 0 ? left.length - 1 : (current + by + left.length) % left.length;
      setCurrent(next);
      const item = list.current?.children[next];
      if (item instanceof HTMLElement) {
        item.focus({ preventScroll: true });
        list.current!.scrollTop = item.offsetTop - list.current!.offsetTop;
      }
      const block = blockOf(left[next]!.collision);
      if (block) onShow(block);
    },
    [current, left, onShow],
  );
  useStepKeys(step);
  // What undo took back is open again.
  useEffect(() => {
    if (chosen.size === 0) return undefined;
    const onTransaction = ({ origin }: Y.Transaction) => {
      if (origin !== REVERT) return;
      const standing = [...chosen].filter(
        ([{ collision, states }, side]) => collision.type === "changed" && isTaken(body, collision, states, side),
      );
      if (standing.length < chosen.size) setChosen(new Map(standing));
    };
    body.on("afterTransaction", onTransaction);
    return () => body.off("afterTransaction", onTransaction);
  }, [body, chosen]);
  const mend = (one: Collided, repair: Command) => {
    const view = editor()?.view;
    if (!view || !repair(view.state, (tr) => view.dispatch(tr))) {
      onLate();
      return;
    }
    setMended(new Set([...mended, one]));
    setCurrent(-1);
    if (open === 1) onSettled();
    if (left.length === 1) onClose();
  };
  const choose = (one: Collided, collision: Changed, side: Side) => {
    const handle = editor();
    if (!handle || !takeSide(handle, body, collision, one.states, side)) {
      onLate();
      return;
    }
    const next = new Map([...chosen, [one, side] as const]);
    setChosen(next);
    setSaid(t(`returning.chose.${side}`, { keys: UNDO_KEYS }));
    if (left.every((other) => next.has(other))) onSettled();
  };
  const onKey = (event: KeyboardEvent) => {
    const side = SIDES[Number(/^(?:Digit|Numpad)([123])$/.exec(event.code)?.[1] ?? 0) - 1];
    if (!mayEdit || !side || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const one = left[[...list.current!.children].findIndex((item) => item.contains(document.activeElement))];
    if (one?.collision.type !== "changed") return;
    event.preventDefault();
    choose(one, one.collision, side);
  };
  const latest = useRef(onKey);
  useLayoutEffect(() => {
    latest.current = onKey;
  });
  useEffect(() => {
    const items = list.current!;
    const listen = (event: KeyboardEvent) => latest.current(event);
    items.addEventListener("keydown", listen);
    return () => items.removeEventListener("keydown", listen);
  }, []);
  return (
    <section className="returning" aria-label={t("returning.title")}>
      <div className="returning-head">
        <h2>{open > 0 ? t("returning.found", { count: open }) : t("returning.settled")}</h2>
        <StepButtons previous={t("returning.previous")} next={t("returning.next")} onStep={step} />
        <CloseButton name={t("app.close")} onPress={onClose} />
      </div>
      <p className="returning-key">{t(mayEdit ? "returning.keys" : "returning.key")}</p>
      <output className="app-hidden">{said}</output>
      <ol className="returning-list" ref={list}>
        {left.map((one, i) => {
          const { collision } = one;
          const block = blockOf(collision);
          const side = chosen.get(one);
          return (
            // oxlint-disable-next-line react/no-array-index-key -- They keep their order and have no state.
            <li
              key={i}
              className="returning-item"
              tabIndex={-1}
              data-current={i === current || undefined}
              data-settled={side !== undefined || undefined}
              aria-label={titleOf(collision, t)}
            >
              <h3>{titleOf(collision, t)}</h3>
              <CollisionView collision={collision} chosen={side ?? null} language={language} direction={direction} t={t} />
              <div className="returning-acts">
                {mayEdit &&
                  collision.type === "changed" &&
                  SIDES.map((name, n) => (
                    <Tip key={name} name={t(`returning.use.${name}`)} keys={String(n + 1)}>
                      <ToggleButton
                        className="app-button returning-choice"
                        aria-keyshortcuts={String(n + 1)}
                        isSelected={side === name}
                        onChange={() => choose(one, collision, name)}
                      >
                        {t(`returning.use.${name}`)}
                      </ToggleButton>
                    </Tip>
                  ))}
                {block && (
                  <Button className="app-button" onPress={() => onShow(block)}>
                    {t("returning.show")}
                  </Button>
                )}
                {mayEdit && collision.type === "doubled" && (
                  <Button className="app-button" onPress={() => mend(one, keepOne(collision.merged))}>
                    {t("returning.keepOne")}
                  </Button>
                )}
                {mayEdit && collision.type === "displaced" && collision.home && (
                  <Button className="app-button" onPress={() => mend(one, bringHome(collision))}>
                    {t("returning.bringHome")}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function titleOf(collision: Collision, t: Text): string {
  if (collision.type === "changed") return t("returning.changed");
  if (collision.type === "doubled") return t("returning.doubled", { count: collision.merged.length });
  return t(`returning.displaced.${collision.by}`, { text: shortened(collision.text) });
}

/** The block of the article that a collision is about; null where it is gone. */
function blockOf(collision: Collision): ArticleBlock | null {
  if (collision.type === "changed") return collision.merged;
  return collision.type === "doubled" ? collision.merged[0]! : collision.block;
}

interface ViewProps {
  readonly collision: Collision;
  /** The side that was chosen. */
  readonly chosen: Side | null;
  readonly language: string;
  readonly direction: Direction;
  readonly t: Text;
}

const CollisionView = memo(function CollisionView({ collision, chosen, language, direction, t }: ViewProps) {
  const text = (before: ArticleBlock, after: ArticleBlock): ReactNode => (
    <ComparedText block={compareBlock(before, after)} language={language} direction={direction} />
  );
  if (collision.type === "changed") {
    const { base, mine, theirs, merged } = collision;
    return (
      <div className="returning-sides">
        <SideView name={t("returning.mine")} isChosen={chosen === "mine"}>
          {mine ? text(base, mine) : <p>{t("returning.removed")}</p>}
        </SideView>
        <SideView name={t("returning.theirs")} isChosen={chosen === "theirs"}>
          {theirs ? text(base, theirs) : <p>{t("returning.removed")}</p>}
        </SideView>
        <SideView name={t("returning.merged")} isChosen={chosen === "merged"}>
          {merged ? text(base, merged) : <p>{t("returning.gone")}</p>}
        </SideView>
      </div>
    );
  }
  if (collision.type === "doubled") return <div className="returning-sides">{text(collision.merged[0]!, collision.merged[0]!)}</div>;
  const { block, home } = collision;
  return (
    <div className="returning-sides">
      <SideView name={t("returning.stands")}>{text(block, block)}</SideView>
      {home && <SideView name={t("returning.home")}>{text(home, home)}</SideView>}
    </div>
  );
});

interface SideViewProps {
  readonly name: string;
  readonly isChosen?: boolean;
  readonly children: ReactNode;
}

function SideView({ name, isChosen, children }: SideViewProps) {
  return (
    <div className="returning-side" data-chosen={isChosen || undefined}>
      <p className="returning-side-name">{name}</p>
      {children}
    </div>
  );
}
