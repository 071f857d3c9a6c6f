/** What went wrong, said once, until the reader takes it away. */
import { createContext, use, useMemo, useState, type ReactNode } from "react";
import { Button } from "react-aria-components";
import type { MessageKey } from "../../i18n/catalogue.ts";
import { useText, type Values } from "../../i18n/text.tsx";
import { CloseIcon } from "../../theme/icons.tsx";
import { explain } from "./explain.ts";

interface Notice {
  readonly id: number;
  readonly key: MessageKey;
  readonly values: Values;
}

export interface Notices {
  readonly say: (key: MessageKey, values?: Values) => void;
  /** Says what `explain` makes of an error. */
  readonly sayError: (error: unknown) => void;
}

const NoticesContext = createContext<Notices | null>(null);

export function useNotices(): Notices {
  const notices = use(NoticesContext);
  if (!notices) throw new Error("useNotices needs a NoticesProvider above it");
  return notices;
}

/** More at once is noise; the newest say most. */
const MOST = 4;

let next = 0;

export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly Notice[]>([]);
  const notices = useMemo<Notices>(() => {
    const say: Notices["say"] = (key, values = {}) => setShown((shown) => [...shown, { id: next++, key, values }].slice(-MOST));
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
      <NoticeList shown={shown} onClose={(id) => setShown((shown) => shown.filter((notice) => notice.id !== id))} />
    </NoticesContext>
  );
}

function NoticeList({ shown, onClose }: { readonly shown: readonly Notice[]; readonly onClose: (id: number) => void }) {
  const t = useText();
  return (
    <div className="app-notices" role="alert">
      {shown.map(({ id, key, values }) => (
        <p key={id} className="app-notice">
          <span>{t(key, values)}</span>
          <Button className="app-button app-quiet" aria-label={t("app.close")} onPress={() => onClose(id)}>
            <CloseIcon />
          </Button>
        </p>
      ))}
    </div>
  );
}
