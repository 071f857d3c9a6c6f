import { memo, useDeferredValue, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { Button, Checkbox } from "react-aria-components";
import { NOTE_KINDS, type FindingKind, type NoteKind } from "../../shared/style/finding.ts";
import { PROFILES, type ProfileName } from "../../shared/style/profile.ts";
import { useText } from "../i18n/text.tsx";
import { CloseButton } from "../theme/close-button.tsx";
import { useStore } from "../store/use-store.ts";
import { FindingRow, type RowActions } from "./finding-row.tsx";
import type { OpenFindings } from "./open-findings.ts";
import type { PlacedFinding } from "./placed-finding.ts";
import "./style.css";

/** So many of one kind are listed: with more, one accepts all of the kind or goes through the text. */
const LISTED = 25;

const PROFILE_NAMES = Object.keys(PROFILES) as ProfileName[];

interface Props {
  readonly model: OpenFindings;
  /** Null where the article is in a language without house style. */
  readonly profile: ProfileName | null;
  readonly onProfile: (profile: ProfileName) => void;
  readonly isSpelling: boolean;
  readonly onSpelling: (isOn: boolean) => void;
  /** Brings a finding into view. */
  readonly onShow: (finding: PlacedFinding) => void;
  /** Told when the text of a finding has changed since. */
  readonly onLate: () => void;
  readonly onClose: () => void;
  /** Ignores a finding wherever its words stand, at every desk, or adds a word to the dictionary; null for whoever may not. */
  readonly onIgnoreForAll: ((finding: PlacedFinding) => void) | null;
  /** Shows the newsroom's lists. */
  readonly onManage: () => void;
}

/** What house style says of the open article, kind by kind, each with its reason; to accept or to ignore (HS26–HS28). */
export function StylePanel({
  model,
  profile,
  onProfile,
  isSpelling,
  onSpelling,
  onShow,
  onLate,
  onClose,
  onIgnoreForAll,
  onManage,
}: Props) {
  const t = useText();
  // Hundreds of rows are rendered between two keys, and not before the next.
  const findings = useDeferredValue(useStore(model.list));
  const ignored = useStore(model.ignoredCount);
  const panel = useRef<HTMLElement>(null);
  const byKind = useMemo(() => Map.groupBy(findings, ({ kind }) => kind), [findings]);
  /** The row goes: the focus is on the next one before it does. */
  const leave = (row: Element | null | undefined): void => {
    const next = nextRow(row) ?? panel.current?.querySelector(".style-head button");
    if (next instanceof HTMLElement) next.focus();
  };
  const act = (row: Element | null | undefined, does: () => boolean): void => {
    leave(row);
    if (!does()) onLate();
  };
  const live = useRef<Actions | null>(null);
  useLayoutEffect(() => {
    live.current = {
      onShow,
      onAccept: (finding, row) => act(row, () => model.accept(finding)),
      onAcceptAll: (kind, head) => act(head, () => model.acceptAll(kind)),
      onSuggest: (finding) => {
        onShow(finding);
        model.showMenu(finding);
      },
      onIgnore: (finding, where, row) => {
        leave(row);
        if (where === "newsroom") onIgnoreForAll?.(finding);
        else model.ignore(finding, where);
      },
    };
  });
  const [actions] = useState<Actions>(() => ({
    onShow: (finding) => live.current?.onShow(finding),
    onAccept: (finding, row) => live.current?.onAccept(finding, row),
    onAcceptAll: (kind, head) => live.current?.onAcceptAll(kind, head),
    onSuggest: (finding) => live.current?.onSuggest(finding),
    onIgnore: (finding, where, row) => live.current?.onIgnore(finding, where, row),
  }));
  return (
    <section className="style-panel" aria-label={t("style.name")} ref={panel}>
      <div className="style-head">
        <h2>{t("style.name")}</h2>
        <output aria-live="polite">{t("style.count", { count: findings.length })}</output>
        {profile !== null && (
          <label className="style-profile">
            <span aria-hidden="true">{t("style.profile")}</span>
            <select aria-label={t("style.profile")} value={profile} onChange={({ target }) => onProfile(target.value as ProfileName)}>
              {PROFILE_NAMES.map((name) => (
                <option key={name} value={name}>
                  {t(`style.profile.${name}`)}
                </option>
              ))}
            </select>
          </label>
        )}
        <Checkbox className="app-check style-spelling" isSelected={isSpelling} onChange={onSpelling}>
          {t("style.spelling")}
        </Checkbox>
        {ignored > 0 && (
          <Button className="app-button style-plain" onPress={() => model.clearIgnored()}>
            {t("style.restore", { count: ignored })}
          </Button>
        )}
        <Button className="app-button style-plain" onPress={onManage}>
          {t("lists.open")}
        </Button>
        <CloseButton name={t("app.close")} keys="Esc" onPress={onClose} />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Its rows take the arrows, by one listener. */}
      <div className="style-list" onKeyDown={(event) => onArrow(event, onClose)}>
        {NOTE_KINDS.filter((kind) => byKind.has(kind)).map((kind) => (
          <KindList key={kind} kind={kind} findings={byKind.get(kind)!} actions={actions} mayIgnoreForAll={onIgnoreForAll !== null} />
        ))}
      </div>
    </section>
  );
}

/** The row that a person comes to after this one: the next of its list, the one before, or one of the next list. */
function nextRow(row: Element | null | undefined): Element | null | undefined {
  const list = row?.closest("section section");
  const near = row?.matches("li") ? (row.nextElementSibling ?? row.previousElementSibling) : null;
  return near ?? list?.nextElementSibling?.querySelector("li") ?? list?.previousElementSibling?.querySelector("li:last-child");
}

/** Up and down go from row to row; Escape closes. */
function onArrow(event: KeyboardEvent, onClose: () => void): void {
  if (event.key === "Escape") {
    event.stopPropagation();
    onClose();
    return;
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("li")];
  const now = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.min(rows.length - 1, Math.max(0, now + (event.key === "ArrowDown" ? 1 : -1)))];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

interface Actions extends RowActions {
  readonly onAcceptAll: (kind: FindingKind, head: Element | null) => void;
}

interface KindProps {
  readonly kind: NoteKind;
  readonly findings: readonly PlacedFinding[];
  readonly actions: Actions;
  readonly mayIgnoreForAll: boolean;
}

const KindList = memo(function KindList({ kind, findings, actions, mayIgnoreForAll }: KindProps) {
  const t = useText();
  const head = useRef<HTMLDivElement>(null);
  const listed = findings.slice(0, LISTED);
  const keys = keysOf(listed);
  const name = t(`style.kind.${kind}`);
  return (
    <section className="style-kind" aria-label={name}>
      <div className="style-kind-head" ref={head}>
        <h3>{name}</h3>
        <p>{t(`style.why.${kind}`)}</p>
        {/* Each misspelt word has to be decided by itself. */}
        {kind !== "spelling" && (
          <Button className="app-button" onPress={() => actions.onAcceptAll(kind, head.current)}>
            {t("style.acceptAll", { count: findings.length })}
          </Button>
        )}
      </div>
      <ul>
        {listed.map((finding, index) => (
          <FindingRow key={keys[index]} finding={finding} actions={actions} mayIgnoreForAll={mayIgnoreForAll} />
        ))}
      </ul>
      {findings.length > LISTED && <p className="style-more">{t("style.more", { count: findings.length - LISTED })}</p>}
    </section>
  );
});

/** Keys by what the rows say: a row that goes takes its buttons with it, although findings are other objects each time. */
function keysOf(findings: readonly PlacedFinding[]): string[] {
  const known = new Map<string, number>();
  return findings.map(({ words, mended, context }) => {
    const said = [words, mended, context].join("\n");
    const times = known.get(said) ?? 0;
    known.set(said, times + 1);
    return `${said}\n${times}`;
  });
}
