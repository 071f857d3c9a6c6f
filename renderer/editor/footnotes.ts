import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type Command, type EditorState, type Transaction } from "prosemirror-state";
import { AttrStep } from "prosemirror-transform";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { goToFootnote, goToOtherEnd } from "../../shared/article/commands/commands.ts";
import { footnoteOf, footnotesOf, isFootnote, numbered, referenceOf } from "../../shared/article/model/footnotes.ts";
import type { ArticleLanguage } from "../../shared/article/model/language.ts";
import { digitsOf, listNumber } from "../../shared/text/digits.ts";
import type { Text } from "../i18n/text.tsx";

/** Longest text of a footnote that is shown at its number, in UTF-16 units. */
const LONGEST_TIP = 300;

/** What is said of footnotes, in the language of the interface. */
interface FootnoteWords {
  /** Of a reference, and of the footnote itself. */
  readonly named: (number: number) => string;
  readonly missing: (number: number) => string;
  readonly unreferred: string;
}

export const footnoteWords = (t: Text): FootnoteWords => ({
  named: (number) => t("editor.footnote.named", { number }),
  missing: (number) => t("editor.footnote.missing", { number }),
  unreferred: t("editor.footnote.unreferred"),
});

interface FootnoteOptions {
  /** The article's own language, in whose digits they are numbered. */
  readonly language: () => ArticleLanguage;
  readonly words: () => FootnoteWords;
  /** Whether nobody sees what stands at a position: references there are not counted. */
  readonly isHidden?: (state: EditorState, pos: number) => boolean;
}

interface Drawn {
  readonly set: DecorationSet;
  readonly language: ArticleLanguage;
}

const key = new PluginKey<Drawn>("footnotes");

/** Of the decoration of a reference. */
interface ReferenceSpec {
  readonly isReference: true;
  readonly isHidden: boolean;
}

/**
 * Draws the numbers of footnotes, which are counted and stored nowhere (FN2), says what is missing (FN3), and leads from a number to
 * its footnote and back (FN7). All of the article is read when references or footnotes come, go or change places, and at no other key.
 */
export function footnotes({ language, words, isHidden = () => false }: FootnoteOptions): Plugin<Drawn> {
  const draw = (doc: Node, hidden: ReadonlySet<number>): Drawn => ({
    set: DecorationSet.create(doc, decorationsOf(doc, hidden, language(), words())),
    language: language(),
  });
  return new Plugin<Drawn>({
    key,
    state: {
      init: (_config, { doc }) => draw(doc, new Set()),
      apply(tr, before, _old, { doc }) {
        const hidden = tr.getMeta(key) as ReadonlySet<number> | undefined;
        if (hidden) return draw(doc, hidden);
        if (before.language !== language() || changesFootnotes(tr)) {
          const known = referencesIn(before.set).filter(({ spec }) => (spec as ReferenceSpec).isHidden);
          return draw(doc, new Set(known.map(({ from }) => tr.mapping.map(from))));
        }
        return tr.docChanged ? { ...before, set: before.set.map(tr.mapping, doc) } : before;
      },
    },
    // What is hidden is known when all plugins have the state.
    view: () => ({
      update(view) {
        const references = referencesIn(key.getState(view.state)!.set);
        const hidden = references.filter(({ from }) => isHidden(view.state, from));
        if (hidden.length === 0 && references.every(({ spec }) => !(spec as ReferenceSpec).isHidden)) return;
        if (references.every((one) => (one.spec as ReferenceSpec).isHidden === hidden.includes(one))) return;
        view.dispatch(view.state.tr.setMeta(key, new Set(hidden.map(({ from }) => from))).setMeta("addToHistory", false));
      },
    }),
    props: {
      decorations: (state) => key.getState(state)!.set,
      handleClickOn(view, _pos, node, _nodePos, event) {
        const id = event.button === 0 && !event.shiftKey ? referenceOf(node) : null;
        return id !== null && go(view, id, true);
      },
      handleClick(view, pos, event) {
        const id = footnoteOf(view.state.doc.resolve(pos).parent);
        return id !== null && isOnNumber(event) && go(view, id, false);
      },
      handleDOMEvents: { mouseover: showTip, click: stay, auxclick: stay },
    },
  });
}

/** Enter on a reference that is selected goes to its footnote, instead of taking its place. */
export const openSelectedReference: Command = (state, dispatch) => {
  const { $from, empty, to } = state.selection;
  const node = $from.nodeAfter;
  return !empty && node !== null && to === $from.pos + 1 && referenceOf(node) !== null && goToFootnote(state, dispatch);
};

function go(view: EditorView, id: string, isFromReference: boolean): boolean {
  if (!goToOtherEnd(id, isFromReference)(view.state, view.dispatch)) return false;
  view.focus();
  return true;
}

const referencesIn = (set: DecorationSet): Decoration[] =>
  set.find(undefined, undefined, (spec) => (spec as Partial<ReferenceSpec>).isReference === true);

/** @param hidden positions of references that are not counted */
function decorationsOf(doc: Node, hidden: ReadonlySet<number>, language: ArticleLanguage, words: FootnoteWords): Decoration[] {
  const { references, blocks } = footnotesOf(doc);
  const numbers = numbered(references.filter(({ pos }) => !hidden.has(pos)));
  const uncounted = new Set(references.flatMap(({ id }) => (numbers.has(id) ? [] : [id])));
  const shown = (number: number): string => listNumber(number, digitsOf(language, false));
  const decorations = references.map(({ id, pos }) => {
    const isHidden = hidden.has(pos);
    const spec: ReferenceSpec = { isReference: true, isHidden };
    const number = numbers.get(id);
    if (isHidden || number === undefined) return Decoration.node(pos, pos + 1, {}, spec);
    const isMissing = !blocks.has(id);
    const label = isMissing ? words.missing(number) : words.named(number);
    return Decoration.node(
      pos,
      pos + 1,
      { "data-number": shown(number), "aria-label": label, ...(isMissing && { "data-missing": label }) },
      spec,
    );
  });
  const begun = new Set<string>();
  let isBelowText = true;
  doc.forEach((block, pos) => {
    const id = footnoteOf(block);
    if (id !== null && uncounted.has(id)) {
      decorations.push(Decoration.node(pos, pos + block.nodeSize, { "data-uncounted": "" }));
      return;
    }
    const isFirst = isBelowText;
    isBelowText = !isFootnote(block);
    if (!isFootnote(block) || (id !== null && begun.has(id))) return;
    if (id !== null) begun.add(id);
    const number = id === null ? undefined : numbers.get(id);
    const attrs =
      number === undefined ? { "data-unreferred": words.unreferred } : { "data-number": shown(number), "aria-label": words.named(number) };
    decorations.push(Decoration.node(pos, pos + block.nodeSize, { ...attrs, ...(isFirst && uncounted.size > 0 && { "data-first": "" }) }));
  });
  return decorations;
}

/** Whether references or boundaries of footnotes stand in what a transaction takes away or puts in. */
function changesFootnotes(tr: Transaction): boolean {
  return tr.steps.some((step, i) => {
    const [before, after] = [tr.docs[i]!, tr.docs[i + 1] ?? tr.doc];
    if (step instanceof AttrStep) return step.attr === "footnote";
    let isChanged = false;
    step.getMap().forEach((from, to, newFrom, newTo) => {
      isChanged ||= signsIn(before, from, to) !== signsIn(after, newFrom, newTo);
    });
    return isChanged;
  });
}

/** The references in a range, and the footnotes that it touches, in order. */
function signsIn(doc: Node, from: number, to: number): string {
  const signs: string[] = [];
  doc.nodesBetween(from, to, (node, pos) => {
    if (node.isTextblock) signs.push(isFootnote(node) ? `footnote ${String(node.attrs["footnote"])}` : "");
    const id = node.isInline && pos >= from && pos < to ? referenceOf(node) : null;
    if (id !== null) signs.push(`reference ${id}`);
  });
  // Text without either is alike, however many blocks it is.
  return JSON.stringify(signs.filter((sign) => sign !== ""));
}

/** Whether an event is beside the text of a footnote, where its number stands. */
function isOnNumber({ target, clientX }: MouseEvent): boolean {
  const block = target instanceof Element ? target.closest<HTMLElement>(".footnote[data-number]") : null;
  if (!block) return false;
  const { left, right } = block.getBoundingClientRect();
  const { direction, paddingInlineStart } = getComputedStyle(block);
  return (direction === "rtl" ? right - clientX : clientX - left) < Number.parseFloat(paddingInlineStart);
}

/** A reference is a link to screen readers, and leads within the article. */
function stay(_view: EditorView, event: MouseEvent): false {
  if (event.target instanceof Element && event.target.closest(".footnote-reference")) event.preventDefault();
  return false;
}

/** Has the text name what one points at: the browser shows it as a tip. */
function showTip(view: EditorView, { target }: MouseEvent): false {
  const sign = target instanceof Element ? target.closest(".footnote-reference") : null;
  const tip = sign ? tipAt(view, view.posAtDOM(sign, 0)) : "";
  // Of the whole text, whose attributes ProseMirror does not read.
  if (tip === "") view.dom.removeAttribute("title");
  else if (view.dom.title !== tip) view.dom.title = tip;
  return false;
}

/** The text of the footnote to which the reference behind a position refers; empty where there is none. */
function tipAt({ state: { doc } }: EditorView, pos: number): string {
  const node = doc.nodeAt(pos);
  const id = node && referenceOf(node);
  const blocks = id === null ? [] : (footnotesOf(doc).blocks.get(id) ?? []);
  const text = blocks.map(({ node }) => node.textContent).join("\n");
  return text.length > LONGEST_TIP ? `${text.slice(0, LONGEST_TIP).toWellFormed()}…` : text;
}
