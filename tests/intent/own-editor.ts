/** An editor on this model: `ArticleBinding`, the commands that the editor's keys run, and the anchors of its notes. */
import { Fragment, Slice, type Node } from "prosemirror-model";
import { EditorState, type Transaction } from "prosemirror-state";
import type * as Y from "yjs";
import { ArticleBinding, type Host } from "../../shared/article/sync/binding.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import * as commands from "../../shared/article/commands/commands.ts";
import { fillBody } from "../../shared/article/projection/fill.ts";
import { flatOf } from "../../shared/article/model/flat.ts";
import { projectBody } from "../../shared/article/projection/project.ts";
import { indentOf, schema } from "../../shared/article/model/schema.ts";
import { anchorOf, type Anchor } from "../../shared/notes/anchor.ts";
import { resolveAnchors } from "../../shared/notes/resolve-anchors.ts";
import { RaceEditor, type Kind } from "./race-editor.ts";
import { joined, parse, type Block, type Run } from "./notation.ts";

export class OwnEditor extends RaceEditor {
  thread: Anchor | null = null;
  readonly doc: Y.Doc;
  readonly body: Y.Text;
  private readonly host: { state: EditorState; updateState(state: EditorState): void };
  readonly binding: ArticleBinding;

  constructor(doc: Y.Doc) {
    super();
    this.doc = doc;
    this.body = bodyOf(doc);
    const host = {
      state: EditorState.create({ doc: projectBody(this.body) }),
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
    fillBody(bodyOf(doc), schema.node("doc", null, parse(article).map(nodeOf)));
  }

  get state(): EditorState {
    return this.host.state;
  }

  protected dispatch(tr: Transaction): void {
    this.binding.dispatch(tr);
  }

  enter(): void {
    this.run(commands.splitBlock);
  }

  /** Backspace is pressed until the two are one: a kind or a level needs a press of its own. */
  join(): void {
    const before = this.state.doc.childCount;
    for (let presses = 0; this.state.doc.childCount === before && presses < 3; presses++) this.run(commands.joinBackward);
  }

  setKind(kind: Kind): void {
    this.run(commands.setKind(kind, kind === "heading" ? { level: 1 } : {}));
  }

  indent(): void {
    this.run(commands.indent);
  }

  outdent(): void {
    this.run(commands.outdent);
  }

  setDirection(dir: "ltr" | "rtl"): void {
    this.run(commands.setDirection(dir));
  }

  bold(): void {
    this.run(commands.toggleMark("bold"));
  }

  italic(): void {
    this.run(commands.toggleMark("italic"));
  }

  link(target: string): void {
    this.run(commands.setLink(target));
  }

  paste(article: string): void {
    this.run(commands.insertSlice(new Slice(Fragment.fromArray(parse(article).map(nodeOf)), 0, 0)));
  }

  divider(): void {
    this.run(commands.insertDivider);
  }

  moveUp(): void {
    this.run(commands.moveBlockUp);
  }

  moveDown(): void {
    this.run(commands.moveBlockDown);
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
    const from = flatOf(this.state.doc, this.find(phrase));
    this.thread = anchorOf(this.body, from, from + phrase.length);
  }

  annotated(): string | null {
    const [place] = this.thread ? resolveAnchors(this.body, [this.thread]) : [];
    return place?.state === "found" ? this.body.toJSON().slice(place.from, place.to).replaceAll("\n", "⏎") : null;
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
