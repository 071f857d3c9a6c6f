/** An editor without a screen: a replica, its ProseMirror state, and a disk that outlives both. */
import { EditorState, NodeSelection, TextSelection, type Command, type Plugin } from "prosemirror-state";
import * as Y from "yjs";
import { ArticleBinding } from "../../shared/article/sync/binding.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { projectBody } from "../../shared/article/projection/project.ts";

export class HeadlessEditor {
  readonly name: string;
  doc!: Y.Doc;
  state!: EditorState;
  binding!: ArticleBinding;
  /** Every update it committed, its own and others', in order. */
  readonly disk: Uint8Array[];
  /** Called with each update of its own making. */
  onUpdate: (update: Uint8Array) => void = () => {};
  private readonly plugins: readonly Plugin[];

  constructor(name: string, clientID: number, plugins: readonly Plugin[] = [], disk: readonly Uint8Array[] = []) {
    this.name = name;
    this.plugins = plugins;
    this.disk = [...disk];
    this.start(clientID);
  }

  get body(): Y.Text {
    return bodyOf(this.doc);
  }

  /** Starts from the disk under a new client ID, as a program does that was killed. */
  start(clientID: number): void {
    this.binding?.destroy();
    this.doc?.destroy();
    this.doc = new Y.Doc();
    for (const update of this.disk) Y.applyUpdate(this.doc, update, "disk");
    this.doc.clientID = clientID;
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "network") return;
      this.disk.push(update);
      this.onUpdate(update);
    });
    this.state = EditorState.create({ doc: projectBody(this.body), plugins: [...this.plugins] });
    this.binding = new ArticleBinding(this.doc, this, (error) => {
      throw error;
    });
  }

  updateState(state: EditorState): void {
    this.state = state;
  }

  /** Takes an update to disk as it came, also one whose predecessors are missing yet, as the core does. */
  receive(update: Uint8Array): void {
    this.disk.push(update);
    Y.applyUpdate(this.doc, update, "network");
  }

  /** Runs a command as a key would; a picture that it selects is left for its caption. @returns whether it applied */
  run(command: Command): boolean {
    const applied = command(this.state, (tr) => this.binding.dispatch(tr));
    const { selection, tr } = this.state;
    if (selection instanceof NodeSelection) this.binding.dispatch(tr.setSelection(TextSelection.create(tr.doc, selection.from + 1)));
    return applied;
  }

  /** The article as a reader sees it: one line per block. */
  get text(): string {
    return this.state.doc.textBetween(0, this.state.doc.content.size, "\n", "\u25A1");
  }
}
