/** The article on its page, with the toolbar above it. */
import { dropCursor } from "prosemirror-dropcursor";
import type { Plugin } from "prosemirror-state";
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { bodyOf } from "../../shared/article/body.ts";
import { groundOf, type ArticleLanguage } from "../../shared/article/language.ts";
import type { Direction } from "../../shared/article/names.ts";
import { useText, type Text } from "../i18n/text.tsx";
import { publishCaret } from "./carets/publish.ts";
import { remoteCarets } from "./carets/remote-carets.ts";
import { clipboard, type Refusal } from "./clipboard/index.ts";
import { detectDirections } from "./direction.ts";
import "prosemirror-view/style/prosemirror.css";
import "./carets/carets.css";
import "./editor.css";
import "./lists.css";
import { articleKeys } from "./keymap.ts";
import { placeholders } from "./placeholders.ts";
import { FormStore } from "./toolbar/form.ts";
import { EditorToolbar } from "./toolbar/toolbar.tsx";
import { createView, destroyView, type EditorHandle } from "./view.ts";

interface Props {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** The article's own language. */
  readonly language: ArticleLanguage;
  readonly editable: boolean;
  /** Of the parts around the editor; another list makes another view. */
  readonly plugins: readonly Plugin[];
  /** Called with null when the view is gone. */
  readonly onReady: (handle: EditorHandle | null) => void;
  /** Told why a picture that was pasted or dropped was not taken. */
  readonly onRefused: (reason: Refusal) => void;
  /** What stands in the bar above the page instead of the tools, for whoever may not edit. */
  readonly insteadOfTools: ReactNode;
  /** What else belongs in that bar. */
  readonly toolbarEnd: ReactNode;
}

/** A view, and what the toolbar follows of it. */
interface Open {
  readonly handle: EditorHandle;
  readonly form: FormStore;
  /** The article's own direction. */
  readonly ground: () => Direction;
}

export function ArticleEditor({ doc, awareness, language, editable, plugins, onReady, onRefused, insteadOfTools, toolbarEnd }: Props) {
  const t = useText();
  const place = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const [linkOpen, setLinkOpen] = useState(false);
  const live = useLive({ t, language, editable, onRefused });

  useEffect(() => {
    const body = bodyOf(doc);
    const ground = () => groundOf(live.current.language);
    const form = new FormStore({ ground, history: () => handle.binding });
    const handle: EditorHandle = createView(place.current!, {
      doc,
      plugins: [
        articleKeys({ ground, binding: () => handle.binding, editLink: () => setLinkOpen(true) }),
        detectDirections(ground),
        placeholders(() => ({ headline: live.current.t("editor.hint.headline"), lead: live.current.t("editor.hint.lead"), text: live.current.t("editor.hint.text") })),
        form.plugin,
        publishCaret(body, awareness),
        remoteCarets(body, awareness),
        clipboard({ ground, onRefused: (reason) => live.current.onRefused(reason) }),
        dropCursor({ class: "editor-drop", color: false }),
        ...plugins,
      ],
      editable: () => live.current.editable,
      attributes: attributesOf(live.current),
      onRepair: (error) => console.error(error),
    });
    // oxlint-disable-next-line react/set-state-in-effect -- A view needs its place in the page, which is there only now.
    setOpen({ handle, form, ground });
    onReady(handle);
    return () => {
      onReady(null);
      setOpen(null);
      destroyView(handle);
    };
  }, [live, doc, awareness, plugins, onReady]);
  useEffect(() => open?.handle.view.setProps({ attributes: attributesOf({ t, language, editable }) }), [open, t, language, editable]);

  return (
    <>
      {open && <EditorToolbar {...open} {...{ editable, linkOpen, setLinkOpen }} instead={insteadOfTools} end={toolbarEnd} />}
      <div className="editor-page" ref={place} dir={groundOf(language)} />
    </>
  );
}

interface Facts {
  readonly t: Text;
  readonly language: ArticleLanguage;
  readonly editable: boolean;
}

const attributesOf = ({ t, language, editable }: Facts): Record<string, string> => ({
  role: "textbox",
  "aria-multiline": "true",
  "aria-label": t("editor.text"),
  "aria-readonly": String(!editable),
  lang: language,
  // A reader moves through it by the keyboard as well.
  tabindex: "0",
});

/** The newest `value`, for what was made once and asks later. */
function useLive<T>(value: T): { readonly current: T } {
  const live = useRef(value);
  useLayoutEffect(() => {
    live.current = value;
  });
  return live;
}
