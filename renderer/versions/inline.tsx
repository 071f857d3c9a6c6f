import type { Mark, Node } from "prosemirror-model";
import { Fragment, use, type ReactNode } from "react";
import { runLanguageOf } from "../../shared/article/model/language.ts";
import { referenceOf } from "../../shared/article/model/footnotes.ts";
import { FootnoteNumbersContext, type Side } from "./footnote-numbers.ts";
import { directionOf, outerUrl, scriptTag } from "../../shared/article/model/schema.ts";

interface Props {
  /** The article that the block is of. */
  readonly side: Side;
  readonly node: Node;
  /** Offsets in its content. */
  readonly from: number;
  readonly to: number;
}

/** A part of a block's content, with its marks, to be read. */
export function Inline({ side, node, from, to }: Props): ReactNode {
  const parts: ReactNode[] = [];
  node.nodesBetween(from, to, (child, pos) => {
    const text = child.isText ? child.text!.slice(Math.max(0, from - pos), to - pos) : null;
    const content = text ?? (child.type.name === "line_break" ? <br /> : <Value side={side} node={child} />);
    parts.push(<Fragment key={pos}>{child.marks.reduceRight<ReactNode>(marked, content)}</Fragment>);
  });
  return parts;
}

/** An embedded value; what refers to a footnote has its number, or a sign where the rest of the article is not there to count. */
function Value({ side, node }: Pick<Props, "side" | "node">): ReactNode {
  const numberOf = use(FootnoteNumbersContext);
  if (referenceOf(node) === null) return <span className="atom">{"\u25A1"}</span>;
  return <sup className="footnote-sign">{numberOf(side, node) ?? "*"}</sup>;
}

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
