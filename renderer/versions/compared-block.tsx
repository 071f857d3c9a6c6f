import type { Node } from "prosemirror-model";
import { memo, type CSSProperties, type ReactNode } from "react";
import { Button } from "react-aria-components";
import { directionOfBlock } from "../../shared/article/model/block-direction.ts";
import { readReference } from "../../shared/pictures/reference.ts";
import { StoredPicture } from "../pictures/stored-picture.tsx";
import { heldImage, indentOf, levelOf, listOf } from "../../shared/article/model/schema.ts";
import type { ComparedBlock, Segment } from "../../shared/compare/comparison.ts";
import { digitsOf, listNumber } from "../../shared/text/digits.ts";
import type { Direction } from "../../shared/text/direction.ts";
import { kindName } from "../i18n/form-names.ts";
import { listOf as joinedNames } from "../i18n/list-of.ts";
import { DIRECTIONS } from "../i18n/locale.ts";
import { useLanguage, useLocale, useText, type Text } from "../i18n/text.tsx";
import { linesOf, shortened, spokenOf } from "./change-words.ts";
import type { ErasedPart, ErasersOf } from "./erasers.ts";
import { Inline } from "./inline.tsx";
import { timeOf } from "./timeline.tsx";
import type { WrittenPart, WritersOf } from "./writers-of.ts";

interface Props {
  readonly block: ComparedBlock;
  readonly index: number;
  /** Of a numbered item. */
  readonly number: number | null;
  readonly isCurrent: boolean;
  /** Of the article. */
  readonly language: string;
  readonly direction: Direction;
  readonly writersOf: WritersOf | undefined;
  readonly erasersOf: ErasersOf | undefined;
  /** Goes to another block of the comparison. */
  readonly onGo: (index: number) => void;
}

/** One block of a comparison: its text with what was added and removed in it, and what is said of it beside. */
export const ComparedBlockView = memo(function ComparedBlockView({
  block,
  index,
  number,
  isCurrent,
  language,
  direction,
  writersOf,
  erasersOf,
  onGo,
}: Props) {
  const t = useText();
  const interfaceLanguage = useLanguage();
  const locale = useLocale();
  const { type, before, otherPlace } = block;
  if (type === "equal") {
    return (
      <div className="compare-block" data-type={type}>
        <Body block={block} number={number} language={language} direction={direction} t={t} written={[]} />
      </div>
    );
  }
  const lines = linesOf(block, index, t);
  const written = writtenSegments(block, writersOf);
  const added = written.flatMap(({ segment, parts }) => (segment.type === "added" ? parts : []));
  const names = [...new Map(added.flatMap(({ writer }) => (writer ? [[writer.name, writer]] : [])))];
  const erased = erasedWords(block, erasersOf, t, locale);
  const label = [...lines, ...spokenOf(block, t), ...erased, ...(isSuggested(block) ? [t("compare.suggested")] : [])].join(". ");
  return (
    <article
      className="compare-block"
      data-type={type}
      data-compared={index}
      data-current={isCurrent || undefined}
      tabIndex={-1}
      aria-label={label}
    >
      {type === "movedAway" ? (
        <p className="compare-away" dir={directionOfBlock(before!.node, direction)}>
          {shortened(before!.text) || kindName(before!.node.type.name, t)}
        </p>
      ) : (
        <Body block={block} number={number} language={language} direction={direction} t={t} written={written} />
      )}
      <div className="compare-beside" lang={interfaceLanguage} dir={DIRECTIONS[interfaceLanguage]}>
        {lines.map((line, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- Two may be the same, and none has a state.
          <span key={i}>{line}</span>
        ))}
        {otherPlace !== null && (
          <Button className="app-text-button compare-go" onPress={() => onGo(otherPlace)}>
            {t(type === "moved" ? "compare.oldPlace" : "compare.newPlace")}
          </Button>
        )}
        {names.length > 0 && (
          <span className="compare-writers">
            {names.map(([name, { color }]) => (
              <i key={name} style={{ background: color }} aria-hidden="true" />
            ))}
            {t("compare.writers", {
              names: joinedNames(
                names.map(([name]) => name),
                locale,
              ),
            })}
          </span>
        )}
        {erased.map((line) => (
          <span key={line}>{line}</span>
        ))}
        {isSuggested(block) && <span>{t("compare.suggested")}</span>}
      </div>
    </article>
  );
});

/** Whether some of what is shown of a block is only suggested, or struck out. */
const isSuggested = ({ type, before, after, segments }: ComparedBlock): boolean =>
  type !== "movedAway" &&
  segments.some((segment) => {
    const [side, { from, to }] = segment.type === "removed" ? [before!, segment.before] : [after!, segment.after];
    return side.suggested.some((one) => one.from < to && one.to > from);
  });

/** Who erased what is not in the block any more, and when they last did, in words. */
function erasedWords({ before, segments }: ComparedBlock, erasersOf: ErasersOf | undefined, t: Text, locale: string): string[] {
  if (!before || !erasersOf) return [];
  const parts = segments.flatMap((segment) =>
    segment.type === "removed" ? erasersOf(before.start + segment.before.from, before.start + segment.before.to) : [],
  );
  const last = new Map<string, ErasedPart>();
  for (const part of parts.toSorted((a, b) => a.at - b.at)) last.set(`${String(part.isBrought)} ${part.name}`, part);
  return [false, true].flatMap((isBrought) => {
    const names = [...last.values()]
      .filter((part) => part.isBrought === isBrought)
      .map(({ name, at }) => t("compare.erasedAt", { name, when: timeOf(at, locale) }));
    return names.length > 0 ? t(isBrought ? "compare.erasureBroughtBy" : "compare.erasers", { names: joinedNames(names, locale) }) : [];
  });
}

/** A stretch of text by one writer, or by nobody known. */
interface Written {
  readonly from: number;
  readonly to: number;
  readonly writer: WrittenPart | null;
}

/** A segment, parted by who wrote it; what was kept is one part. */
interface WrittenSegment {
  readonly segment: Segment;
  readonly parts: readonly Written[];
}

function writtenSegments({ before, after, segments }: ComparedBlock, writersOf: WritersOf | undefined): WrittenSegment[] {
  return segments.map((segment) => {
    const { from, to } = segment.type === "removed" ? segment.before : segment.after;
    if (segment.type === "kept" || !writersOf) return { segment, parts: [{ from, to, writer: null }] };
    const [side, block] = segment.type === "removed" ? (["before", before!] as const) : (["after", after!] as const);
    const parts: Written[] = [];
    let at = from;
    for (const writer of writersOf(side, block.start + from, block.start + to)) {
      const [start, end] = [Math.max(at, writer.from - block.start), Math.min(to, writer.to - block.start)];
      if (start >= end) continue;
      if (start > at) parts.push({ from: at, to: start, writer: null });
      parts.push({ from: start, to: end, writer });
      at = end;
    }
    if (at < to) parts.push({ from: at, to, writer: null });
    return { segment, parts };
  });
}

interface TextProps {
  readonly block: ComparedBlock;
  readonly language: string;
  readonly direction: Direction;
}

/** The text of a compared block alone, with what was added and removed in it. */
export function ComparedText({ block, language, direction }: TextProps) {
  const t = useText();
  return (
    <Body
      block={block}
      isQuoted
      number={null}
      language={language}
      direction={direction}
      t={t}
      written={writtenSegments(block, undefined)}
    />
  );
}

interface BodyProps {
  readonly block: ComparedBlock;
  readonly number: number | null;
  readonly language: string;
  readonly direction: Direction;
  /** Of an equal block none. */
  readonly written: readonly WrittenSegment[];
  /** Whether it stands apart from its article, where it is no heading. */
  readonly isQuoted?: boolean;
  readonly t: Text;
}

function Body({ block, number, language, direction, written, isQuoted = false, t }: BodyProps) {
  const { before, after } = block;
  const { node, suggested } = (after ?? before)!;
  const kind = node.type.name;
  const shared = { className: `compare-text compare-${kind}`, dir: directionOfBlock(node, direction) };
  const content =
    block.type === "equal" ? (
      <Inline node={node} from={0} to={node.content.size} suggested={suggested} base={direction} />
    ) : (
      written.map((one) => <SegmentView key={`${one.segment.type}${one.parts[0]!.from}`} block={block} written={one} base={direction} />)
    );
  if (isQuoted && (kind === "headline" || kind === "heading")) return <p {...shared}>{content}</p>;
  switch (kind) {
    case "headline":
      return <h2 {...shared}>{content}</h2>;
    case "heading":
      // Levels that an article leaves out are no levels of this page.
      return (
        <h3 {...shared} data-level={levelOf(node)}>
          {content}
        </h3>
      );
    case "quote":
      return <blockquote {...shared}>{content}</blockquote>;
    case "figure":
      return (
        <figure {...shared}>
          <Pictures block={block} t={t} />
          <figcaption>{content}</figcaption>
        </figure>
      );
    case "item":
      return (
        <p {...shared} data-list={listOf(node)} data-indent={indentOf(node)}>
          <span className="compare-marker" aria-hidden="true">
            {number !== null && `${listNumber(number, digitsOf(language, shared.dir === "ltr"))}.`}
          </span>
          {content}
        </p>
      );
    default:
      return <p {...shared}>{content}</p>;
  }
}

interface SegmentProps {
  readonly block: ComparedBlock;
  readonly written: WrittenSegment;
  readonly base: Direction;
}

function SegmentView({ block: { before, after }, written: { segment, parts }, base }: SegmentProps) {
  const { node, suggested } = (segment.type === "removed" ? before : after)!;
  const inline = parts.map(({ from, to, writer }) =>
    writer ? (
      <span key={from} className="compare-written" title={writer.name} style={{ "--person": writer.color } as CSSProperties}>
        <Inline node={node} from={from} to={to} suggested={suggested} base={base} />
      </span>
    ) : (
      <Inline key={from} node={node} from={from} to={to} suggested={suggested} base={base} />
    ),
  );
  if (segment.type === "added") return <ins>{inline}</ins>;
  if (segment.type === "removed") return <del>{inline}</del>;
  return segment.marks.length > 0 ? <span className="compare-marks">{inline}</span> : inline;
}

/** The picture, or both where it is another. Only what the article itself holds is shown. */
function Pictures({ block: { type, before, after, changes }, t }: { readonly block: ComparedBlock; readonly t: Text }) {
  const isOther = changes.some(({ name }) => name === "src");
  const both = before && after && isOther && before.node.type.name === "figure";
  return (
    <div className="compare-pictures">
      {both && <Picture node={before.node} name={t("compare.picture.before")} className="compare-removed-picture" t={t} />}
      <Picture
        node={(after ?? before)!.node}
        name={isOther || type === "added" ? t("compare.picture.after") : ""}
        className={type === "removed" ? "compare-removed-picture" : isOther || type === "added" ? "compare-added-picture" : ""}
        t={t}
      />
    </div>
  );
}

interface PictureProps {
  readonly node: Node;
  readonly name: string;
  readonly className: string;
  readonly t: Text;
}

function Picture({ node, name, className, t }: PictureProps) {
  const { src: shown } = node.attrs as Record<string, unknown>;
  const src = heldImage(shown);
  const alt = typeof node.attrs["alt"] === "string" ? node.attrs["alt"] : "";
  const description = [name, alt].filter((part) => part !== "").join(": ");
  const none = (words: string): ReactNode => <span className={`compare-no-picture ${className}`}>{words}</span>;
  if (readReference(shown))
    return <StoredPicture src={shown as string} alt={description} className={className} missing={none(t("editor.pictures.waiting"))} />;
  return src === null ? none(t("compare.picture.elsewhere")) : <img className={className} src={src} alt={description} />;
}
