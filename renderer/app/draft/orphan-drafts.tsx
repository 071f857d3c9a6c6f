import { Button } from "react-aria-components";
import type { DraftEntry } from "../../../shared/rpc/contract.ts";
import { useText } from "../../i18n/text.tsx";

interface Props {
  readonly drafts: readonly DraftEntry[];
  readonly onOpen: (article: string) => void;
}

/** Leads to the drafts whose articles are gone from this computer, and from the list (DR10). */
export function OrphanDrafts({ drafts, onOpen }: Props) {
  const t = useText();
  const orphans = drafts.filter(({ isOrphan }) => isOrphan);
  if (orphans.length === 0) return null;
  return (
    <section className="app-orphan-drafts" aria-label={t("drafts.orphans")}>
      <h2>{t("drafts.orphans")}</h2>
      <ul>
        {orphans.map(({ article, title }) => (
          <li key={article}>
            <Button className="app-text-button" onPress={() => onOpen(article)}>
              <bdi>{title || t("app.untitled")}</bdi>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
