import { dropCursor } from "prosemirror-dropcursor";
import type { Node } from "prosemirror-model";
import type { EditorState, Plugin, Transaction } from "prosemirror-state";
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { bodyOf } from "../../shared/article/model/body.ts";
import { baseDirectionOf, type ArticleLanguage } from "../../shared/article/model/language.ts";
import type { Direction } from "../../shared/text/direction.ts";
import { useText, type Text } from "../i18n/text.tsx";
import type { TypingSettings } from "../../shared/typing/settings.ts";
import { preparePicture } from "../pictures/prepare.ts";
import type { PictureSource } from "../pictures/picture-source.ts";
import type { Readable } from "../store/store.ts";
import { FigureDetails } from "./blocks/figure-details.tsx";
import { figureWords } from "./blocks/figure-view.ts";
import { Pictures, type PictureOptions } from "./blocks/pictures.ts";
import { RemoteNotice } from "./blocks/remote-notice.tsx";
import { SelectedFigure } from "./blocks/selected-figure.ts";
import { publishCaret, type OwnPresence } from "./carets/publish.ts";
import { remoteCarets } from "./carets/remote-carets.ts";
import { blockAtCaret, showFocusMode } from "./block-at-caret.ts";
import { clipboard, type Refusal } from "./clipboard/index.ts";
import { droppedFiles } from "./clipboard/dropped-files.ts";
import { redrawPostponed } from "./block-decorations.ts";
import "prosemirror-view/style/prosemirror.css";
import "./carets/carets.css";
import "./editor.css";
import "./invisibles.css";
import "./blocks/figure.css";
import "./footnotes.css";
import "./lists.css";
import "./typing/slash-list.css";
import { articleKeys } from "./keymap.ts";
import { footnotes, footnoteWords } from "./footnotes.ts";
import { placeholders } from "./placeholders.ts";
import { readingCaret } from "./reading-caret.ts";
import { readToolbarState, type ToolbarState } from "./toolbar/toolbar-state.ts";
import { EditorToolbar } from "./toolbar/toolbar.tsx";
import { SlashList } from "./typing/slash-list.tsx";
import { SlashMenu } from "./typing/slash-menu.ts";
import { typingAids } from "./typing/typing-aids.ts";
import { createView, destroyView, type EditorHandle } from "./view.ts";

interface Props {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** What the others are told of this person; another object makes another view. */
  readonly ownPresence: OwnPresence;
  /** The article's own language. */
  readonly language: ArticleLanguage;
  readonly editable: boolean;
  /** What helps this person type. */
  readonly typing: TypingSettings;
  /** All but the block at the caret is dimmed. */
  readonly isFocusMode: boolean;
  /** Called with each edit of the view before it is made. @returns what is made instead */
  readonly beforeDispatch: (state: EditorState, tr: Transaction) => Transaction;
  /** Whether nobody sees what stands at a position, in the view of the text that is chosen. */
  readonly isHidden: (state: EditorState, pos: number) => boolean;
  /** Plugins of the parts around the editor; another list makes another view. */
  readonly plugins: readonly Plugin[];
  /** Called with null when the view is gone. */
  readonly onReady: (handle: EditorHandle | null) => void;
  /** Told why a picture was refused, or why something was pasted in part or not at all. */
  readonly onRefused: (reason: Refusal) => void;
  /** Where the article's pictures are; another object makes another view. */
  readonly pictureSource: PictureSource;
  /** The file of a picture said where it was taken, and what was stored of it does not. */
  readonly onRemoved: PictureOptions["onRemoved"];
  /** Fetches a picture of the internet, for a person who agreed to it. */
  readonly fetchPicture: (url: string) => Promise<{ readonly bytes: Uint8Array }>;
  /** The text of a file that was dropped; null when it is none, of which somebody was told. */
  readonly readFile: (file: File) => Promise<Node | null>;
  readonly onError: (error: unknown) => void;
  /** What stands in the bar above the page instead of the tools, for whoever may not edit. */
  readonly insteadOfTools: ReactNode;
  /** What else belongs behind the tools, or in their place. */
  readonly moreTools: ReactNode;
  /** What else belongs at the end of that bar. */
  readonly toolbarEnd: ReactNode;
  /** What else stands between the bar and the page. */
  readonly belowToolbar: ReactNode;
}

/** A view, and what the toolbar follows of it. */
interface Open {
  readonly handle: EditorHandle;
  readonly toolbarState: Readable<ToolbarState>;
  readonly figure: SelectedFigure;
  readonly slashMenu: SlashMenu;
  /** The article's own direction. */
  readonly baseDirection: () => Direction;
}

/** The article on its page, with the toolbar above it. */
export function ArticleEditor({
  doc,
  awareness,
  ownPresence,
  language,
  editable,
  typing,
  isFocusMode,
  beforeDispatch,
  isHidden,
  plugins,
  onReady,
  onRefused,
  pictureSource,
  onRemoved,
  fetchPicture,
  readFile,
  onError,
  insteadOfTools,
  moreTools,
  toolbarEnd,
  belowToolbar,
}: Props) {
  const t = useText();
  const place = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const [linkOpen, setLinkOpen] = useState(false);
  /** Addresses of pictures that were just pasted, and that somebody has yet to agree to. */
  const [remote, setRemote] = useState<readonly string[]>([]);
  // Read through a ref, since a changed dependency would create another view, without caret and undo history.
  const live = useLive({
    t,
    language,
    editable,
    typing,
    beforeDispatch,
    isHidden,
    onReady,
    onRefused,
    onRemoved,
    fetchPicture,
    readFile,
    onError,
  });

  useEffect(() => {
    const body = bodyOf(doc);
    const baseDirection = () => baseDirectionOf(live.current.language);
    const { plugin: toolbarPlugin, toolbarState } = readToolbarState({ baseDirection, binding: () => handle.binding });
    const figure = new SelectedFigure();
    const slashMenu = new SlashMenu(() => live.current.typing.menu);
    const pictures = new Pictures({
      source: pictureSource,
      prepare: preparePicture,
      fetch: (url) => live.current.fetchPicture(url),
      onRemoved: (what) => live.current.onRemoved(what),
      onRefused: (reason) => live.current.onRefused(reason),
      onError: (error) => live.current.onError(error),
    });
    const handle: EditorHandle = createView(place.current!, {
      doc,
      plugins: [
        figure.plugin,
        slashMenu.plugin,
        typingAids({
          settings: () => live.current.typing,
          language: () => live.current.language,
          undo: () => void handle.binding.undo(),
        }),
        articleKeys({
          baseDirection,
          language: () => live.current.language,
          binding: () => handle.binding,
          editLink: () => setLinkOpen(true),
        }),
        footnotes({
          language: () => live.current.language,
          words: () => footnoteWords(live.current.t),
          isHidden: (state, pos) => live.current.isHidden(state, pos),
        }),
        placeholders(() => ({
          headline: live.current.t("editor.hint.headline"),
          lead: live.current.t("editor.hint.lead"),
          text: live.current.t("editor.hint.text"),
        })),
        toolbarPlugin,
        publishCaret(body, awareness, ownPresence),
        remoteCarets(body, awareness),
        readingCaret(),
        droppedFiles({
          hint: () => live.current.t("editor.drop.hint"),
          read: (file) => live.current.readFile(file),
          onTooLarge: () => live.current.onRefused("paste-too-large"),
          onRemote: (addresses) => setRemote((known) => [...new Set([...known, ...addresses])]),
        }),
        clipboard({
          language: () => live.current.language,
          pictures,
          onRefused: (reason) => live.current.onRefused(reason),
          onRemote: (addresses) => setRemote((known) => [...new Set([...known, ...addresses])]),
        }),
        blockAtCaret(),
        dropCursor({ class: "editor-drop", color: false }),
        ...plugins,
      ],
      baseDirection,
      editable: () => live.current.editable,
      beforeDispatch: (state, tr) => live.current.beforeDispatch(state, tr),
      attributes: attributesOf(live.current),
      pictures,
      figureWords: () => figureWords(live.current.t),
      onRepair: (error) => console.error(error),
    });
    // oxlint-disable-next-line react/set-state-in-effect -- A view needs its place in the page, which is there only now.
    setOpen({ handle, toolbarState, figure, slashMenu, baseDirection });
    const tell = (one: EditorHandle | null) => live.current.onReady(one);
    tell(handle);
    return () => {
      tell(null);
      setOpen(null);
      destroyView(handle);
    };
  }, [live, doc, awareness, ownPresence, plugins, pictureSource]);
  useEffect(() => {
    if (!open) return;
    open.handle.view.setProps({ attributes: attributesOf({ t, language, editable }) });
    // The directions of blocks follow from the language.
    redrawPostponed(open.handle.view);
  }, [open, t, language, editable]);
  useEffect(() => {
    if (open) showFocusMode(open.handle.view, isFocusMode);
  }, [open, isFocusMode]);

  return (
    <>
      <div className="editor-head">
        {open && (
          <EditorToolbar {...open} {...{ editable, linkOpen, setLinkOpen }} instead={insteadOfTools} more={moreTools} end={toolbarEnd} />
        )}
        {belowToolbar}
      </div>
      {open && remote.length > 0 && (
        <RemoteNotice
          addresses={remote}
          onFetch={() => {
            setRemote([]);
            open.handle.view.focus();
            void open.handle.pictures.fetch(open.handle.view, remote);
          }}
          onLeaveOut={() => {
            setRemote([]);
            open.handle.pictures.leaveOut(open.handle.view, remote);
          }}
        />
      )}
      <div className="editor-page" ref={place} dir={baseDirectionOf(language)}>
        {open && editable && <FigureDetails view={open.handle.view} figure={open.figure} />}
        {open && editable && <SlashList view={open.handle.view} menu={open.slashMenu} />}
      </div>
    </>
  );
}

/** What the attributes of the editable element are made from. */
interface AttributeSource {
  readonly t: Text;
  readonly language: ArticleLanguage;
  readonly editable: boolean;
}

const attributesOf = ({ t, language, editable }: AttributeSource): Record<string, string> => ({
  role: "textbox",
  "aria-multiline": "true",
  "aria-label": t("editor.text"),
  "aria-readonly": String(!editable),
  lang: language,
  // The browser has dictionaries for some of these languages, and says nothing where it has none.
  spellcheck: "true",
  // A reader moves through it by the keyboard as well.
  tabindex: "0",
});

/** A ref to the newest `value`, for callbacks that are created once. */
function useLive<T>(value: T): { readonly current: T } {
  const live = useRef(value);
  useLayoutEffect(() => {
    live.current = value;
  });
  return live;
}
