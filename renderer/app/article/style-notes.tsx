import { TextSelection } from "prosemirror-state";
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from "react";
import type { ArticleLanguage } from "../../../shared/article/model/language.ts";
import { isAddedLanguage, type AddedLanguage } from "../../../shared/spelling/added-dictionary.ts";
import { PROFILES, type ProfileName } from "../../../shared/style/profile.ts";
import type { EditorHandle } from "../../editor/index.ts";
import { useStore } from "../../store/use-store.ts";
import {
  AddedSpelling,
  FindingHighlights,
  FindingMenu,
  IgnoredFindings,
  OpenFindings,
  StyleButton,
  StylePanel,
  WorkerChecker,
  WorkerSpellingChecker,
  type PlacedFinding,
} from "../../style/index.ts";
import { RememberedChoice } from "../../suggestions/index.ts";
import { useCore, useCoreState } from "../core/context.tsx";
import type { CoreState } from "../core/core-store.ts";
import { useNotices } from "../frame/notices.tsx";
import { ListsDialog } from "../lists/lists-dialog.tsx";
import type { SharedLists } from "../lists/use-newsroom-lists.ts";

/** Off, or the profile that one checks by; the first is what holds while nobody chose. */
const CHOICES = ["off", ...(Object.keys(PROFILES) as ProfileName[])] as [StyleChoice, ...StyleChoice[]];
type StyleChoice = "off" | ProfileName;

/** Whether spelling is checked with house style; the first is what holds while nobody chose. */
const SPELLING = ["on", "off"] as const;
type SpellingChoice = (typeof SPELLING)[number];

export interface StyleNotes {
  readonly model: OpenFindings;
  readonly spelling: RememberedChoice<SpellingChoice>;
  readonly choice: RememberedChoice<StyleChoice>;
  readonly dictionaries: AddedSpelling;
}

/** Whether anything is checked in articles of this language: Persian has a house style and a dictionary, English a dictionary, and others what a person added. */
export const isChecked = (language: ArticleLanguage, added: readonly AddedLanguage[]): boolean =>
  !isAddedLanguage(language) || added.includes(language);

const NONE: readonly AddedLanguage[] = [];
const readDictionaries = ({ dictionaries }: CoreState) => dictionaries;

/** Languages for which a person added a dictionary; another array when any dictionary is another one. */
export const useAddedLanguages = (): readonly AddedLanguage[] => {
  const dictionaries = useCoreState(readDictionaries);
  return useMemo(() => dictionaries?.map(({ language }) => language) ?? NONE, [dictionaries]);
};

/**
 * House style and spelling of one article, for as long as it is open.
 * @param language that it is in; null where it may not be edited here
 */
export function useStyleNotes(article: string, member: string, language: ArticleLanguage | null, { lists }: SharedLists): StyleNotes {
  const { sayError } = useNotices();
  const { calls } = useCore().client;
  const added = useAddedLanguages();
  const notes = useMemo(() => {
    const choice = new RememberedChoice<StyleChoice>(CHOICES, () => localStorage);
    const spelling = new RememberedChoice<SpellingChoice>(SPELLING, () => localStorage);
    const ignored = new IgnoredFindings(() => localStorage, article, member);
    const dictionaries = new AddedSpelling((one) => calls.dictionary({ language: one }));
    const model = new OpenFindings({
      checker: new WorkerChecker(),
      speller: new WorkerSpellingChecker(dictionaries),
      ignored,
      onError: sayError,
      drawing: (view, blocksIn) => new FindingHighlights(view, blocksIn),
    });
    return { choice, spelling, model, dictionaries };
  }, [article, member, sayError, calls]);
  const { model, choice, spelling, dictionaries } = notes;
  useEffect(() => {
    choice.follow(language !== null && isChecked(language, added) ? `tahrir.style/${member}` : null);
    spelling.follow(`tahrir.spelling/${member}`);
    const follow = (): void => {
      const chosen = choice.value.get();
      const isSpelling = spelling.value.get() === "on";
      if (chosen === "off" || language === null) model.follow(null);
      else model.follow({ profile: language === "fa" ? chosen : null, isSpelling, language, added });
    };
    // Those that were added or replaced meanwhile are read anew.
    dictionaries.stop();
    follow();
    const stops = [choice.value.subscribe(follow), spelling.value.subscribe(follow)];
    return () => stops.forEach((stop) => stop());
  }, [model, choice, spelling, dictionaries, member, language, added]);
  useEffect(() => {
    const use = () => model.setLists(lists.get());
    use();
    return lists.subscribe(use);
  }, [model, lists]);
  useEffect(() => () => model.destroy(), [model]);
  return notes;
}

/** The button that shows and hides what house style says. */
export function StyleNotesButton({ choice }: { readonly choice: RememberedChoice<StyleChoice> }) {
  const chosen = useStore(choice.value);
  const [last, setLast] = useState<ProfileName>("default");
  const onChange = useCallback(
    (isOn: boolean) => {
      if (chosen !== "off") setLast(chosen);
      choice.choose(isOn ? last : "off");
    },
    [choice, chosen, last],
  );
  return <StyleButton isOn={chosen !== "off"} onChange={onChange} />;
}

interface PanelProps extends StyleNotes {
  readonly editor: RefObject<EditorHandle | null>;
  readonly shared: SharedLists;
  readonly language: ArticleLanguage;
}

/** The list of what house style says, where it is shown. */
export function StyleNotesPanel({ model, choice, spelling, editor, language, shared: { lists, change } }: PanelProps) {
  const chosen = useStore(choice.value);
  const { say } = useNotices();
  const isSpelling = useStore(spelling.value) === "on";
  const [isManaging, setManaging] = useState(false);
  const onShow = (finding: PlacedFinding): void => {
    const range = model.rangeOf(finding);
    const view = editor.current?.view;
    if (!range || !view) {
      say("style.late");
      return;
    }
    view.focus();
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, range.from, range.to)));
    const { node } = view.domAtPos(range.from);
    (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: "center" });
  };
  useStepKeys(chosen === "off" ? null : model, onShow);
  if (chosen === "off") return null;
  const onClose = (): void => {
    choice.choose("off");
    editor.current?.view.focus();
  };
  const late = (): void => say("style.late");
  const onIgnoreForAll = (finding: PlacedFinding): void => {
    const refusal = finding.kind === "spelling" ? change?.("addWord", finding.words.normalize("NFC")) : change?.("ignore", finding);
    if (refusal) say(`lists.refused.${refusal}`);
  };
  return (
    <>
      <StylePanel
        model={model}
        profile={language === "fa" ? chosen : null}
        onProfile={(profile) => choice.choose(profile)}
        onShow={onShow}
        isSpelling={isSpelling}
        onSpelling={(isOn) => spelling.choose(isOn ? "on" : "off")}
        onLate={late}
        onClose={onClose}
        onIgnoreForAll={change ? onIgnoreForAll : null}
        onManage={() => setManaging(true)}
      />
      <FindingMenu
        model={model}
        onClosed={() => editor.current?.view.focus()}
        onAccept={(finding, replacement) => {
          if (!model.accept(finding, replacement)) late();
        }}
        onIgnore={(finding, where) => {
          if (where === "newsroom") onIgnoreForAll(finding);
          else model.ignore(finding, where);
        }}
        onAddWord={onIgnoreForAll}
        mayChangeLists={change !== null}
      />
      <ListsDialog lists={lists} change={change} isOpen={isManaging} onOpenChange={setManaging} />
    </>
  );
}

/** F8 and Shift+F8 go to the next and the previous finding, wherever the focus is but in a dialog (HS32). */
function useStepKeys(model: OpenFindings | null, onShow: (finding: PlacedFinding) => void): void {
  const show = useRef(onShow);
  useEffect(() => {
    show.current = onShow;
  });
  useEffect(() => {
    if (!model) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.code !== "F8" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest("[role=dialog], [role=alertdialog]")) return;
      event.preventDefault();
      const finding = model.next(event.shiftKey ? -1 : 1);
      if (finding) show.current(finding);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [model]);
}
