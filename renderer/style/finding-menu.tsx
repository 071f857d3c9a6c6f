import { useEffect, useLayoutEffect, useRef, useState, type Key } from "react";
import { Menu, MenuItem, MenuSection, Popover } from "react-aria-components";
import { useText } from "../i18n/text.tsx";
import { useStore } from "../store/use-store.ts";
import type { IgnoredWhere } from "./ignored.ts";
import type { OpenFindings } from "./open-findings.ts";
import type { PlacedFinding } from "./placed-finding.ts";

interface FindingActions {
  /** Writes a replacement; that of the finding when none is given. */
  readonly onAccept: (finding: PlacedFinding, replacement?: string) => void;
  readonly onIgnore: (finding: PlacedFinding, where: IgnoredWhere | "newsroom") => void;
  /** Adds a word to the newsroom's dictionary. */
  readonly onAddWord: (finding: PlacedFinding) => void;
  /** Whether this person may change the newsroom's lists. */
  readonly mayChangeLists: boolean;
}

interface Props extends FindingActions {
  readonly model: OpenFindings;
  /** Called when it is closed, so that the text has the focus again. */
  readonly onClosed: () => void;
}

/** The menu of a finding in the text: what it proposes, and what one can do besides (SP6). */
export function FindingMenu({ model, onClosed, ...actions }: Props) {
  const finding = useStore(model.menu);
  if (!finding) return null;
  return <ShownMenu key={finding.words + finding.context} model={model} finding={finding} onClosed={onClosed} {...actions} />;
}

function ShownMenu({ model, finding, onClosed, ...actions }: Props & { readonly finding: PlacedFinding }) {
  const t = useText();
  const anchor = useRef<HTMLSpanElement>(null);
  const suggested = useSuggestions(model, finding);
  const [isPlaced, setPlaced] = useState(false);
  useLayoutEffect(() => {
    const [rect, element] = [model.rectOf(finding), anchor.current];
    if (!rect || !element) return;
    Object.assign(element.style, {
      insetBlockStart: `${rect.top}px`,
      left: `${rect.left}px`,
      inlineSize: `${rect.width}px`,
      blockSize: `${rect.height}px`,
    });
    // Only now is there something to stand at.
    setPlaced(true); // oxlint-disable-line react/set-state-in-effect
  }, [model, finding]);
  const close = (): void => {
    model.closeMenu();
    onClosed();
  };
  const does = (key: Key): void => {
    const [what = "", word = ""] = String(key).split("\n");
    close();
    if (what === "use") actions.onAccept(finding, word);
    else if (what === "accept") actions.onAccept(finding);
    else if (what === "add") actions.onAddWord(finding);
    else if (what !== "none") actions.onIgnore(finding, what as IgnoredWhere | "newsroom");
  };
  const isMisspelt = finding.kind === "spelling";
  return (
    <>
      <span ref={anchor} className="style-anchor" aria-hidden="true" />
      <Popover
        className="app-popover"
        aria-label={t("style.menu", { words: finding.words })}
        placement="bottom start"
        triggerRef={anchor}
        isOpen={isPlaced}
        onOpenChange={(isOpen) => {
          if (!isOpen) close();
        }}
      >
        <Menu
          // Another one when suggestions come, whose first item takes the focus: that of the item that said "looking" went with it.
          key={suggested ? "suggested" : "waits"}
          className="app-choices"
          aria-label={t("style.menu", { words: finding.words })}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- It opens because one asked for it, and closes by Escape.
          autoFocus="first"
          onAction={does}
        >
          <MenuSection aria-label={t(`style.kind.${finding.kind}`)}>
            {isMisspelt ? (
              (suggested ?? []).map((word) => (
                <MenuItem key={word} id={`use\n${word}`} className="app-choice-item" textValue={word}>
                  <bdi className="style-suggested">{word}</bdi>
                </MenuItem>
              ))
            ) : (
              <MenuItem id="accept" className="app-choice-item" textValue={finding.mended}>
                <bdi className="style-suggested">{finding.mended}</bdi>
              </MenuItem>
            )}
            {isMisspelt && (suggested?.length ?? 0) === 0 && (
              <MenuItem id="none" className="app-choice-item style-none">
                {t(suggested ? "style.suggest.none" : "style.suggest.waits")}
              </MenuItem>
            )}
          </MenuSection>
          <MenuSection aria-label={t("style.menu.more")} className="style-menu-more">
            {isMisspelt && actions.mayChangeLists && (
              <MenuItem id="add" className="app-choice-item">
                {t("style.addWord")}
              </MenuItem>
            )}
            <MenuItem id="here" className="app-choice-item">
              {t("style.ignore.here")}
            </MenuItem>
            <MenuItem id="article" className="app-choice-item">
              {t("style.ignore.article")}
            </MenuItem>
            {!isMisspelt && actions.mayChangeLists && (
              <MenuItem id="newsroom" className="app-choice-item">
                {t("style.ignore.newsroom")}
              </MenuItem>
            )}
          </MenuSection>
        </Menu>
      </Popover>
    </>
  );
}

/** @returns null while they are looked for */
function useSuggestions(model: OpenFindings, finding: PlacedFinding): readonly string[] | null {
  const [suggested, setSuggested] = useState<readonly string[] | null>(null);
  useEffect(() => {
    if (finding.kind !== "spelling") return undefined;
    let isWanted = true;
    const take = (words: readonly string[]): void => {
      if (isWanted) setSuggested(words);
    };
    model.suggest(finding).then(take, () => take([]));
    return () => {
      isWanted = false;
    };
  }, [model, finding]);
  return suggested;
}
