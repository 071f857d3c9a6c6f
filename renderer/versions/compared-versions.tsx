import { useEffect, useMemo, useState } from "react";
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components";
import * as Y from "yjs";
import { baseDirectionOf, type ArticleLanguage } from "../../shared/article/model/language.ts";
import { compareArticles } from "../../shared/compare/compare.ts";
import { comparedArticle } from "../../shared/compare/compared-article.ts";
import type { RpcClient } from "../../shared/rpc/client.ts";
import type { Erasure, VersionEntry } from "../../shared/rpc/contract.ts";
import { useLocale, useText } from "../i18n/text.tsx";
import { DownIcon } from "../theme/icons.tsx";
import { writersIn, type Credits } from "./article-writers.ts";
import { CompareView } from "./compare-view.tsx";
import { erasersIn } from "./erasers.ts";
import { openState } from "./open-state.ts";
import { timeOf, titleOf } from "./timeline.tsx";

/** Stands for the text as it is now. */
const NOW = "now";

interface Props {
  readonly client: RpcClient;
  readonly article: string;
  readonly language: ArticleLanguage;
  /** The article as it is now. */
  readonly body: Y.Doc;
  readonly entry: VersionEntry;
  readonly doc: Y.Doc;
  /** All versions, the newest first. */
  readonly entries: readonly VersionEntry[];
  readonly readCredits: () => Promise<Credits>;
  readonly onError: (error: unknown) => void;
}

/** One version compared with the text now, or with another version; of two versions the older one comes first. */
export function ComparedVersions({ client, article, language, body, entry, doc, entries, readCredits, onError }: Props) {
  const t = useText();
  const locale = useLocale();
  const [chosen, setChosen] = useState(NOW);
  const [other, setOther] = useState<Y.Doc | null>(() => openState(Y.encodeStateAsUpdate(body)));
  const [credits, setCredits] = useState<Credits | null>(null);
  const [erasures, setErasures] = useState<readonly Erasure[]>([]);
  useEffect(() => {
    let isClosed = false;
    readCredits().then(
      // A function would be taken for one that makes the state.
      (read) => isClosed || setCredits(() => read),
      (error: unknown) => isClosed || onError(error),
    );
    client.calls.erasures({ article }).then(
      (known) => isClosed || setErasures(known),
      (error: unknown) => isClosed || onError(error),
    );
    return () => {
      isClosed = true;
    };
  }, [client, article, readCredits, onError]);
  const choose = (id: string) => {
    setChosen(id);
    if (id === NOW) {
      setOther(openState(Y.encodeStateAsUpdate(body)));
      return;
    }
    setOther(null);
    client.calls
      .version({ article, version: id })
      .then(({ state }) => setOther(openState(state)))
      .catch(onError);
  };
  const at = entries.find(({ id }) => id === chosen)?.at ?? Number.POSITIVE_INFINITY;
  const [before, after] = at < entry.at ? [other, doc] : [doc, other];
  const comparison = useMemo(() => before && after && compareArticles(comparedArticle(before), comparedArticle(after)), [before, after]);
  const writersOf = useMemo(() => (before && after && credits ? writersIn(before, after, credits) : null), [before, after, credits]);
  const erasersOf = useMemo(
    () => (before && after && erasures.length > 0 ? erasersIn(before, after, erasures) : null),
    [before, after, erasures],
  );
  return (
    <div className="versions-compared">
      <Select className="versions-other" selectedKey={chosen} onSelectionChange={(key) => key !== null && choose(String(key))}>
        <Label>{t("versions.compareWith")}</Label>
        <Button className="app-button">
          <SelectValue />
          <DownIcon />
        </Button>
        <Popover className="app-popover">
          <ListBox className="app-choices">
            <ListBoxItem id={NOW} className="app-choice-item">
              {t("versions.today")}
            </ListBoxItem>
            {entries
              .filter(({ id }) => id !== entry.id)
              .map((one) => (
                <ListBoxItem key={one.id} id={one.id} className="app-choice-item" textValue={titleOf(one, t)}>
                  <bdi>{titleOf(one, t)}</bdi> · {timeOf(one.at, locale)}
                </ListBoxItem>
              ))}
          </ListBox>
        </Popover>
      </Select>
      {comparison ? (
        <CompareView
          comparison={comparison}
          language={language}
          direction={baseDirectionOf(language)}
          {...(writersOf && { writersOf })}
          {...(erasersOf && { erasersOf })}
        />
      ) : (
        <p className="versions-empty">{t("versions.opening")}</p>
      )}
    </div>
  );
}
