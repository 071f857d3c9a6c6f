/** The bare text on a page, with the editor's interface: stands in until the editor is there. */
import { EditorState, type Plugin } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import "prosemirror-view/style/prosemirror.css";
import { useEffect, useRef, type ReactNode } from "react";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { ArticleBinding } from "../../shared/article/binding.ts";
import { bodyOf } from "../../shared/article/body.ts";
import { projectBody } from "../../shared/article/project.ts";
import type { Language } from "../../shared/rpc/contract.ts";
import { useText } from "../i18n/text.tsx";
import { splitBlock } from "prosemirror-commands";
import { keymap } from "prosemirror-keymap";

export interface EditorHandle {
  readonly view: EditorView;
  readonly binding: ArticleBinding;
}

interface Props {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly language: Language;
  readonly editable: boolean;
  readonly plugins: readonly Plugin[];
  readonly onReady: (handle: EditorHandle | null) => void;
  readonly toolbarEnd: ReactNode;
}

export function ArticleEditor({ doc, editable, plugins, onReady, toolbarEnd }: Props) {
  const t = useText();
  const place = useRef<HTMLDivElement>(null);
  const label = t("editor.text");
  useEffect(() => {
    let binding: ArticleBinding | null = null;
    const view = new EditorView(place.current, {
      state: EditorState.create({ doc: projectBody(bodyOf(doc)), plugins: [keymap({ Enter: splitBlock, "Mod-z": () => binding!.undo() }), ...plugins] }),
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label, dir: "rtl" },
      editable: () => editable,
      dispatchTransaction: (tr) => binding!.dispatch(tr),
    });
    binding = new ArticleBinding(doc, view, () => {});
    onReady({ view, binding });
    return () => {
      onReady(null);
      binding.destroy();
      view.destroy();
    };
  }, [doc, editable, plugins, onReady, label]);
  return (
    <div>
      <div role="toolbar" aria-label="—">{toolbarEnd}</div>
      <div className="app-plain" ref={place} />
    </div>
  );
}
