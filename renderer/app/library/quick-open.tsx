// A select cannot hold rows like these.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useEffect, useId, useState, type KeyboardEvent } from "react";
import { Dialog, Modal, ModalOverlay, TextField } from "react-aria-components";
import { NEWEST, type ArticleEntry } from "../../../shared/rpc/contract.ts";
import { relativeDate } from "../../i18n/relative-date.ts";
import { IsolatedText } from "../../i18n/isolated-text.tsx";
import { useLocale, useText } from "../../i18n/text.tsx";
import { useNow } from "../../i18n/use-now.ts";
import { WordsInput } from "../../theme/words-input.tsx";
import { useCore } from "../core/context.tsx";
import { linkedNote } from "../article/note-link.ts";
import { useNotices } from "../frame/notices.tsx";
import { onListChange } from "./list-changes.ts";
import { hitId } from "./search-results.tsx";
import { useActive } from "./use-active.ts";

const MOST = 12;

/**
 * Ctrl+O: opens an article by part of its headline, without the library, or a note by its link. Those that changed last come first.
 * @param onOpen also called for the article that is open
 */
export function QuickOpen({ onOpen }: { readonly onOpen: (id: string) => void }) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.code !== "KeyO" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      // The browser would open a file in place of the window.
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, []);
  const choose = (id: string) => {
    setOpen(false);
    onOpen(id);
  };
  return (
    <ModalOverlay className="app-over" isOpen={isOpen} onOpenChange={setOpen} isDismissable>
      <Modal className="app-quick">
        <Dialog className="app-quick-dialog" aria-label={t("app.quick")}>
          <Choose onChoose={choose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Choose({ onChoose }: { readonly onChoose: (id: string) => void }) {
  const t = useText();
  const listId = useId();
  const now = useNow();
  const locale = useLocale();
  const [text, setText] = useState("");
  const note = linkedNote(text);
  const found = useTitles(note === null ? text : "");
  const { index, setIndex, move } = useActive(found?.length ?? 0);
  const active = Math.max(0, index);
  const onKeyDown = (event: KeyboardEvent) => {
    // The first is active from the start.
    if (index === -1 && event.key === "ArrowDown") setIndex(0);
    const to = index === -1 && event.key === "ArrowDown" ? null : move(event);
    if (to !== null) document.getElementById(hitId(listId, to))?.scrollIntoView({ block: "nearest" });
    const chosen = note ?? found?.[active]?.id;
    if (event.key === "Enter" && !event.nativeEvent.isComposing && chosen !== undefined) onChoose(chosen);
  };
  return (
    <>
      {/* It is opened by a key, and takes the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
      <TextField className="app-quick-field" aria-label={t("app.quick")} value={text} onChange={setText} autoFocus>
        <WordsInput
          placeholder={t("app.quick.hint")}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={note !== null || (found && found.length > 0) ? hitId(listId, note === null ? active : 0) : undefined}
          aria-autocomplete="list"
          onKeyDown={onKeyDown}
        />
      </TextField>
      <div role="listbox" id={listId} aria-label={t("app.search.results")} className="app-quick-list">
        {note !== null && (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div role="option" id={hitId(listId, 0)} className="app-quick-entry" aria-selected data-active onClick={() => onChoose(note)}>
            {t("threads.link.open")}
          </div>
        )}
        {(note === null ? found : null)?.map(({ id, title, updatedAt }, at) => (
          // Keys are the field's, which has the focus.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            role="option"
            key={id}
            id={hitId(listId, at)}
            className="app-quick-entry"
            aria-selected={at === active}
            data-active={at === active || undefined}
            onClick={() => onChoose(id)}
          >
            <span dir="auto" className="app-entry-title" data-untitled={title === "" || undefined}>
              <IsolatedText text={title || t("app.untitled")} />
            </span>{" "}
            <span className="app-muted">{relativeDate(updatedAt, now, locale)}</span>
          </div>
        ))}
      </div>
      <output className="app-muted">{found?.length === 0 && t("app.quick.none")}</output>
    </>
  );
}

/** Articles with this in their headlines, of the desk and then of the archive; null before the core has said. */
function useTitles(text: string): readonly ArticleEntry[] | null {
  const { client } = useCore();
  const { sayError } = useNotices();
  const [found, setFound] = useState<readonly ArticleEntry[] | null>(null);
  useEffect(() => {
    let isOld = false;
    const page = (filter: "desk" | "archive") => client.calls.articles({ ...NEWEST, text, filter, limit: MOST });
    const ask = async () => {
      try {
        const pages = await Promise.all([page("desk"), page("archive")]);
        if (!isOld) setFound(pages.flatMap(({ entries }) => entries).slice(0, MOST));
      } catch (error) {
        if (!isOld) sayError(error);
      }
    };
    void ask();
    const stop = onListChange(client, () => void ask());
    return () => {
      isOld = true;
      stop();
    };
  }, [client, sayError, text]);
  return found;
}
