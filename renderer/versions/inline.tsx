import type { Mark, Node } from "prosemirror-model";
import { Fragment, type ReactNode } from "react";
import type { SuggestedStretch } from "../../shared/compare/compared-article.ts";
import { runLanguageOf } from "../../shared/article/model/language.ts";
import { referenceOf } from "../../shared/article/model/footnotes.ts";
import { directionOf, outerUrl, scriptTag } from "../../shared/article/model/schema.ts";

interface Props {
  /** The block. */
  readonly node: Node;
  /** Offsets in its content. */
  readonly from: number;
  readonly to: number;
  /** What of it is only suggested, or struck out. */
  readonly suggested: readonly SuggestedStretch[];
}

/** A part of a block's content, with its marks, to be read. */
export function Inline({ node, from, to, suggested }: Props): ReactNode {
  const parts: ReactNode[] = [];
  let at = from;
  for (const one of suggested) {
    const [start, end] = [Math.max(at, one.from), Math.min(to, one.to)];
    if (start >= end) continue;
    if (at < start) parts.push(<Stretch key={at} node={node} from={at} to={start} />);
    const name = [one.isInserted && "compare-suggested", one.isStruck && "compare-struck"].filter(Boolean).join(" ");
    parts.push(
      <span key={start} className={name}>
        <Stretch node={node} from={start} to={end} />
      </span>,
    );
    at = end;
  }
  if (at < to || at === from) parts.push(<Stretch key={at} node={node} from={at} to={to} />);
  return parts;
}

function Stretch({ node, from, to }: Omit<Props, "suggested">): ReactNode {
  const parts: ReactNode[] = [];
  node.nodesBetween(from, to, (child, pos) => {
    const text = child.isText ? child.text!.slice(Math.max(0, from - pos), to - pos) : null;
    const content = text ?? (child.type.name === "line_break" ? <br /> : <Value node={child} />);
    parts.push(<Fragment key={pos}>{child.marks.reduceRight<ReactNode>(marked, content)}</Fragment>);
  });
  return parts;
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
