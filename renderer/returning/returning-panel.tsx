import { memo, useCallback, useRef, useState, type ReactNode } from "react";
import { Button } from "react-aria-components";
import type { Command } from "prosemirror-state";
import type { Collision } from "../../shared/compare/collisions.ts";
import { compareBlock } from "../../shared/compare/compare.ts";
import type { ArticleBlock } from "../../shared/compare/compared-article.ts";
import type { Direction } from "../../shared/text/direction.ts";
import { useText, type Text } from "../i18n/text.tsx";
import { CloseIcon } from "../theme/icons.tsx";
import { Tip } from "../theme/tip.tsx";
import { shortened } from "../versions/change-words.ts";
import { ComparedText } from "../versions/compared-block.tsx";
import { StepButtons } from "../versions/step-buttons.tsx";
import { useStepKeys } from "../versions/step-keys.ts";
import "../versions/compare-view.css";
import { bringHome, keepOne } from "./repairs.ts";
import "./returning-panel.css";

interface Props {
  readonly collisions: readonly Collision[];
  /** Of the article. */
  readonly language: string;
  readonly direction: Direction;
  readonly mayEdit: boolean;
  /** Brings a block of the article into view. */
  readonly onShow: (block: ArticleBlock) => void;
  /** Runs a command in the article's view. @returns whether it applied */
  readonly run: (command: Command) => boolean;
  /** Told when a repair finds that the text has changed since. */
  readonly onLate: () => void;
  readonly onClose: () => void;
}

/** What collided while one was away, to be walked through with F7: mine, theirs and merged, and repairs (VE34, VE35). */
export function ReturningPanel({ collisions, language, direction, mayEdit, onShow, run, onLate, onClose }: Props) {
  const t = useText();
  const list = useRef<HTMLOListElement>(null);
  const [current, setCurrent] = useState(-1);
  const [mended, setMended] = useState<ReadonlySet<Collision>>(new Set());
  const left = collisions.filter((collision) => !mended.has(collision));
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
      const block = blockOf(left[next]!);
      if (block) onShow(block);
    },
    [current, left, onShow],
  );
  useStepKeys(step);
  const mend = (collision: Collision, repair: Command) => {
    if (!run(repair)) {
      onLate();
      return;
    }
    setMended(new Set([...mended, collision]));
    setCurrent(-1);
    if (left.length === 1) onClose();
  };
  return (
    <section className="returning" aria-label={t("returning.title")}>
      <div className="returning-head">
        <h2>{t("returning.found", { count: left.length })}</h2>
        <StepButtons previous={t("returning.previous")} next={t("returning.next")} onStep={step} />
        <Tip name={t("app.close")}>
          <Button className="app-button app-quiet" aria-label={t("app.close")} onPress={onClose}>
            <CloseIcon />
          </Button>
        </Tip>
      </div>
      <p className="returning-key">{t("returning.key")}</p>
      <ol className="returning-list" ref={list}>
        {left.map((collision, i) => {
          const block = blockOf(collision);
          return (
            // oxlint-disable-next-line react/no-array-index-key -- They keep their order and have no state.
            <li
              key={i}
              className="returning-item"
              tabIndex={-1}
              data-current={i === current || undefined}
              aria-label={titleOf(collision, t)}
            >
              <h3>{titleOf(collision, t)}</h3>
              <CollisionView collision={collision} language={language} direction={direction} t={t} />
              <div className="returning-acts">
                {block && (
                  <Button className="app-button" onPress={() => onShow(block)}>
                    {t("returning.show")}
                  </Button>
                )}
                {mayEdit && collision.type === "doubled" && (
                  <Button className="app-button" onPress={() => mend(collision, keepOne(collision.merged))}>
                    {t("returning.keepOne")}
                  </Button>
                )}
                {mayEdit && collision.type === "displaced" && collision.home && (
                  <Button className="app-button" onPress={() => mend(collision, bringHome(collision))}>
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
  readonly language: string;
  readonly direction: Direction;
  readonly t: Text;
}

const CollisionView = memo(function CollisionView({ collision, language, direction, t }: ViewProps) {
  const text = (before: ArticleBlock, after: ArticleBlock): ReactNode => (
    <ComparedText block={compareBlock(before, after)} language={language} direction={direction} />
  );
  if (collision.type === "changed") {
    const { base, mine, theirs, merged } = collision;
    return (
      <div className="returning-sides">
        <Side name={t("returning.mine")}>{mine ? text(base, mine) : <p>{t("returning.removed")}</p>}</Side>
        <Side name={t("returning.theirs")}>{theirs ? text(base, theirs) : <p>{t("returning.removed")}</p>}</Side>
        <Side name={t("returning.merged")}>{merged ? text(base, merged) : <p>{t("returning.gone")}</p>}</Side>
      </div>
    );
  }
  if (collision.type === "doubled") return <div className="returning-sides">{text(collision.merged[0]!, collision.merged[0]!)}</div>;
  const { block, home } = collision;
  return (
    <div className="returning-sides">
      <Side name={t("returning.stands")}>{text(block, block)}</Side>
      {home && <Side name={t("returning.home")}>{text(home, home)}</Side>}
    </div>
  );
});

function Side({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="returning-side">
      <p className="returning-side-name">{name}</p>
      {children}
    </div>
  );
}
