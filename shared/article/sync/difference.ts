import type { Node } from "prosemirror-model";
import type { Embed } from "../model/embed.ts";
import { runsOfDocument } from "../projection/fill.ts";
import { NEWLINE } from "../model/names.ts";
import { attributesOfBlock, blockOf, changedAttributes, readsBack, type Attributes } from "../model/tokens.ts";
import type { StepWriter } from "./step-writer.ts";

const NONE: ReadonlySet<string> = new Set();

/** One index of the body: a UTF-16 unit or an embedded value, and a key of it with its formats. */
interface Token {
  readonly content: string | Embed;
  readonly attributes: Attributes;
  readonly key: string;
}

/**
 * What a body says of `doc`: half a surrogate pair is nothing, and a whole one has one form.
 * @param pairs those that were there before: where one was cut, it stays whole before what was put into it
 */
function tokensOf(doc: Node, pairs: ReadonlySet<string> = NONE): Token[] {
  const tokens = runsOfDocument(doc).flatMap(({ insert, attributes }): Token[] => {
    if (insert === NEWLINE) return [{ content: NEWLINE, attributes, key: NEWLINE }];
    const key = JSON.stringify(attributes);
    if (typeof insert !== "string") return [{ content: insert, attributes, key: JSON.stringify(insert.value) + key }];
    return Array.from(insert.split(""), (unit) => ({ content: unit, attributes, key: unit + key }));
  });
  if (pairs.size > 0) join(tokens, pairs);
  return tokens.flatMap((token, i) => {
    const [before, after] = [tokens[i - 1], tokens[i + 1]];
    if (isHigh(token)) return isLow(after) ? [token] : [];
    if (!isLow(token)) return [token];
    return isHigh(before) ? [{ ...token, attributes: before!.attributes, key: String(token.content) + before!.key.slice(1) }] : [];
  });
}

/** Moves the second half of each pair that was cut behind the first. */
function join(tokens: Token[], pairs: ReadonlySet<string>): void {
  let low = 0;
  for (let high = 0; high < tokens.length; high++) {
    if (!isHigh(tokens[high]) || isLow(tokens[high + 1])) continue;
    low = Math.max(low, high + 1);
    while (low < tokens.length && (!isLow(tokens[low]) || isHigh(tokens[low - 1]))) low++;
    if (low === tokens.length) return;
    if (pairs.has(`${String(tokens[high]!.content)}${String(tokens[low]!.content)}`)) tokens.splice(high + 1, 0, ...tokens.splice(low, 1));
  }
}

/** Surrogate pairs in the text of a document. */
const pairsIn = ({ textContent }: Node): ReadonlySet<string> => new Set(textContent.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g));

const isHigh = (token: Token | undefined): boolean => typeof token?.content === "string" && /^[\uD800-\uDBFF]/.test(token.content);
const isLow = (token: Token | undefined): boolean => typeof token?.content === "string" && /^[\uDC00-\uDFFF]/.test(token.content);

/**
 * Writes the difference of two documents into the body that mirrors the first: the fallback for steps without a rule of their own.
 * One stretch is replaced, found by its common ends, and never cuts a surrogate pair.
 * @returns true when the body says exactly what `after` says, see `writeStep`.
 */
export function writeDifference(writer: StepWriter, before: Node, after: Node): boolean {
  const old = tokensOf(before);
  const now = tokensOf(after, after.textContent.isWellFormed() ? NONE : pairsIn(before));
  let start = 0;
  while (start < old.length && start < now.length && old[start]!.key === now[start]!.key) start++;
  let tail = 0;
  const most = Math.min(old.length, now.length) - start;
  while (tail < most && old[old.length - 1 - tail]!.key === now[now.length - 1 - tail]!.key) tail++;
  while (start > 0 && (isLow(old[start]) || isLow(now[start]))) start--;
  while (tail > 0 && (isLow(old[old.length - tail]) || isLow(now[now.length - tail]))) tail--;

  if (old.length - tail > start) writer.delete(start, old.length - tail - start);
  let index = start;
  const end = now.length - tail;
  while (index < end) {
    const { content, attributes, key } = now[index]!;
    if (typeof content !== "string") {
      writer.insertEmbed(index, content.value, attributes);
      index++;
      continue;
    }
    const text = content === NEWLINE ? content : textFrom(now, index, end, key.slice(1));
    writer.insert(index, text.toWellFormed(), content === NEWLINE ? undefined : attributes);
    index += text.length;
  }
  writeBlocks(writer, after);
  return readsBack(after.content);
}

/** Says of each block what it is in `doc`, whose text the body has. */
function writeBlocks(writer: StepWriter, doc: Node): void {
  writer.flushBlocks();
  const ids = writer.newlines();
  let next = 0;
  doc.forEach((block, _pos, i) => {
    const id = i === 0 ? undefined : ids[next++];
    // A `\n` in its text starts another block in the body.
    next += block.textBetween(0, block.content.size, null, () => "").split(NEWLINE).length - 1;
    if (!id) return;
    const change = changedAttributes(attributesOfBlock(blockOf(writer.blockAttributes(id))), attributesOfBlock(block));
    if (Object.keys(change).length > 0) writer.setBlock(id, change);
  });
}

/** The text from `index` on that shares one set of attributes. */
function textFrom(tokens: readonly Token[], index: number, end: number, key: string): string {
  let text = "";
  for (let i = index; i < end; i++) {
    const { content, key: own } = tokens[i]!;
    if (typeof content !== "string" || content === NEWLINE || own.slice(1) !== key) break;
    text += content;
  }
  return text;
}
