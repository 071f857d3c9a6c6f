/**
 * An editor on y-prosemirror 1.3.7: its own sync and undo plugins, unchanged, on a nested schema. They ask a view for its
 * state, for dispatch and for focus, and nothing else in these races: a plain object gives them that.
 */
import { joinBackward, lift, setBlockType, splitBlock, toggleMark, wrapIn } from "prosemirror-commands";
import { Fragment, Slice, type Node, type ResolvedPos } from "prosemirror-model";
import { EditorState, type Plugin, type PluginView, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import {
  absolutePositionToRelativePosition,
  prosemirrorToYXmlFragment,
  redo,
  relativePositionToAbsolutePosition,
  undo,
  ySyncPlugin,
  ySyncPluginKey,
  yUndoPlugin,
  type ProsemirrorBinding,
} from "y-prosemirror";
import * as Y from "yjs";
import { RaceEditor, type Kind } from "./race-editor.ts";
import { parse, type Block } from "./notation.ts";
import { blocksOf, documentOf, schema } from "./peer-schema.ts";

const FRAGMENT = "article";
const { nodes, marks } = schema;

export class PeerEditor extends RaceEditor {
  thread: { readonly from: Y.RelativePosition; readonly to: Y.RelativePosition } | null = null;
  readonly doc: Y.Doc;
  state: EditorState;
  private readonly views: PluginView[];
  protected readonly view: EditorView;

  /** @param more plugins behind those of y-prosemirror */
  constructor(doc: Y.Doc, more: readonly Plugin[] = []) {
    super();
    this.doc = doc;
    const fragment = doc.getXmlFragment(FRAGMENT);
    const plugins = [ySyncPlugin(fragment), yUndoPlugin(), ...more];
    this.state = EditorState.create({ schema, plugins });
    const stateOf = (): EditorState => this.state;
    this.view = {
      get state() {
        return stateOf();
      },
      dispatch: (tr: Transaction) => this.dispatch(tr),
      hasFocus: () => false,
    } as unknown as EditorView;
    this.views = [];
    for (const plugin of plugins) if (plugin.spec.view) this.views.push(plugin.spec.view(this.view));
  }

  static fill(doc: Y.Doc, article: string): void {
    prosemirrorToYXmlFragment(documentOf(parse(article)), doc.getXmlFragment(FRAGMENT));
  }

  protected dispatch(tr: Transaction): void {
    const before = this.state;
    this.state = before.apply(tr);
    for (const view of this.views ?? []) view.update?.(this.view, before);
  }

  enter(): void {
    const { $from } = this.state.selection;
    if ($from.depth > 1 && $from.node(-1).type === nodes.list_item) this.dispatch(this.state.tr.split($from.pos, 2));
    else this.run(splitBlock);
  }

  /** Backspace is pressed until the two are one: a nested list needs more than one. */
  join(): void {
    const count = () => blocksOf(this.state.doc).length;
    const before = count();
    for (let presses = 0; count() === before && presses < 3; presses++) this.run(joinBackward);
  }

  setKind(kind: Kind): void {
    if (kind === "quote") this.run(wrapIn(nodes.blockquote));
    else if (kind === "heading") this.run(setBlockType(nodes.heading, { level: 2 }));
    else if (!setBlockType(nodes.paragraph)(this.state, (tr) => this.dispatch(tr))) this.run(lift);
  }

  indent(): void {
    const { $from } = this.state.selection;
    const depth = itemDepth($from);
    const index = $from.index(depth - 1);
    const above = $from.node(depth - 1).child(index - 1);
    const start = $from.before(depth) - above.nodeSize;
    const nested = above.lastChild!.type === nodes.bullet_list ? above.lastChild! : null;
    const list = nodes.bullet_list.create(null, Fragment.from(nested?.content ?? Fragment.empty).addToEnd($from.node(depth)));
    const kept = above.content.cut(0, above.content.size - (nested?.nodeSize ?? 0));
    this.dispatch(this.state.tr.replaceWith(start, $from.after(depth), above.copy(kept.addToEnd(list))));
  }

  /** Moves the item behind the one it stands in; what followed it becomes its own. */
  outdent(): void {
    const { $from } = this.state.selection;
    const depth = itemDepth($from);
    const outer = depth - 2;
    const item = $from.node(depth);
    const list = $from.node(depth - 1);
    const index = $from.index(depth - 1);
    const siblings: Node[] = [];
    list.forEach((child) => siblings.push(child));
    const before = siblings.slice(0, index);
    const behind = siblings.slice(index + 1);
    const parent = $from.node(outer);
    const kept = parent.content.cut(0, parent.content.size - list.nodeSize);
    const stays = parent.copy(before.length > 0 ? kept.addToEnd(list.copy(Fragment.from(before))) : kept);
    const goes = item.copy(behind.length > 0 ? item.content.addToEnd(list.copy(Fragment.from(behind))) : item.content);
    this.dispatch(this.state.tr.replaceWith($from.before(outer), $from.after(outer), [stays, goes]));
  }

  setDirection(dir: "ltr" | "rtl"): void {
    const { $from } = this.state.selection;
    this.dispatch(this.state.tr.setNodeAttribute($from.before(), "dir", dir));
  }

  bold(): void {
    this.run(toggleMark(marks.strong));
  }

  italic(): void {
    this.run(toggleMark(marks.em));
  }

  link(target: string): void {
    const { from, to } = this.state.selection;
    this.dispatch(this.state.tr.addMark(from, to, marks.link.create({ href: target })));
  }

  paste(article: string): void {
    this.dispatch(this.state.tr.replaceSelection(new Slice(documentOf(parse(article)).content, 1, 1)));
  }

  divider(): void {
    this.dispatch(this.state.tr.insert(this.state.selection.$from.after(1), nodes.horizontal_rule.create()));
  }

  moveUp(): void {
    this.move(-1);
  }

  moveDown(): void {
    this.move(1);
  }

  undo(): void {
    undo(this.state);
  }

  redo(): void {
    redo(this.state);
  }

  blocks(): Block[] {
    return blocksOf(this.state.doc);
  }

  annotate(phrase: string): void {
    const { type, mapping } = this.binding;
    const from = this.find(phrase);
    const at = (pos: number) => absolutePositionToRelativePosition(pos, type, mapping) as Y.RelativePosition;
    this.thread = { from: at(from), to: at(from + phrase.length) };
  }

  annotated(): string | null {
    const { type, mapping } = this.binding;
    const at = (position: Y.RelativePosition) => relativePositionToAbsolutePosition(this.doc, type, position, mapping);
    if (!this.thread) return null;
    const from = at(this.thread.from);
    const to = at(this.thread.to);
    return from === null || to === null || from >= to ? null : this.state.doc.textBetween(from, to, "⏎");
  }

  private get binding(): ProsemirrorBinding {
    return (ySyncPluginKey.getState(this.state) as { binding: ProsemirrorBinding }).binding;
  }

  private move(by: -1 | 1): void {
    const { $from } = this.state.selection;
    const index = $from.index(0);
    const node = $from.node(1);
    const neighbour = this.state.doc.child(index + by);
    const start = $from.before(1);
    const tr = this.state.tr.delete(start, start + node.nodeSize);
    this.dispatch(tr.insert(by < 0 ? start - neighbour.nodeSize : start + neighbour.nodeSize, node));
  }
}

function itemDepth($pos: ResolvedPos): number {
  for (let depth = $pos.depth; depth > 0; depth--) if ($pos.node(depth).type === nodes.list_item) return depth;
  throw new Error(`no list item around ${$pos.pos}`);
}
