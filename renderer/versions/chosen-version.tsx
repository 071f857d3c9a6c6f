import { useCallback, useMemo, useState } from "react";
import { Button, Label, Radio, RadioGroup } from "react-aria-components";
import * as Y from "yjs";
import { articleOf } from "../../shared/article/identity/article.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { projectBody } from "../../shared/article/projection/project.ts";
import { mayWrite } from "../../shared/roles.ts";
import { useLocale, useText } from "../i18n/text.tsx";
import { keysOf } from "../keys/keys.ts";
import type { VersionEntry } from "../../shared/rpc/contract.ts";
import { ComparedVersions } from "./compared-versions.tsx";
import { DeleteVersion } from "./delete-version.tsx";
import { NameVersion } from "./name-version.tsx";
import { ExportMenu, type Leaving } from "../export/index.ts";
import { PrintDialog } from "../print/index.ts";
import { openState } from "./open-state.ts";
import { timeOf, titleOf } from "./timeline.tsx";
import type { ChosenVersion } from "./use-versions.ts";
import { VersionPage } from "./version-page.tsx";
import type { VersionsScreenProps } from "./screen-props.ts";

const UNDO_KEYS = keysOf("Mod-Z").shown;
const VIEWS = ["version", "beside", "compare"] as const;
type View = (typeof VIEWS)[number];

interface Props extends VersionsScreenProps {
  readonly chosen: ChosenVersion;
  /** All versions, the newest first. */
  readonly entries: readonly VersionEntry[];
  readonly onBack: () => void;
  /** Says something aloud, and in the head. */
  readonly onSay: (words: string) => void;
  /** @returns whether it was named */
  readonly onName: (label: string) => Promise<boolean>;
  readonly onDelete: () => void;
  /** Another version was made. */
  readonly onKept: () => void;
}

/** One version: its text, alone or beside today's, and what can be done with it. */
export function ChosenVersionView(props: Props) {
  const { chosen, onBack } = props;
  const t = useText();
  const { entry, doc } = chosen;
  return (
    <>
      <div className="versions-bar">
        <Button className="app-button versions-back" onPress={onBack}>
          {t("versions.back")}
        </Button>
        <h3>
          <bdi>{titleOf(entry, t)}</bdi>
        </h3>
      </div>
      {doc instanceof Y.Doc ? (
        <OpenVersion {...props} doc={doc} />
      ) : (
        <p className="versions-empty">{t(doc === null ? "versions.opening" : "versions.unreadable")}</p>
      )}
    </>
  );
}

function OpenVersion({
  client,
  article,
  role,
  language,
  body,
  notes,
  editor,
  say,
  onError,
  onClose,
  chosen,
  entries,
  readCredits,
  onSay,
  onName,
  onDelete,
  onKept,
  doc,
}: Props & { readonly doc: Y.Doc }) {
  const t = useText();
  const locale = useLocale();
  const { entry } = chosen;
  const when = timeOf(entry.at, locale);
  const [view, setView] = useState<View>("version");
  const [block, setBlock] = useState<number | null>(null);
  const [today, setToday] = useState<Y.Doc | null>(null);
  const count = useMemo(() => projectBody(bodyOf(doc)).childCount, [doc]);
  const mayEdit = mayWrite(role, "body");
  const show = (next: View) => {
    setView(next);
    // What others write meanwhile does not move it.
    if (next === "beside") setToday(openState(Y.encodeStateAsUpdate(body)));
  };
  /** @param which a block, or null for all of it @returns whether anything changed */
  const restore = async (which: number | null): Promise<boolean | null> => {
    try {
      await client.calls.makeVersion({ article, reason: "restore", label: "" });
      const changed = editor()?.binding.restore(articleOf(doc), which) ?? false;
      onKept();
      if (view === "beside") setToday(openState(Y.encodeStateAsUpdate(body)));
      return changed;
    } catch (error) {
      onError(error);
      return null;
    }
  };
  const restoreAll = async () => {
    const changed = await restore(null);
    if (changed === null) return;
    if (!changed) {
      onSay(t("versions.same"));
      return;
    }
    say("versions.restored", { when, keys: UNDO_KEYS });
    onClose();
    editor()?.view.focus();
  };
  const [printed, setPrinted] = useState<Leaving | null>(null);
  const closePrint = useCallback(() => setPrinted(null), []);
  const leave = (): Leaving => ({ doc, notes, article, language, at: entry.at, name: titleOf(entry, t), client });
  const restoreBlock = async () => {
    const changed = block === null ? null : await restore(block);
    if (changed !== null) onSay(t(changed ? "versions.restoredBlock" : "versions.sameBlock"));
  };
  return (
    <>
      <div className="versions-bar">
        <RadioGroup className="app-choice versions-views" orientation="horizontal" value={view} onChange={(value) => show(value as View)}>
          <Label className="versions-hidden">{t("versions.view")}</Label>
          <div className="app-options">
            {VIEWS.map((one) => (
              <Radio key={one} value={one} className="app-option">
                {t(`versions.view.${one}`)}
              </Radio>
            ))}
          </div>
        </RadioGroup>
        <span className="app-space" />
        <ExportMenu read={leave} onPrint={setPrinted} onCopied={(said) => onSay(t(said))} onError={onError}>
          <Button className="app-button">{t("export.name")}</Button>
        </ExportMenu>
        <PrintDialog leaving={printed} onClose={closePrint} onError={onError} />
        {mayEdit && <NameVersion label={entry.label} onName={onName} />}
        {(role === "owner" || entry.isHere) && <DeleteVersion onDelete={onDelete} />}
        {mayEdit && (
          <Button className="app-button app-primary" onPress={() => void restoreAll()}>
            {t("versions.restore")}
          </Button>
        )}
      </div>
      {view === "compare" && <ComparedVersions {...{ client, article, language, body, entry, doc, entries, readCredits, onError }} />}
      <div className="versions-pages" hidden={view === "compare"}>
        <VersionPage doc={doc} name={t("versions.page", { when })} language={language} {...(mayEdit && { onChoose: setBlock })} />
        {view === "beside" && today && (
          <div className="versions-page-with-name">
            <h4>{t("versions.today")}</h4>
            <VersionPage doc={today} name={t("versions.today")} language={language} />
          </div>
        )}
      </div>
      {mayEdit && view !== "compare" && (
        <div className="versions-bar versions-foot">
          <output>
            {block === null
              ? t("versions.block.none")
              : block === 0
                ? t("versions.block.headline")
                : t("versions.block", { number: block, count: count - 1 })}
          </output>
          <span className="app-space" />
          <Button className="app-button" isDisabled={block === null} onPress={() => void restoreBlock()}>
            {t("versions.restoreBlock")}
          </Button>
        </div>
      )}
    </>
  );
}
