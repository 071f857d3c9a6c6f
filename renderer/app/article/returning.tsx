import type { Command } from "prosemirror-state";
import { useEffect, useRef, useState, type RefObject } from "react";
import type { Collision } from "../../../shared/compare/collisions.ts";
import type { ArticleBlock } from "../../../shared/compare/compared-article.ts";
import { baseDirectionOf } from "../../../shared/article/model/language.ts";
import type { EditorHandle } from "../../editor/index.ts";
import { useText } from "../../i18n/text.tsx";
import { Absence } from "../../returning/absence.ts";
import { showBlock } from "../../returning/repairs.ts";
import { ReturningPanel } from "../../returning/returning-panel.tsx";
import { useNotices } from "../frame/notices.tsx";
import type { ArticleRooms } from "./article-rooms.ts";
import { useArticleLanguage } from "./use-article.ts";

interface Props {
  readonly rooms: ArticleRooms;
  readonly editor: RefObject<EditorHandle | null>;
  readonly mayEdit: boolean;
  /** Whether a Yjs client is one of this member. */
  readonly isOwn: (client: number) => boolean;
}

/** Shows what collided in an article while this desk was away from the relay, once it is back; nothing where nothing did. */
export function Returning({ rooms, editor, mayEdit, isOwn }: Props) {
  const t = useText();
  const { say } = useNotices();
  const language = useArticleLanguage(rooms);
  const [collisions, setCollisions] = useState<readonly Collision[]>([]);
  const own = useRef(isOwn);
  useEffect(() => {
    own.current = isOwn;
  }, [isOwn]);
  useEffect(() => {
    const absence = new Absence(rooms.body, rooms.state, (client) => own.current(client), setCollisions);
    return () => absence.destroy();
  }, [rooms]);
  const onShow = (block: ArticleBlock): void => {
    if (editor.current) showBlock(editor.current.view, block);
  };
  const run = (command: Command): boolean => {
    const view = editor.current?.view;
    return view ? command(view.state, (tr) => view.dispatch(tr)) : false;
  };
  const isShown = collisions.length > 0;
  return (
    <>
      {/* It is there before it says anything: a screen reader announces what changes. */}
      <span className="app-hidden" aria-live="polite">
        {isShown && t("returning.found", { count: collisions.length })}
      </span>
      {isShown && (
        <ReturningPanel
          collisions={collisions}
          language={language}
          direction={baseDirectionOf(language)}
          mayEdit={mayEdit}
          onShow={onShow}
          run={run}
          onLate={() => say("returning.late")}
          onClose={() => setCollisions([])}
        />
      )}
    </>
  );
}
