import { useText } from "../../i18n/text.tsx";
import { useSelected } from "../../store/use-store.ts";
import type { ReplicaState } from "../../../shared/sync/replica.ts";
import type { OpenDraft } from "../article/open-draft.ts";
import { useCoreState } from "../core/context.tsx";
import type { CoreState } from "../core/core-store.ts";
import { useLasting } from "../frame/hooks.ts";

const readPending = ({ pending }: ReplicaState): boolean => pending;
const readUp = ({ up }: CoreState): boolean => up;
/** Milliseconds for which a draft must have been stored before the line says so. */
const STEADY = 1000;

/** Where a draft's changes are saved, in the place of the article's sync state: it is never sent anywhere (DR1). */
export function DraftState({ draft }: { readonly draft: OpenDraft }) {
  const t = useText();
  const pending = useSelected(draft.state, readPending);
  const isUp = useCoreState(readUp);
  const wasPending = useLasting(pending, STEADY);
  const state = !isUp && pending ? "drafts.state.window" : pending || wasPending ? "drafts.state.saving" : "drafts.state";
  return (
    <output aria-label={t("app.sync")} aria-live="off" className="app-sync" data-kind={state === "drafts.state" ? "computer" : "saving"}>
      {t(state)}
    </output>
  );
}
