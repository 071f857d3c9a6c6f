import { useEffect, useId, useRef, useState } from "react";
import { Button, Checkbox, Dialog, Heading } from "react-aria-components";
import { baseDirectionOf, type ArticleLanguage } from "../../../shared/article/model/language.ts";
import type { Passage } from "../../../shared/drafts/passages.ts";
import type { Direction } from "../../../shared/text/direction.ts";
import { useText } from "../../i18n/text.tsx";
import { linesOf, spokenOf } from "../../versions/change-words.ts";
import { ComparedText } from "../../versions/compared-block.tsx";
import "../../versions/compare-view.css";
import type { OpenDraft } from "../article/open-draft.ts";
import { useNotices } from "../frame/notices.tsx";

interface Props {
  readonly draft: OpenDraft;
  readonly language: ArticleLanguage;
  readonly onClose: () => void;
  /** Nothing is left in the draft. */
  readonly onDone: () => void;
}

/** What a draft changes, paragraph by paragraph, to be chosen and brought back into the article (DR7). */
export function BringBackDialog({ draft, language, onClose, onDone }: Props) {
  const t = useText();
  const { say, sayError } = useNotices();
  const [passages, setPassages] = useState(() => draft.passages());
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState("");
  const isBusy = useRef(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  const chosen = passages.filter(({ key }) => !left.has(key)).map(({ key }) => key);
  const choose = (key: string, isChosen: boolean) =>
    setLeft((before) => new Set([...before, key].filter((one) => one !== key || !isChosen)));

  /** Looks at what is left. */
  const look = (isThere: boolean) => {
    if (draft.isDone) {
      say("drafts.brought");
      onDone();
      return;
    }
    if (!isThere) say("drafts.waits");
    const next = draft.passages();
    setPassages(next);
    setSaid(t("drafts.bring.left", { count: next.length }));
  };
  const bring = async (): Promise<void> => {
    if (chosen.length === 0 || isBusy.current) return;
    isBusy.current = true;
    try {
      look(await draft.bringBack(new Set(chosen)));
    } catch (error) {
      sayError(error);
    } finally {
      isBusy.current = false;
    }
  };
  const drop = (key: string) => {
    draft.drop(new Set([key]));
    const next = draft.passages();
    setPassages(next);
    setSaid(t("drafts.bring.left", { count: next.length }));
  };
  const isAll = chosen.length === passages.length;
  return (
    <Dialog className="app-dialog draft-dialog">
      <Heading slot="title" level={2}>
        {t("drafts.bring.title")}
      </Heading>
      <p>{passages.length > 0 ? t("drafts.bring.about") : t("drafts.bring.nothing")}</p>
      {passages.length > 0 && (
        <>
          <Checkbox
            className="app-check draft-all"
            isSelected={isAll}
            isIndeterminate={!isAll && chosen.length > 0}
            onChange={() => setLeft(new Set(isAll ? passages.map(({ key }) => key) : []))}
          >
            {t("drafts.bring.all", { count: passages.length })}
          </Checkbox>
          <ol className="draft-passages">
            {passages.map((passage, i) => (
              <PassageView
                key={passage.key}
                passage={passage}
                name={t("drafts.bring.passage", { number: i + 1, count: passages.length })}
                isChosen={!left.has(passage.key)}
                language={language}
                direction={baseDirectionOf(language)}
                onChoose={(isChosen) => choose(passage.key, isChosen)}
                onDrop={() => drop(passage.key)}
              />
            ))}
          </ol>
        </>
      )}
      <span className="app-hidden" aria-live="polite">
        {said}
      </span>
      <div className="app-row">
        {passages.length > 0 && (
          <Button
            className="app-button app-primary"
            ref={button}
            render={(attributes) => <button {...attributes} aria-disabled={chosen.length === 0 || undefined} />}
            onPress={() => void bring()}
          >
            {t("drafts.bring.now", { count: chosen.length })}
          </Button>
        )}
        <Button className="app-button" onPress={onClose}>
          {t("drafts.bring.close")}
        </Button>
      </div>
    </Dialog>
  );
}

interface PassageProps {
  readonly passage: Passage;
  readonly name: string;
  readonly isChosen: boolean;
  readonly language: string;
  readonly direction: Direction;
  readonly onChoose: (isChosen: boolean) => void;
  readonly onDrop: () => void;
}

function PassageView({ passage, name, isChosen, language, direction, onChoose, onDrop }: PassageProps) {
  const t = useText();
  const words = useId();
  const rewritten = passage.isRewritten ? [t("drafts.bring.rewritten")] : [];
  const changed = passage.comparison.blocks.flatMap((block, index) => (block.type === "equal" ? [] : [{ block, index }]));
  const lines = changed.flatMap(({ block, index }) => linesOf(block, index, t));
  const spoken = changed.flatMap(({ block }) => spokenOf(block, t));
  return (
    <li className="draft-passage">
      <Checkbox className="app-check" isSelected={isChosen} onChange={onChoose} aria-describedby={words}>
        {name}
      </Checkbox>
      <span className="app-hidden" id={words}>
        {[...rewritten, ...lines, ...spoken].join(". ")}
      </span>
      {passage.isRewritten && <p className="draft-rewritten">{rewritten}</p>}
      <div className="draft-words" data-rewritten={passage.isRewritten || undefined} lang={language} dir={direction}>
        {changed.map(({ block, index }) => (
          <ComparedText key={index} block={block} language={language} direction={direction} />
        ))}
      </div>
      <p className="draft-lines">{lines.join(" · ")}</p>
      <Button className="app-text-button draft-drop" onPress={onDrop} aria-label={`${t("drafts.bring.drop")}: ${name}`}>
        {t("drafts.bring.drop")}
      </Button>
    </li>
  );
}
