import { useCallback, useEffect, useState } from "react";
import { Dialog, DialogTrigger, Popover } from "react-aria-components";
import type { WrittenRun } from "../../../shared/article/identity/writers.ts";
import { roomName } from "../../../shared/roles.ts";
import { Tool } from "../../editor/index.ts";
import { listOf } from "../../i18n/list-of.ts";
import { LOCALES, useLanguage, useText } from "../../i18n/text.tsx";
import { AuthorTable } from "../../margin/index.ts";
import { WritersIcon } from "../../theme/icons.tsx";
import { useCore } from "../core/context.tsx";
import { useNotices } from "../frame/notices.tsx";
import "./writers.css";
import { writersIn, type Writer } from "./writers.ts";

interface Props {
  readonly article: string;
  /** The characters of the selection or of the word at the caret; none where there is neither. */
  readonly readSelection: () => readonly WrittenRun[];
}

/**
 * Says who wrote what is selected, or the word at the caret: a button at the end of the bar, and Ctrl+Alt+A. The core is asked only
 * then.
 */
export function WritersButton({ article, readSelection }: Props) {
  const t = useText();
  const { client } = useCore();
  const { sayError } = useNotices();
  /** What was asked about; null while it is closed. */
  const [runs, setRuns] = useState<readonly WrittenRun[] | null>(null);
  const [authors, setAuthors] = useState<AuthorTable | null>(null);
  const close = useCallback(() => {
    setRuns(null);
    setAuthors(null);
  }, []);
  const open = useCallback(() => setRuns(readSelection()), [readSelection]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.code !== "KeyA" || !(event.ctrlKey || event.metaKey) || !event.altKey || event.shiftKey) return;
      if (event.isComposing || event.getModifierState("AltGraph")) return;
      event.preventDefault();
      event.stopPropagation();
      open();
    };
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, [open]);
  useEffect(() => {
    if (!runs) return undefined;
    const room = roomName(article, "body");
    let isClosed = false;
    const ask = async () => {
      try {
        const ranges = await client.calls.authors({ room });
        if (!isClosed) setAuthors(new AuthorTable(ranges));
      } catch (error) {
        if (isClosed) return;
        close();
        sayError(error);
      }
    };
    // The relay may know more.
    const stop = client.on("authors", (event) => {
      if (event.room === room) void ask();
    });
    void ask();
    return () => {
      isClosed = true;
      stop();
    };
  }, [client, article, runs, close, sayError]);
  const writers = runs && authors && writersIn(runs, authors);
  return (
    <DialogTrigger isOpen={writers !== null} onOpenChange={(isOpen) => (isOpen ? open() : close())}>
      <Tool name={t("app.writers")} keys="Mod-Alt-A">
        <WritersIcon />
      </Tool>
      <Popover className="app-popover">{writers && <Writers writers={writers} />}</Popover>
    </DialogTrigger>
  );
}

function Writers({ writers }: { readonly writers: readonly Writer[] }) {
  const t = useText();
  const locale = LOCALES[useLanguage()];
  const nameOf = ({ speaker }: Writer) => speaker?.name ?? t("app.writers.unknown");
  const sentence = writers.length === 0 ? t("app.writers.nothing") : t("app.writers.by", { names: listOf(writers.map(nameOf), locale) });
  return (
    <Dialog className="app-dialog app-writers" aria-label={sentence}>
      <p>{sentence}</p>
      {writers.length > 0 && (
        <ul>
          {writers.map((writer) => {
            const { member, confirmed, broughtBy, speaker, copiers } = writer;
            return (
              <li key={JSON.stringify([member?.id, broughtBy?.id])}>
                <span className="app-writer-dot" style={{ background: speaker?.color ?? "var(--muted)" }} aria-hidden="true" />
                <bdi>{nameOf(writer)}</bdi>
                {broughtBy && !confirmed && (
                  <small>{member ? t("margin.brought", { name: member.name }) : t("margin.brought.unknown")}</small>
                )}
                {copiers.length > 0 && (
                  <small>
                    {t("app.writers.copied", {
                      names: listOf(
                        copiers.map(({ name }) => name),
                        locale,
                      ),
                    })}
                  </small>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Dialog>
  );
}
