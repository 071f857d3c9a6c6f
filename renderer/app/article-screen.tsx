/** One article on its page, with its margin beside it: where rooms, editor and margin are put together. */
import { Selection } from "prosemirror-state";
import { useCallback, useEffect, useMemo, useSyncExternalStore } from "react";
import { mayWrite, type Role } from "../../shared/roles.ts";
import type { Session } from "../../shared/rpc/contract.ts";
import { useText } from "../i18n/text.tsx";
import { CommentButton, createMargin, Margin, type MarginModel } from "../margin/index.ts";
import type { ArticleFacts } from "./article/article-facts.ts";
import type { ArticleRooms, RoomsState } from "./article/article-rooms.ts";
import { useArticleLanguage, useAuthors, useRoomsState } from "./article/use-article.ts";
import { useLate } from "./frame/hooks.ts";
import { useNotices } from "./frame/notices.tsx";
import { ArticleEditor, LARGEST_PICTURE, type EditorHandle } from "../editor/index.ts";

/** The replica on this computer's own disk is mostly there before a word about it could be read, in milliseconds. */
const SAID_AFTER = 600;

/** What the screen needs to know of an article besides its rooms. */
export interface OpenEntry {
  readonly id: string;
  /** This member's role for it. */
  readonly role: Role;
}

interface ScreenProps {
  readonly session: Session;
  readonly facts: ArticleFacts;
  /** Whether the article was just made here, and waits for its headline. Asked once it can be written. */
  readonly takesCaret: (id: string) => boolean;
  /** A note is about to be written: the margin must be in sight. */
  readonly onDraft: () => void;
}

interface Props extends ScreenProps {
  readonly rooms: ArticleRooms | null;
  readonly entry: OpenEntry | null;
  /** The address names an article that this desk does not have. */
  readonly missing: boolean;
}

interface OpenProps extends ScreenProps {
  readonly rooms: ArticleRooms;
  readonly entry: OpenEntry;
}

export function ArticleScreen({ rooms, entry, missing, ...rest }: Props) {
  const t = useText();
  if (rooms && entry) return <OpenArticle key={rooms.id} rooms={rooms} entry={entry} {...rest} />;
  return <Nothing text={t(missing ? "app.article.missing" : "app.article.none")} />;
}

const readOpening = ({ replica }: RoomsState) => (replica.unreadable ? "unreadable" : replica.loaded ? "loaded" : "opening");
const readRefused = ({ replica }: RoomsState) => replica.refused;
const readNotesUnreadable = ({ notesUnreadable }: RoomsState) => notesUnreadable;

function OpenArticle(props: OpenProps) {
  const t = useText();
  const state = useRoomsState(props.rooms, readOpening);
  const refused = useRoomsState(props.rooms, readRefused);
  if (state === "unreadable") return <Nothing text={t("app.article.unreadable")} />;
  if (state === "loaded") return <Page {...props} />;
  return <Nothing text={refused === null ? t("app.article.opening") : t("app.article.refused", { reason: refused })} />;
}

function Nothing({ text }: { readonly text: string }) {
  const t = useText();
  const late = useLate(SAID_AFTER);
  return (
    <main className="app-desk" aria-label={t("app.main")} data-region="article">
      {late && <p className="app-nothing">{text}</p>}
    </main>
  );
}

function Page({ rooms, entry, session, facts, takesCaret, onDraft }: OpenProps) {
  const t = useText();
  const { say, sayError } = useNotices();
  const authorOf = useAuthors(rooms, sayError);
  const mayEdit = mayWrite(entry.role, "body");
  const isCommenter = mayWrite(entry.role, "notes");
  const notesUnreadable = useRoomsState(rooms, readNotesUnreadable);
  const mayComment = isCommenter && !notesUnreadable;
  const margin = useMargin(rooms, mayComment);
  const drafting = useDrafting(margin, onDraft);
  const plugins = useMemo(() => [margin.plugin, facts.plugin], [margin, facts]);
  const onReady = useCallback(
    (handle: EditorHandle | null) => {
      if (!handle || !takesCaret(rooms.id)) return;
      const { view } = handle;
      view.dispatch(view.state.tr.setSelection(Selection.atStart(view.state.doc)));
      view.focus();
    },
    [takesCaret, rooms],
  );
  return (
    <div className="app-desk" data-drafting={drafting || undefined}>
      <main className="app-article" aria-label={t("app.main")} data-region="article">
        {!mayEdit && <p className="app-role">{t(isCommenter ? "app.role.commenter" : "app.role.reader")}</p>}
        <ArticleEditor
          doc={rooms.body}
          awareness={rooms.awareness}
          language={useArticleLanguage(rooms)}
          editable={mayEdit}
          plugins={plugins}
          onReady={onReady}
          onRefused={(reason) => say(`editor.${reason}`, { limit: LARGEST_PICTURE })}
          toolbarEnd={mayComment && <CommentButton model={margin} />}
        />
      </main>
      <div className="app-margin">
        {notesUnreadable && <p className="app-nothing">{t("app.notes.unreadable")}</p>}
        <Margin model={margin} me={session.member} mayComment={mayComment} authorOf={authorOf} />
      </div>
    </div>
  );
}

function useMargin(rooms: ArticleRooms, mayComment: boolean): MarginModel {
  const margin = useMemo(() => {
    const margin = createMargin({ body: rooms.body, notes: rooms.notes });
    margin.mayComment = mayComment;
    return margin;
  }, [rooms, mayComment]);
  useEffect(() => () => margin.destroy(), [margin]);
  return margin;
}

function useDrafting(margin: MarginModel, onDraft: () => void): boolean {
  const drafting = useSyncExternalStore(margin.subscribe, () => margin.state().arrangement.draft !== null);
  useEffect(() => {
    if (drafting) onDraft();
  }, [drafting, onDraft]);
  return drafting;
}
