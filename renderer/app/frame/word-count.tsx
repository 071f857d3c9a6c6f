import { memo, useState } from "react";
import { Button, Dialog, DialogTrigger, Input, Label, Popover, TextField } from "react-aria-components";
import { LONGEST_TARGET, setLengthTarget } from "../../../shared/article/model/length-target.ts";
import { useText } from "../../i18n/text.tsx";
import { useStore } from "../../store/use-store.ts";
import type { ArticleFacts } from "../article/article-facts.ts";
import type { ArticleRooms } from "../article/article-rooms.ts";
import { useLengthTarget } from "../article/use-article.ts";

interface Props {
  readonly facts: ArticleFacts;
  readonly rooms: ArticleRooms;
  readonly mayEdit: boolean;
}

/** How many words the article has, of those that it is to have, and how many are selected (WS4, WS5). */
export const WordCount = memo(function WordCount({ facts, rooms, mayEdit }: Props) {
  const t = useText();
  const known = useStore(facts.facts);
  const target = useLengthTarget(rooms);
  if (!known) return null;
  const { words, selected } = known;
  const over = target !== null && words > target;
  const text =
    selected !== null
      ? t("page.words.selected", { selected, words })
      : target !== null
        ? t("page.words.target", { words, target })
        : t("page.words", { words });
  const shown = over && selected === null ? `${text} (${t("page.target.over", { over: words - target })})` : text;
  if (!mayEdit) return <span data-over={over || undefined}>{shown}</span>;
  return (
    <DialogTrigger>
      <Button className="app-text-button app-words" data-over={over || undefined} aria-label={`${t("page.target")}: ${shown}`}>
        {shown}
      </Button>
      <Popover className="app-popover" placement="top start">
        <Dialog className="app-dialog" aria-label={t("page.target")}>
          {({ close }) => (
            <Target
              target={target}
              onChange={(chosen) => {
                setLengthTarget(rooms.body, chosen);
                close();
              }}
            />
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
});

function Target({ target, onChange }: { readonly target: number | null; readonly onChange: (target: number | null) => void }) {
  const t = useText();
  const [typed, setTyped] = useState(target === null ? "" : String(target));
  const words = wholeNumber(typed);
  return (
    <form
      className="app-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (words !== null) onChange(words);
      }}
    >
      {/* It is opened to be typed into. */}
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
      <TextField className="app-field" value={typed} onChange={setTyped} isInvalid={typed !== "" && words === null} autoFocus>
        <Label>{t("page.target.words")}</Label>
        <Input inputMode="numeric" autoComplete="off" />
      </TextField>
      <div className="app-row">
        <Button type="submit" className="app-button app-primary" isDisabled={words === null}>
          {t("page.target.save")}
        </Button>
        {target !== null && (
          <Button className="app-button" onPress={() => onChange(null)}>
            {t("page.target.none")}
          </Button>
        )}
      </div>
    </form>
  );
}

/** A number of words in any digits; null for anything else. */
function wholeNumber(typed: string): number | null {
  const latin = typed
    .trim()
    .replace(/[۰-۹]/gu, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replaceAll(/[,،٬]/gu, "");
  const words = /^\d{1,7}$/.test(latin) ? Number(latin) : 0;
  return words >= 1 && words <= LONGEST_TARGET ? words : null;
}
