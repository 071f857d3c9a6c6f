/** Tahrir as its window shows it: editor with toolbar, keys, carets and margin, but for the frame around them. */
import { NO_PICTURES } from "../../../../renderer/pictures/picture-source.ts";
import type { Node } from "prosemirror-model";
import { useCallback, useMemo } from "react";
import { I18nProvider } from "react-aria-components";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { ArticleFacts } from "../../../../renderer/app/article/article-facts.ts";
import { afterFirstFrame } from "../../../../renderer/layout/after-first-frame.ts";
import { Store, type Readable } from "../../../../renderer/store/store.ts";
import { useStore } from "../../../../renderer/store/use-store.ts";
import { TYPING_DEFAULTS } from "../../../../shared/typing/settings.ts";
import { ArticleEditor, type EditorHandle, type OwnPresence } from "../../../../renderer/editor/index.ts";
import { TextProvider } from "../../../../renderer/i18n/text.tsx";
import "../../../../renderer/suggestions/suggestions.css";
import { CommentButton, createMargin, Margin, type Authorship, type MarginModel } from "../../../../renderer/margin/index.ts";
import {
  AddedSpelling,
  FindingHighlights,
  IgnoredFindings,
  OpenFindings,
  StylePanel,
  WorkerChecker,
  WorkerSpellingChecker,
} from "../../../../renderer/style/index.ts";
import { bodyOf } from "../../../../shared/article/model/body.ts";
import { flatOf } from "../../../../shared/article/model/flat.ts";
import { projectBody } from "../../../../shared/article/projection/project.ts";
import { applyUpdate } from "../../../../shared/sync/cut-ahead.ts";
import type { Member } from "../../../../shared/roles.ts";
import type { Choice } from "./api.ts";
import { editBody, editsOf, partFrom } from "./away.ts";
import { bodyWith, itemsOf, notesOn } from "./article.ts";
import { suggestIn } from "./suggest.ts";
import { arrive, colleagueOn, spotAt, type Contender, type OpenEditor } from "./contender.ts";

const ME: Member = { id: "sara", name: "سارا", color: "#006080", role: "owner" };
const BY_ME: Authorship = { member: ME, confirmed: true, broughtBy: ME };
const authorOf = (): Authorship => BY_ME;

interface Props {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly margin: MarginModel;
  readonly findings: OpenFindings | null;
  readonly isLoaded: Readable<boolean>;
  readonly onReady: (handle: EditorHandle) => void;
}

const OWN: OwnPresence = { isQuiet: new Store(false), activity: new Store("active" as const) };

function Window({ doc, awareness, margin, findings, isLoaded: notesLoaded, onReady }: Props) {
  const isLoaded = useStore(notesLoaded);
  const plugins = useMemo(() => [...margin.plugins, new ArticleFacts().plugin, ...(findings ? [findings.plugin] : [])], [margin, findings]);
  const ready = useCallback((handle: EditorHandle | null) => handle && onReady(handle), [onReady]);
  const button = useMemo(() => <CommentButton model={margin} />, [margin]);
  return (
    <I18nProvider locale="fa-IR">
      <TextProvider language="fa">
        <main className="app-article">
          <ArticleEditor
            doc={doc}
            awareness={awareness}
            ownPresence={OWN}
            language="fa"
            editable
            typing={TYPING_DEFAULTS}
            isFocusMode={false}
            beforeDispatch={(_state, tr) => tr}
            isHidden={() => false}
            plugins={plugins}
            onReady={ready}
            onRefused={console.error}
            onError={console.error}
            pictureSource={NO_PICTURES}
            onRemoved={console.error}
            fetchPicture={refuse}
            readFile={() => Promise.resolve(null)}
            insteadOfTools={null}
            moreTools={null}
            toolbarEnd={button}
            belowToolbar={null}
          />
          {findings && (
            <StylePanel
              model={findings}
              profile="default"
              onProfile={ignore}
              isSpelling
              onSpelling={ignore}
              onShow={ignore}
              onLate={ignore}
              onClose={ignore}
              onIgnoreForAll={null}
              onManage={ignore}
            />
          )}
        </main>
        <div className="app-margin">
          <Margin
            model={margin}
            me={ME}
            mayComment
            mayEdit
            mayDecide
            authorOf={authorOf}
            suggesterOf={authorOf}
            isLoaded={isLoaded}
            isSheet={false}
            isOpen
          />
        </div>
      </TextProvider>
    </I18nProvider>
  );
}

export function tahrir(doc: Node, { history, notes: comments, suggestions = 0, isChecked = false }: Choice): Contender {
  const article = bodyWith(doc, history);
  if (suggestions > 0) suggestIn(article, suggestions);
  const bytes = Y.encodeStateAsUpdate(article);
  const notes = Y.encodeStateAsUpdate(notesOn(article, comments));
  return {
    items: itemsOf(article),
    bytes: bytes.length,
    ...(suggestions > 0 && { shown: projectBody(bodyOf(article)) }),
    open: (place) => open(place, bytes, notes, isChecked),
    part: (edits) => {
      const apart = partFrom(bytes, (replica, seed) => editBody(replica, editsOf(seed, edits)));
      return { ...apart, open: (place) => open(place, apart.mine, notes, isChecked), read: (replica) => projectBody(bodyOf(replica)) };
    },
    colleague: () => {
      const shown = projectBody(bodyOf(article));
      let at = flatOf(shown, spotAt(shown, 0.5).pos);
      return colleagueOn(bytes, (replica, letter) => bodyOf(replica).insert(at++, letter));
    },
  };
}

function open(place: HTMLElement, bytes: Uint8Array, noted: Uint8Array, isChecked: boolean): OpenEditor {
  const [doc, notes] = [new Y.Doc(), new Y.Doc()];
  const body = bodyOf(doc);
  // As a window's replicas take in what the core has: the notes when the text is on screen.
  applyUpdate(doc, bytes, "core");
  const isLoaded = new Store(false);
  const stopNotes = afterFirstFrame(() => {
    applyUpdate(notes, noted, "core");
    isLoaded.set(true);
  });
  const awareness = new Awareness(doc);
  const margin = createMargin({ body: doc, notes });
  margin.commands.allow(true);
  const findings = isChecked
    ? new OpenFindings({
        checker: new WorkerChecker(),
        speller: new WorkerSpellingChecker(new AddedSpelling(() => Promise.resolve(null))),
        ignored: new IgnoredFindings(() => localStorage, "bench", ME.id),
        onError: console.error,
        drawing: (view, blocksIn) => new FindingHighlights(view, blocksIn),
      })
    : null;
  // A window knows this before its editor opens.
  margin.suggestions.setPeople(
    (client) => client === doc.clientID,
    () => ME.color,
  );
  const root = createRoot(place);
  let handle: EditorHandle | null = null;
  flushSync(() => root.render(<Window {...{ doc, awareness, margin, findings, isLoaded }} onReady={(ready) => (handle = ready)} />));
  const { view } = handle!;
  margin.suggestions.attach(handle);
  findings?.attach(handle!.binding);
  return {
    view,
    doc,
    ...(findings && { findings }),
    suggest: (isSuggesting) => margin.suggestions.suggest(isSuggesting),
    receive: (update) => applyUpdate(doc, update, "colleague"),
    meet: () =>
      arrive(awareness, Y.createRelativePositionFromTypeIndex(body, flatOf(view.state.doc, spotAt(view.state.doc, 0.25).pos), -1)),
    close: () => {
      stopNotes();
      root.unmount();
      findings?.destroy();
      margin.destroy();
      awareness.destroy();
      doc.destroy();
    },
  };
}

const ignore = (): void => {};
const refuse = (): Promise<never> => Promise.reject(new Error("nothing is fetched here"));
