import { memo, useCallback, useEffect, useMemo, useRef, useState, type RefObject } from "react";
import { flushSync } from "react-dom";
import { Switch } from "react-aria-components";
import type { Comparison } from "../../shared/compare/comparison.ts";
import type { Direction } from "../../shared/text/direction.ts";
import { useText } from "../i18n/text.tsx";
import "./compare-view.css";
import { ComparedBlockView } from "./compared-block.tsx";
import type { ErasersOf } from "./erasers.ts";
import { footnoteNumbersOf, FootnoteNumbersContext } from "./footnote-numbers.ts";
import { listNumbers } from "../../shared/article/model/list-numbers.ts";
import { StepButtons } from "./step-buttons.tsx";
import { useStepKeys } from "./step-keys.ts";
import type { WritersOf } from "./writers-of.ts";

/** Blocks that are drawn together: the first of them at once, each of the others in a frame of its own. */
const CHUNK = 60;

interface Props {
  readonly comparison: Comparison;
  /** Language of the article, a BCP 47 tag, and the direction of its blocks that have none of their own. */
  readonly language: string;
  readonly direction: Direction;
  /** Who wrote what: their names are shown beside the text. */
  readonly writersOf?: WritersOf;
  /** Who erased what. */
  readonly erasersOf?: ErasersOf;
}

/**
 * Two articles as one text to be read, in which what was added, removed, moved and formed differently is marked; from change to
 * change by buttons, F7 and Shift+F7 (VE25–VE29, VE42).
 */
export function CompareView({ comparison, language, direction, writersOf, erasersOf }: Props) {
  const t = useText();
  const { blocks, changeCount } = comparison;
  const page = useRef<HTMLDivElement>(null);
  const [onlyChanges, setOnlyChanges] = useState(false);
  const shown = useMemo(() => blocks.flatMap(({ type }, index) => (onlyChanges && type === "equal" ? [] : [index])), [blocks, onlyChanges]);
  const changes = useMemo(() => blocks.flatMap(({ type }, index) => (type === "equal" || type === "movedAway" ? [] : [index])), [blocks]);
  const numbers = useMemo(() => numbersOf(comparison), [comparison]);
  const footnoteNumbers = useMemo(() => footnoteNumbersOf(comparison, language), [comparison, language]);
  const [current, setCurrent] = useState<number | null>(null);
  const [drawn, draw, drawAnew] = useDrawn(shown.length);
  const [compared, setCompared] = useState(comparison);
  if (compared !== comparison) {
    setCompared(comparison);
    setCurrent(null);
    drawAnew();
  }

  const go = useCallback(
    (index: number) => {
      flushSync(() => {
        setCurrent(index);
        draw(shown.indexOf(index) + 1);
      });
      focusOn(page, index);
    },
    [draw, shown],
  );
  const step = useCallback(
    (by: 1 | -1) => {
      const at = current === null ? (by > 0 ? -1 : changes.length) : placeIn(changes, current, by);
      const next = changes[(at + by + changes.length) % changes.length];
      if (next !== undefined) go(next);
    },
    [changes, current, go],
  );
  useStepKeys(step);

  const place = current === null ? -1 : changes.indexOf(current);
  const chunks = Array.from({ length: Math.ceil(Math.min(drawn, shown.length) / CHUNK) }, (_, i) => i);
  return (
    <section className="compare" aria-label={t("compare.title")}>
      <div className="compare-bar" role="toolbar" aria-label={t("compare.title")}>
        <StepButtons previous={t("compare.previous")} next={t("compare.next")} onStep={step} />
        <output className="compare-count">
          {place === -1 ? t("compare.count", { count: changeCount }) : t("compare.place", { place: place + 1, count: changeCount })}
        </output>
        <Switch className="app-switch" isSelected={onlyChanges} onChange={setOnlyChanges}>
          <span className="app-track" />
          {t("compare.onlyChanges")}
        </Switch>
      </div>
      <div className="compare-page" ref={page} lang={language} dir={direction}>
        {changeCount === 0 && <p className="compare-nothing">{t("compare.nothing")}</p>}
        <FootnoteNumbersContext value={footnoteNumbers}>
          {chunks.map((chunk) => (
            <Chunk
              key={chunk}
              comparison={comparison}
              numbers={numbers}
              shown={shown}
              from={chunk * CHUNK}
              current={current !== null && Math.floor(shown.indexOf(current) / CHUNK) === chunk ? current : null}
              language={language}
              direction={direction}
              writersOf={writersOf}
              erasersOf={erasersOf}
              onGo={go}
            />
          ))}
        </FootnoteNumbersContext>
        {drawn < shown.length && <p className="compare-nothing">{t("compare.drawing")}</p>}
      </div>
    </section>
  );
}

interface ChunkProps {
  readonly comparison: Comparison;
  readonly numbers: readonly (number | null)[];
  /** Indices of the blocks that are shown, and the place of this chunk's first one among them. */
  readonly shown: readonly number[];
  readonly from: number;
  readonly current: number | null;
  readonly language: string;
  readonly direction: Direction;
  readonly writersOf: WritersOf | undefined;
  readonly erasersOf: ErasersOf | undefined;
  readonly onGo: (index: number) => void;
}

const Chunk = memo(function Chunk({
  comparison,
  numbers,
  shown,
  from,
  current,
  language,
  direction,
  writersOf,
  erasersOf,
  onGo,
}: ChunkProps) {
  return (
    <div className="compare-chunk">
      {shown.slice(from, from + CHUNK).map((index) => (
        <ComparedBlockView
          key={index}
          block={comparison.blocks[index]!}
          index={index}
          number={numbers[index]!}
          isCurrent={index === current}
          language={language}
          direction={direction}
          writersOf={writersOf}
          erasersOf={erasersOf}
          onGo={onGo}
        />
      ))}
    </div>
  );
});

/**
 * How many blocks are drawn: more in each frame, so that none takes long.
 * @returns the count, what draws up to another at once, and what begins again
 */
function useDrawn(count: number): readonly [number, (least: number) => void, () => void] {
  const [drawn, setDrawn] = useState(CHUNK);
  useEffect(() => {
    if (drawn >= count) return undefined;
    const frame = requestAnimationFrame(() => setDrawn((drawn) => drawn + CHUNK));
    return () => cancelAnimationFrame(frame);
  }, [drawn, count]);
  const draw = useCallback((least: number) => setDrawn((drawn) => Math.max(drawn, least)), []);
  const drawAnew = useCallback(() => setDrawn(CHUNK), []);
  return [drawn, draw, drawAnew];
}

/** The place among `changes` from which a step begins that leaves the block with this index. */
function placeIn(changes: readonly number[], index: number, by: 1 | -1): number {
  const at = changes.indexOf(index);
  if (at !== -1) return at;
  const next = changes.findIndex((change) => change > index);
  const behind = next === -1 ? changes.length : next;
  return by > 0 ? behind - 1 : behind;
}

function focusOn(page: RefObject<HTMLDivElement | null>, index: number): void {
  const block = page.current?.querySelector<HTMLElement>(`[data-compared="${index}"]`);
  block?.focus({ preventScroll: true });
  block?.scrollIntoView({ block: "center" });
}

/** Numbers of numbered items, block by block: those of the later article, and of removed ones those of the earlier. */
function numbersOf({ blocks }: Comparison): (number | null)[] {
  const numbers: (number | null)[] = blocks.map(() => null);
  for (const side of ["before", "after"] as const) {
    const places = blocks.flatMap(({ [side]: block, type }, i) =>
      block && type !== (side === "after" ? "movedAway" : "moved") ? [i] : [],
    );
    for (const [k, number] of listNumbers(places.map((i) => blocks[i]![side]!.node)).entries()) numbers[places[k]!] = number;
  }
  return numbers;
}
