import { useEffect, useState, type ReactNode } from "react";
import { Button } from "react-aria-components";
import { mayWrite } from "../../shared/roles.ts";
import type { ReplicaState } from "../../shared/sync/replica.ts";
import { useText } from "../i18n/text.tsx";
import { ErrorBoundary } from "../theme/error-boundary.tsx";
import { useSelected } from "../store/use-store.ts";
import type { ArticleRooms, RoomsState } from "./article/article-rooms.ts";
import type { OpenDraft } from "./article/open-draft.ts";
import { DraftBar } from "./draft/draft-bar.tsx";
import { KeptPlace } from "./draft/kept-place.ts";
import { rememberBroken } from "./article/broken-articles.ts";
import { useArticleLanguage, useRoomsState } from "./article/use-article.ts";
import { useLate } from "./frame/hooks.ts";
import { ArticlePage, type OpenEntry, type OpenProps, type ScreenProps } from "./article-page.tsx";

/** Milliseconds before the window says that an article is being opened: most load in less. */
const SAID_AFTER = 600;

interface Props extends ScreenProps {
  readonly rooms: ArticleRooms | null;
  /** Undefined while it is not known. */
  readonly entry: OpenEntry | null | undefined;
  /** The address names an article that this desk does not have. */
  readonly missing: boolean;
  /** Opens an article that broke the window before; null when it did not. */
  readonly onRelease: (() => void) | null;
}

/** What the window shows of the article that its address names: its page, that of its draft, or why there is none. */
export function ArticleScreen({ rooms, entry, missing, onRelease, ...rest }: Props) {
  const t = useText();
  const [keptPlace] = useState(() => new KeptPlace());
  if (onRelease)
    return (
      <Nothing
        text={t("app.article.held")}
        action={
          <Button className="app-button" onPress={onRelease}>
            {t("app.article.release")}
          </Button>
        }
      />
    );
  if (rooms && entry) {
    const { isShown, draft } = rest.shownDraft;
    return (
      <ErrorBoundary key={`${isShown ? "draft" : "article"}/${rooms.id}`} part="page" onError={() => rememberBroken(rooms.id)}>
        {!isShown && <OpenArticle rooms={rooms} entry={entry} keptPlace={keptPlace} {...rest} />}
        {isShown && draft && <DraftPage rooms={rooms} entry={entry} draft={draft} keptPlace={keptPlace} {...rest} />}
      </ErrorBoundary>
    );
  }
  return <Nothing text={t(missing ? "app.article.missing" : "app.article.none")} />;
}

const readOpening = ({ replica, isTextLoaded }: RoomsState) => (replica.unreadable ? "unreadable" : isTextLoaded ? "loaded" : "opening");
const readRefused = ({ replica }: RoomsState) => replica.refused;

function OpenArticle(props: OpenProps) {
  const t = useText();
  const state = useRoomsState(props.rooms, readOpening);
  const refused = useRoomsState(props.rooms, readRefused);
  if (state === "unreadable") return <Nothing text={t("app.article.unreadable")} />;
  if (state === "loaded") return <ArticlePage draft={null} {...props} />;
  return <Nothing text={refused === null ? t("app.article.opening") : t("app.article.refused", { reason: refused })} />;
}

const readDraft = ({ loaded, unreadable }: ReplicaState) => (unreadable ? "unreadable" : loaded ? "loaded" : "opening");

/** A draft in the place of its article, with a bar across it that says so (DR8). */
function DraftPage(props: OpenProps & { readonly draft: OpenDraft }) {
  const t = useText();
  const { draft, rooms, entry, shownDraft } = props;
  const state = useSelected(draft.state, readDraft);
  const language = useArticleLanguage(draft);
  const mayBring = mayWrite(entry.role, "body") && !shownDraft.isOrphan;
  useEffect(() => draft.allow(mayBring), [draft, mayBring]);
  return (
    <div className="draft-frame">
      <DraftBar shown={shownDraft} draft={draft} language={language} mayWrite={mayWrite(entry.role, "body")} />
      {state === "loaded" ? (
        <ArticlePage key={rooms.id} {...props} />
      ) : (
        <Nothing text={t(state === "unreadable" ? "drafts.unreadable" : "app.article.opening")} />
      )}
    </div>
  );
}

function Nothing({ text, action }: { readonly text: string; readonly action?: ReactNode }) {
  const t = useText();
  const late = useLate(SAID_AFTER);
  return (
    <main className="app-desk" aria-label={t("app.main")} data-region="article">
      {late && (
        <div className="app-nothing">
          <p>{text}</p>
          {action}
        </div>
      )}
    </main>
  );
}
