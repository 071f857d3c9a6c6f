import type { RefObject } from "react";
import type { ArticleBlock } from "../../../shared/compare/compared-article.ts";
import { baseDirectionOf } from "../../../shared/article/model/language.ts";
import type { EditorHandle } from "../../editor/index.ts";
import { useText } from "../../i18n/text.tsx";
import { showBlock } from "../../returning/repairs.ts";
import { ReturningPanel } from "../../returning/returning-panel.tsx";
import { useNotices } from "../frame/notices.tsx";
import type { ArticleRooms } from "./article-rooms.ts";
import { useArticleLanguage } from "./use-article.ts";
import { useCollided } from "./use-collided.ts";

interface Props {
  readonly rooms: ArticleRooms;
  readonly editor: RefObject<EditorHandle | null>;
  readonly mayEdit: boolean;
  /** Told what the core refused. */
  readonly onError: (error: unknown) => void;
}

/** Shows what collided in an article while this desk was away from the relay, until somebody has looked; nothing where nothing did. */
export function Returning({ rooms, editor, mayEdit, onError }: Props) {
  const t = useText();
  const { say } = useNotices();
  const language = useArticleLanguage(rooms);
  const { collided, onSeen, onClose } = useCollided(rooms, onError);
  const onShow = (block: ArticleBlock): void => {
    if (editor.current) showBlock(editor.current.view, block);
  };
  const isShown = collided.length > 0;
  return (
    <>
      {/* It is there before it says anything: a screen reader announces what changes. */}
      <span className="app-hidden" aria-live="polite">
        {isShown && t("returning.found", { count: collided.length })}
      </span>
      {isShown && (
        <ReturningPanel
          collided={collided}
          body={rooms.body}
          language={language}
          direction={baseDirectionOf(language)}
          mayEdit={mayEdit}
          onShow={onShow}
          editor={() => editor.current}
          onLate={() => say("returning.late")}
          onSettled={onSeen}
          onClose={() => {
            onSeen();
            onClose();
          }}
        />
      )}
    </>
  );
}
