import { createContext, use, useEffect, useMemo, useState, type ReactNode } from "react";
import type { MessageKey } from "../../i18n/catalogue.ts";
import { useText, type Values } from "../../i18n/text.tsx";
import { CloseButton } from "../../theme/close-button.tsx";
import { sameFields } from "../../store/use-store.ts";
import { explain } from "./explain.ts";

interface Notice {
  readonly id: number;
  readonly key: MessageKey;
  readonly values: Values;
  readonly onClose: () => void;
}

export interface Notices {
  /** @param onClose called when the reader takes it away */
  readonly say: (key: MessageKey, values?: Values, onClose?: () => void) => void;
  /** Says what `explain` makes of an error. */
  readonly sayError: (error: unknown) => void;
}

const NoticesContext = createContext<Notices | null>(null);

/** Says what went wrong, once and politely, until the reader closes the notice by its button or by Escape (UI8). */
export function useNotices(): Notices {
  const notices = use(NoticesContext);
  if (!notices) throw new Error("useNotices needs a NoticesProvider above it");
  return notices;
}

/** The newest notices are shown. */
const MOST = 4;

let next = 0;

/** Shows the notices that components in it give. */
export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly Notice[]>([]);
  const notices = useMemo<Notices>(() => {
    const say: Notices["say"] = (key, values = {}, onClose = () => undefined) => {
      const notice = { id: next++, key, values, onClose };
      // The same notice again replaces the one before.
      setShown((shown) => [...shown.filter((one) => one.key !== key || !sameFields(one.values, values)), notice].slice(-MOST));
    };
    return {
      say,
      sayError: (error) => {
        const { key, values } = explain(error);
        say(key, values);
      },
    };
  }, []);
  return (
    <NoticesContext value={notices}>
      {children}
      <NoticeList
        shown={shown}
        onClose={(id) => {
          shown.find((notice) => notice.id === id)?.onClose();
          setShown((shown) => shown.filter((notice) => notice.id !== id));
        }}
      />
    </NoticesContext>
  );
}

interface ListProps {
  readonly shown: readonly Notice[];
  readonly onClose: (id: number) => void;
}

/** The live region of notices, which is in the page before there is a notice, since screen readers follow changes only. It takes no focus. */
function NoticeList({ shown, onClose }: ListProps) {
  const t = useText();
  useEscape(shown, onClose);
  return (
    <section className="app-notices" aria-label={t("app.notices")} aria-live="polite" aria-relevant="additions" data-region="notices">
      {shown.map(({ id, key, values }) => (
        <div key={id} className="app-notice">
          <p>{t(key, values)}</p>
          <CloseButton name={t("app.close")} keys="Esc" placement="top" onPress={() => onClose(id)} />
        </div>
      ))}
    </section>
  );
}

/** Escape takes away the newest, where nothing nearer to the focus takes the key. */
function useEscape(shown: readonly Notice[], onClose: (id: number) => void): void {
  const newest = shown.at(-1)?.id;
  useEffect(() => {
    if (newest === undefined) return undefined;
    const onKey = (event: KeyboardEvent) => {
      // The editor calls preventDefault for Escape, and does nothing else with it.
      const isFree =
        !event.defaultPrevented || (event.target instanceof Element && event.target.closest("[role=textbox][contenteditable]") !== null);
      if (event.key !== "Escape" || !isFree) return;
      event.preventDefault();
      onClose(newest);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });
}
