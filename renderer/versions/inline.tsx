import type { Mark, Node } from "prosemirror-model";
import { Fragment, type ReactNode } from "react";
import type { SuggestedStretch } from "../../shared/compare/compared-article.ts";
import { isolatedRuns } from "../../shared/article/model/isolated-runs.ts";
import { runLanguageOf } from "../../shared/article/model/language.ts";
import { referenceOf } from "../../shared/article/model/footnotes.ts";
import { directionOf, outerUrl, scriptTag } from "../../shared/article/model/schema.ts";
import type { Isolate } from "../../shared/text/automatic-isolates.ts";
import type { Direction } from "../../shared/text/direction.ts";

interface Props {
  /** The block. */
  readonly node: Node;
  /** Offsets in its content. */
  readonly from: number;
  readonly to: number;
  /** What of it is only suggested, or struck out. */
  readonly suggested: readonly SuggestedStretch[];
  /** The article's own direction. */
  readonly base: Direction;
}

/** A part of a block's content, with its marks, to be read. */
export function Inline({ node, from, to, suggested, base }: Props): ReactNode {
  const parts: ReactNode[] = [];
  let at = from;
  for (const one of suggested) {
    const [start, end] = [Math.max(at, one.from), Math.min(to, one.to)];
    if (start >= end) continue;
    if (at < start) parts.push(<Stretch key={at} node={node} from={at} to={start} base={base} />);
    const name = [one.isInserted && "compare-suggested", one.isStruck && "compare-struck"].filter(Boolean).join(" ");
    parts.push(
      <span key={start} className={name}>
        <Stretch node={node} from={start} to={end} base={base} />
      </span>,
    );
    at = end;
  }
  if (at < to || at === from) parts.push(<Stretch key={at} node={node} from={at} to={to} base={base} />);
  return parts;
}

function Stretch({ node, from, to, base }: Omit<Props, "suggested">): ReactNode {
  const parts: ReactNode[] = [];
  const runs = isolatedRuns(node, base);
  node.nodesBetween(from, to, (child, pos) => {
    const end = Math.min(to, pos + child.nodeSize);
    const content = child.isText ? (
      withRuns(child.text!, pos, { from: Math.max(from, pos), to: end }, runs)
    ) : child.type.name === "line_break" ? (
      <br />
    ) : (
      <Value node={child} />
    );
    parts.push(<Fragment key={pos}>{child.marks.reduceRight<ReactNode>(marked, content)}</Fragment>);
  });
  return parts;
}

/** A part of a text, in which what is isolated by itself stands in order, also where it is in parts. @param pos of the text's start */
function withRuns(text: string, pos: number, { from, to }: Isolate, runs: readonly Isolate[]): ReactNode {
  const parts: ReactNode[] = [];
  let at = from;
  for (const run of runs) {
    if (run.to <= at || run.from >= to) continue;
    const start = Math.max(at, run.from);
    const end = Math.min(to, run.to);
    parts.push(
      text.slice(at - pos, start - pos),
      <span key={start} className="bidi-run" dir="ltr">
        {text.slice(start - pos, end - pos)}
      </span>,
    );
    at = end;
  }
  return parts.length === 0 ? text.slice(from - pos, to - pos) : [...parts, text.slice(at - pos, to - pos)];
}

/** An embedded value; of a footnote, whose number depends on the rest of the article, a sign. */
const Value = ({ node }: { readonly node: Node }): ReactNode =>
  referenceOf(node) === null ? <span className="atom">{"\u25A1"}</span> : <sup className="footnote-sign">*</sup>;

function marked(content: ReactNode, mark: Mark): ReactNode {
  const value: unknown = mark.attrs["value"];
  switch (mark.type.name) {
    case "bold":
      return <strong>{content}</strong>;
    case "italic":
      return <em>{content}</em>;
    case "underline":
      return <u>{content}</u>;
    case "strike":
      return <s>{content}</s>;
    case "code":
      return <code>{content}</code>;
    case "script": {
      const Tag = scriptTag(value);
      return Tag === null ? content : <Tag>{content}</Tag>;
    }
    case "dir":
      return <bdi dir={directionOf(value) ?? "auto"}>{content}</bdi>;
    case "lang": {
      const lang = runLanguageOf(value);
      return lang === null ? content : <span lang={lang}>{content}</span>;
    }
    case "link": {
      const href = outerUrl(value);
      return href === null ? (
        <span className="compare-link">{content}</span>
      ) : (
        <a href={href} target="_blank" rel="noopener noreferrer">
          {content}
        </a>
      );
    }
    default:
      return content;
  }
}
