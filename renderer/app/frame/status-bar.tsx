import { memo } from "react";
import type { Session } from "../../../shared/rpc/contract.ts";
import { useText } from "../../i18n/text.tsx";
import type { RememberedChoice, SuggestingMode, TextView } from "../../suggestions/index.ts";
import type { Readable } from "../../store/store.ts";
import { useSelected } from "../../store/use-store.ts";
import type { ArticleFacts, Facts } from "../article/article-facts.ts";
import type { ArticleRooms } from "../article/article-rooms.ts";
import type { OpenDraft } from "../article/open-draft.ts";
import { DraftState } from "../draft/draft-state.tsx";
import { SuggestingState } from "../article/suggesting-button.tsx";
import { TextViewState } from "../article/text-view-menu.tsx";
import type { Follow } from "../presence/follow.ts";
import { QuietState } from "../presence/quiet-state.tsx";
import { FollowState } from "../presence/follow-state.tsx";
import { WordCount } from "./word-count.tsx";
import { LanguageSelect, LanguageThereSelect } from "./language-select.tsx";
import { ProgressLine } from "../sync/progress-line.tsx";
import { OfflineSwitch, SyncLine } from "../sync/sync-line.tsx";

interface Props {
  readonly rooms: ArticleRooms | null;
  readonly facts: ArticleFacts;
  readonly suggesting: SuggestingMode;
  readonly textView: RememberedChoice<TextView>;
  /** The draft that is shown in the place of the article; null for none. */
  readonly draft: OpenDraft | null;
  readonly follow: Follow;
  readonly isQuiet: Readable<boolean>;
  readonly mayEdit: boolean;
  readonly session: Session;
}

/** The bar below the page: words, direction and language of the article, and where its changes are saved. */
export const StatusBar = memo(function StatusBar({ rooms, facts, suggesting, textView, draft, follow, isQuiet, mayEdit, session }: Props) {
  const t = useText();
  return (
    <footer className="app-status" aria-label={t("app.status")} data-region="status">
      {rooms && <WordCount facts={facts} rooms={rooms} mayEdit={mayEdit && !draft} />}
      {rooms && <DirectionLine facts={facts} />}
      {rooms && <LanguageSelect rooms={rooms} mayEdit={mayEdit && !draft} />}
      {rooms && mayEdit && <LanguageThereSelect facts={facts} />}
      <SuggestingState mode={suggesting} />
      <TextViewState choice={textView} />
      {rooms && <QuietState isQuiet={isQuiet} />}
      {rooms && <FollowState follow={follow} rooms={rooms} me={session.member.id} />}
      <span className="app-space" />
      <ProgressLine />
      {draft ? (
        <DraftState key={draft.id} draft={draft} />
      ) : rooms ? (
        <SyncLine key={rooms.id} rooms={rooms} session={session} />
      ) : (
        <output aria-label={t("app.sync")} className="app-sync">
          {t("app.sync.none")}
        </output>
      )}
      <OfflineSwitch session={session} />
    </footer>
  );
});

const readDirection = (facts: Facts | null) => facts?.direction ?? null;

const DirectionLine = memo(function DirectionLine({ facts }: { readonly facts: ArticleFacts }) {
  const t = useText();
  const direction = useSelected(facts.facts, readDirection);
  return direction && <span className="app-direction">{t(`app.direction.${direction}`)}</span>;
});
