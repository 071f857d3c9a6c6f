/** A desk on this model: `ArticleBinding` and the real commands of the editor, without a view. */
import { joinBackward, setBlockType, splitBlock } from "prosemirror-commands";
import { Slice, type Node } from "prosemirror-model";
import { EditorState, type Transaction } from "prosemirror-state";
import * as Y from "yjs";
import { ArticleBinding, type Host } from "../../shared/article/binding.ts";
import { fillBody } from "../../shared/article/fill.ts";
import { flatOf } from "../../shared/article/flat.ts";
import { BODY } from "../../shared/article/names.ts";
import { projectBody } from "../../shared/article/project.ts";
import { indentOf, schema } from "../../shared/article/schema.ts";
import { Desk, type Kind } from "./desk.ts";
import { joined, parse, type Block, type Run } from "./notation.ts";

export class OwnDesk extends Desk {
  readonly doc: Y.Doc;
  protected readonly markNames = { bold: "bold", italic: "italic" };
  private readonly host: { state: EditorState; updateState(state: EditorState): void };
  private readonly binding: ArticleBinding;
  private thread: { from: Y.RelativePosition; to: Y.RelativePosition } | null = null;

  constructor(doc: Y.Doc) {
    super();
    this.doc = doc;
    const host = {
      state: EditorState.create({ doc: projectBody(doc.getText(BODY)) }),
      updateState(state: EditorState) {
        host.state = state;
      },
    } satisfies Host;
    this.host = host;
    this.binding = new ArticleBinding(doc, host, (error) => {
      throw error;
    });
  }

  static fill(doc: Y.Doc, article: string): void {
    fillBody(doc.getText(BODY), schema.node("doc", null, parse(article).map(nodeOf)));
  }

  get state(): EditorState {
    return this.host.state;
  }

  protected dispatch(tr: Transaction): void {
    this.binding.dispatch(tr);
  }

  enter(): void {
    this.run(splitBlock);
  }

  join(): void {
    this.run(joinBackward);
  }

  setKind(kind: Kind): void {
    this.run(setBlockType(schema.nodes[kind], kind === "heading" ? { level: 1 } : null));
  }

  indent(): void {
    this.shift(1);
  }

  outdent(): void {
    this.shift(-1);
  }

  setDirection(dir: "ltr" | "rtl"): void {
    this.dispatch(this.state.tr.setNodeAttribute(this.state.selection.$from.before(1), "dir", dir));
  }

  link(target: string): void {
    const { from, to } = this.state.selection;
    this.dispatch(this.state.tr.addMark(from, to, schema.mark("link", { value: target })));
  }

  paste(article: string): void {
    const blocks = parse(article).map(nodeOf);
    this.dispatch(this.state.tr.replaceSelection(new Slice(schema.node("doc", null, [schema.node("headline"), ...blocks]).content.cut(2), 1, 1)));
  }

  divider(): void {
    this.dispatch(this.state.tr.insert(this.state.selection.$from.after(1), schema.node("divider")));
  }

  moveUp(): void {
    this.move(-1);
  }

  moveDown(): void {
    this.move(1);
  }

  undo(): void {
    this.binding.undo();
  }

  redo(): void {
    this.binding.redo();
  }

  blocks(): Block[] {
    const out: Block[] = [];
    this.state.doc.forEach((block) => out.push(blockOf(block)));
    return out;
  }

  annotate(phrase: string): void {
    const body = this.doc.getText(BODY);
    const from = flatOf(this.state.doc, this.find(phrase));
    this.thread = {
      from: Y.createRelativePositionFromTypeIndex(body, from, 0),
      to: Y.createRelativePositionFromTypeIndex(body, from + phrase.length, -1),
    };
  }

  annotated(): string | null {
    if (!this.thread) return null;
    const at = (position: Y.RelativePosition) => Y.createAbsolutePositionFromRelativePosition(position, this.doc)?.index ?? 0;
    const text = this.doc.getText(BODY).toString().slice(at(this.thread.from), at(this.thread.to));
    return text === "" ? null : text.replaceAll("\n", "⏎");
  }

  private shift(by: 1 | -1): void {
    const { $from } = this.state.selection;
    this.dispatch(this.state.tr.setNodeAttribute($from.before(1), "indent", indentOf($from.parent) + by));
  }

  private move(by: 1 | -1): void {
    const { doc, selection } = this.state;
    const index = selection.$from.index(0);
    const first = Math.min(index, index + by);
    const [a, b] = [doc.child(first), doc.child(first + 1)];
    let start = 0;
    for (let i = 0; i < first; i++) start += doc.child(i).nodeSize;
    const tr = this.state.tr;
    if (a.nodeSize < b.nodeSize) this.dispatch(tr.insert(start + a.nodeSize + b.nodeSize, a).delete(start, start + a.nodeSize));
    else this.dispatch(tr.delete(start + a.nodeSize, start + a.nodeSize + b.nodeSize).insert(start, b));
  }
}

function nodeOf({ kind, indent, dir, runs }: Block): Node {
  const attrs = { dir, ...(kind === "heading" && { level: 1 }), ...(kind === "item" && { list: "bullet", indent: indent || null }) };
  const content = runs.map(({ text, bold, italic, link }) =>
    schema.text(text, [
      ...(link === undefined ? [] : [schema.mark("link", { value: link })]),
      ...(bold ? [schema.mark("bold", { value: true })] : []),
      ...(italic ? [schema.mark("italic", { value: true })] : []),
    ]),
  );
  return schema.node(kind, attrs, content);
}

function blockOf(node: Node): Block {
  const runs: Run[] = [];
  node.forEach((child) => {
    const value = (name: string): unknown => child.marks.find((mark) => mark.type.name === name)?.attrs["value"];
    const link = value("link");
    runs.push({
      text: child.text ?? "⏎",
      ...(value("bold") === true && { bold: true }),
      ...(value("italic") === true && { italic: true }),
      ...(typeof link === "string" && { link }),
    });
  });
  const kind = node.type.name as Block["kind"];
  const dir: unknown = node.attrs["dir"];
  return { kind, indent: kind === "item" ? indentOf(node) : 0, dir: dir === "ltr" || dir === "rtl" ? dir : null, runs: joined(runs) };
}
