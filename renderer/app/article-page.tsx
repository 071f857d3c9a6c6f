import { Selection, type Plugin } from "prosemirror-state";
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import type * as Y from "yjs";
import { baseDirectionOf } from "../../shared/article/model/language.ts";
import { mayWrite, roomName, type Role } from "../../shared/roles.ts";
import { mustSuggest, type ArticleStatus } from "../../shared/status.ts";
import type { Session, Settings } from "../../shared/rpc/contract.ts";
import { TextDirectionProvider } from "../i18n/text-direction.tsx";
import { useText } from "../i18n/text.tsx";
import { CloseButton } from "../theme/close-button.tsx";
import { ErrorBoundary } from "../theme/error-boundary.tsx";
import { useSelected } from "../store/use-store.ts";
import {
  copiedText,
  isHiddenAt,
  keepHidden,
  showTextView,
  suggestingKey,
  textViewChoiceKey,
  textViewPlugin,
  type RememberedChoice,
  type SuggestingMode,
  type TextView,
} from "../suggestions/index.ts";
import "../suggestions/suggestions.css";
import { AuthorTable, CommentButton, Margin, speakerOf } from "../margin/index.ts";
import { articleOf } from "../../shared/article/identity/article.ts";
import { flatOf } from "../../shared/article/model/flat.ts";
import { writersOf, type WrittenRun } from "../../shared/article/identity/writers.ts";
import type { ArticleFacts } from "./article/article-facts.ts";
import type { ArticleRooms, RoomsState } from "./article/article-rooms.ts";
import type { Documents } from "./article/documents.ts";
import { readDropped } from "./article/read-dropped.ts";
import type { OpenDraft } from "./article/open-draft.ts";
import { DraftButton } from "./draft/draft-button.tsx";
import { KeptPlace } from "./draft/kept-place.ts";
import type { ShownDraft } from "./draft/use-shown-draft.ts";
import { useLinkedNote } from "./article/use-linked-note.ts";
import { FindBar } from "./find/find-bar.tsx";
import type { FindSession } from "./find/find-session.ts";
import { WritersBar } from "./writers/writers-bar.tsx";
import { WritersView, type WritersState } from "./writers/writers-view.ts";
import type { Own } from "./writers/writing-record.ts";
import { WritersButton } from "./writers/writers-button.tsx";
import { Returning } from "./article/returning.tsx";
import { SuggestingButton } from "./article/suggesting-button.tsx";
import { useArticlePeople } from "./article/use-article-people.ts";
import { useArticleLanguage, useAuthors, useRoomsState, useSuggesters } from "./article/use-article.ts";
import { isChecked, StyleNotesButton, StyleNotesPanel, useAddedLanguages, useStyleNotes } from "./article/style-notes.tsx";
import { TextViewMenu } from "./article/text-view-menu.tsx";
import type { SharedLists } from "./lists/use-newsroom-lists.ts";
import { useCore } from "./core/context.tsx";
import type { Drawer } from "./frame/drawers.ts";
import { isAlone } from "./frame/newsroom-dialog.tsx";
import { useNotices } from "./frame/notices.tsx";
import { VersionsButton, type Credits } from "../versions/index.ts";
import { CorePictures } from "../pictures/picture-source.ts";
import { useMovedPictures } from "./article/use-moved-pictures.ts";
import { ArticleEditor, type EditorHandle, type OwnPresence } from "../editor/index.ts";
import { useDrafting, useMargin, useSuggesting } from "./article/use-margin.ts";
import { useTextView } from "./article/use-text-view.ts";

const NOBODY = (): boolean => false;
const readNotesUnreadable = ({ notesUnreadable }: RoomsState) => notesUnreadable;
const readNotesLoaded = ({ replica }: RoomsState) => replica.loaded || replica.refused !== null;

/** What the screen needs to know of an article besides its rooms. */
export interface OpenEntry extends Pick<ArticleStatus, "status" | "suggestFrom"> {
  readonly id: string;
  /** This member's role for it. */
  readonly role: Role;
}

export interface ScreenProps {
  readonly session: Session;
  readonly facts: ArticleFacts;
  /** Plugins of the window for the view of an article, or of its draft. */
  readonly pluginsOf: (rooms: ArticleRooms, isDraft: boolean) => readonly Plugin[];
  /** Whether the article was just created here, and its headline takes the caret. Asked once it can be written. */
  readonly takesCaret: (id: string) => boolean;
  /** Called when a note is begun, or a linked one shown, so that the margin is. */
  readonly onDraft: () => void;
  readonly marginDrawer: Drawer;
  readonly suggesting: SuggestingMode;
  readonly textView: RememberedChoice<TextView>;
  readonly find: FindSession;
  readonly ownPresence: OwnPresence;
  readonly settings: Settings;
  readonly shownDraft: ShownDraft;
  readonly lists: SharedLists;
}

export interface OpenProps extends ScreenProps {
  readonly keptPlace: KeptPlace;
  readonly rooms: ArticleRooms;
  readonly entry: OpenEntry;
}

/** An article, or a draft of it, with its margin beside it: where rooms, editor and margin are put together. @param props `draft` is shown in the place of the article; null for the article itself */
export function ArticlePage({
  rooms,
  draft,
  entry,
  session,
  facts,
  pluginsOf,
  takesCaret,
  onDraft,
  marginDrawer,
  suggesting,
  find,
  ownPresence,
  settings,
  textView: textViewChoice,
  shownDraft,
  keptPlace,
  lists,
}: OpenProps & { readonly draft: OpenDraft | null }) {
  const t = useText();
  const { say, sayError } = useNotices();
  const authorOf = useAuthors(rooms, session.member, sayError);
  const isDraft = draft !== null;
  const shown: Documents = draft ?? rooms;
  const mayEdit = isDraft || mayWrite(entry.role, "body");
  const isCommenter = mayWrite(entry.role, "notes");
  const notesUnreadable = useRoomsState(rooms, readNotesUnreadable);
  const notesLoaded = useRoomsState(rooms, readNotesLoaded);
  const mayComment = isCommenter && !notesUnreadable && !isDraft;
  const suggestsFrom = mustSuggest(entry.role, entry) ? entry.suggestFrom : null;
  const mayDecide = mayEdit && suggestsFrom === null && !isDraft;
  const margin = useMargin(shown, session.member.id, mayComment, mayDecide, sayError);
  useLinkedNote(margin, rooms.id, onDraft);
  useArticlePeople(margin, rooms.id, sayError);
  const drafting = useDrafting(margin, onDraft);
  const { authorOf: suggesterOf, isOwn } = useSuggesters(
    shown,
    session.member,
    margin.credited,
    isAlone(session),
    sayError,
    draft?.isOwn ?? null,
  );
  const suggestsAs = mayEdit && !isDraft ? suggestingKey(rooms.id, session.member.id) : null;
  const isSuggesting = useSuggesting(margin, suggesting, suggestsAs, suggestsFrom, isDraft);
  const editor = useRef<EditorHandle | null>(null);
  const textView = useTextView(editor, textViewChoice, textViewChoiceKey(isDraft ? `${rooms.id}/draft` : rooms.id, session.member.id));
  const isOriginal = textView === "original";
  useLayoutEffect(() => {
    // A desk that may not write puts nothing back (SU44).
    margin.suggestions.setPeople(mayEdit ? isOwn : NOBODY, (client, clock) => speakerOf(suggesterOf(client, clock))?.color ?? "");
  }, [margin, mayEdit, isOwn, suggesterOf]);
  const language = useArticleLanguage(shown);
  const [writers] = useState(() => new WritersView(shown.body));
  const mayReplace = mayEdit && !isOriginal;
  useLayoutEffect(() => find.allow(mayReplace), [find, mayReplace]);
  const isShowingWriters = useSelected(writers.state, readIsOn);
  const own = useOwn(rooms, session);
  const addedLanguages = useAddedLanguages();
  const style = useStyleNotes(rooms.id, session.member.id, mayEdit && !isOriginal ? language : null, lists);
  const plugins = useMemo(
    () => [
      style.model.plugin,
      ...margin.plugins,
      textViewPlugin(),
      copiedText(),
      writers.plugin,
      find.plugin,
      facts.plugin,
      ...pluginsOf(rooms, isDraft),
    ],
    [style, margin, writers, find, facts, pluginsOf, rooms, isDraft],
  );
  const { client } = useCore();
  const pictureSource = useMemo(() => new CorePictures(client, isDraft ? null : rooms.id), [client, rooms, isDraft]);
  useMovedPictures(rooms, mayEdit && !isDraft ? pictureSource : null, sayError);
  const fetchPicture = useCallback((url: string) => client.calls.fetchPicture({ url }), [client]);
  const readFile = useCallback((file: File) => readDropped(file, pictureSource, { say, sayError }), [pictureSource, say, sayError]);
  const readCredits = useCallback(async (): Promise<Credits> => {
    const authors = new AuthorTable(await client.calls.authors({ room: roomName(rooms.id, "body") }));
    return (id, clock, length) =>
      authors.partsOf(id, clock, length).map((part) => ({ length: part.length, writer: speakerOf(part.authorship) }));
  }, [client, rooms]);
  const readEditor = useCallback(() => editor.current, []);
  const readSelection = useCallback(() => {
    const [handle, range] = [editor.current, margin.text.selection()];
    return handle && range ? selectedCharacters(rooms.body, handle, range) : [];
  }, [rooms, margin]);
  const onReady = useCallback(
    (handle: EditorHandle | null) => {
      // Going to the draft, or back from it, one stays where one was.
      if (!handle && editor.current) keptPlace.leave(editor.current, rooms.id, isDraft);
      editor.current = handle;
      margin.attach(handle);
      if (handle) handle.binding.isAlone = isDraft;
      if (handle) showTextView(handle.view, textViewChoice.value.get());
      writers.attach(handle);
      find.attach(handle);
      style.model.attach(handle?.binding ?? null);
      if (handle) keptPlace.enter(handle, rooms.id, isDraft);
      if (!handle || !takesCaret(rooms.id)) return;
      const { view } = handle;
      view.dispatch(view.state.tr.setSelection(Selection.atStart(view.state.doc)));
      view.focus();
    },
    [takesCaret, rooms, margin, writers, find, style, textViewChoice, keptPlace, isDraft],
  );
  const showWriters = useCallback(
    (isShown: boolean) => {
      writers.show(isShown);
      if (!isShown) editor.current?.view.focus();
    },
    [writers],
  );
  const closeWriters = useCallback(() => showWriters(false), [showWriters]);
  return (
    <TextDirectionProvider base={baseDirectionOf(language)}>
      <div className="app-desk" data-drafting={drafting || undefined}>
        <main
          className="app-article"
          aria-label={t(isDraft ? "drafts.bar" : "app.main")}
          data-region="article"
          data-suggesting={(isSuggesting && !isDraft) || undefined}
          data-draft={isDraft || undefined}
        >
          <ArticleEditor
            doc={shown.body}
            awareness={shown.awareness}
            language={language}
            ownPresence={ownPresence}
            editable={mayReplace}
            typing={settings.typing}
            isFocusMode={settings.page.focus}
            beforeDispatch={keepHidden}
            isHidden={isHiddenAt}
            plugins={plugins}
            onReady={onReady}
            onRefused={(reason) => say(`editor.${reason}`)}
            pictureSource={pictureSource}
            onRemoved={(what) => say(what === "place" ? "editor.image-place-removed" : "editor.image-part-removed")}
            fetchPicture={fetchPicture}
            readFile={readFile}
            onError={sayError}
            insteadOfTools={
              (!mayEdit || isOriginal) && (
                <p className="app-role">{t(mayEdit ? "views.original.why" : isCommenter ? "app.role.commenter" : "app.role.reader")}</p>
              )
            }
            moreTools={
              !isDraft && (
                <WritersButton article={rooms.id} own={own} readSelection={readSelection} isShown={isShowingWriters} onShow={showWriters} />
              )
            }
            belowToolbar={<FindBar find={find} mayReplace={mayReplace} isSuggesting={isSuggesting} />}
            toolbarEnd={
              <>
                {!isDraft && (
                  <VersionsButton
                    client={client}
                    article={rooms.id}
                    role={entry.role}
                    language={language}
                    body={rooms.body}
                    notes={rooms.notes}
                    editor={readEditor}
                    readCredits={readCredits}
                    say={say}
                    onError={sayError}
                  />
                )}
                <TextViewMenu choice={textViewChoice} />
                {mayEdit && !isOriginal && isChecked(language, addedLanguages) && <StyleNotesButton choice={style.choice} />}
                {mayEdit && !isDraft && <SuggestingButton mode={suggesting} />}
                {mayEdit && !isDraft && <DraftButton isThere={shownDraft.isThere} begin={shownDraft.begin} />}
                {mayComment && <CommentButton model={margin} />}
              </>
            }
          />
          <StyleNotesPanel {...style} editor={editor} shared={lists} language={language} />
          {!isDraft && (
            <>
              <WritersBar article={rooms.id} own={own} view={writers} onClose={closeWriters} />
              <Returning rooms={rooms} editor={editor} mayEdit={mayEdit} onError={sayError} />
            </>
          )}
        </main>
        <div className="app-margin">
          {marginDrawer.isSheet && <SheetHead onClose={() => marginDrawer.setOpen(false)} />}
          {notesUnreadable && <p className="app-nothing">{t("app.notes.unreadable")}</p>}
          <ErrorBoundary part="margin">
            <Margin
              model={margin}
              me={session.member}
              mayComment={mayComment}
              mayEdit={mayEdit && !isDraft}
              mayDecide={mayDecide}
              authorOf={authorOf}
              suggesterOf={suggesterOf}
              isLoaded={notesLoaded}
              isSheet={marginDrawer.isSheet}
              isOpen={marginDrawer.open}
            />
          </ErrorBoundary>
        </div>
      </div>
    </TextDirectionProvider>
  );
}

const readIsOn = ({ isOn }: WritersState): boolean => isOn;

/** Who this window is, the same object for as long as that stays. */
function useOwn({ body }: ArticleRooms, session: Session): Own {
  const { member: me } = session;
  const alone = isAlone(session);
  return useMemo(() => ({ client: body.clientID, me, isAlone: alone }), [body, me, alone]);
}

/** Who wrote the characters in a range of the editor's document. */
function selectedCharacters(
  body: Y.Doc,
  { view, binding }: EditorHandle,
  range: { readonly from: number; readonly to: number },
): WrittenRun[] {
  const [from, to] = [flatOf(view.state.doc, range.from), flatOf(view.state.doc, range.to)];
  return writersOf(articleOf(body), from, binding.charactersIn(from, to));
}

function SheetHead({ onClose }: { readonly onClose: () => void }) {
  const t = useText();
  return (
    <div className="app-sheet-head">
      <h2>{t("margin.name")}</h2>
      <CloseButton name={t("app.close")} keys="Esc" onPress={onClose} />
    </div>
  );
}
