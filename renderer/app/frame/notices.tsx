/** What went wrong, said once, until the reader takes it away. */
import { createContext, use, useMemo, useState, type ReactNode } from "react";
import { Button } from "react-aria-components";
import { RpcError } from "../../../shared/rpc/error.ts";
import type { MessageKey } from "../../i18n/catalogue.ts";
import { useText, type Values } from "../../i18n/text.tsx";
import { CloseIcon } from "../../theme/icons.tsx";

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

/** What the core or the relay calls an error, and what it means for the reader. */
const KNOWN = {
  "core-gone": "app.error.core-gone",
  role: "app.error.role",
  "article-unknown": "app.error.article-unknown",
  "relay-unreachable": "app.error.relay-unreachable",
  "invitation-malformed": "app.error.invitation-malformed",
  "invitation-unknown": "app.error.invitation-unknown",
  "invitation-used": "app.error.invitation-used",
  "invitation-expired": "app.error.invitation-expired",
  "too-many": "app.error.too-many",
} as const satisfies Record<string, MessageKey>;

/** What an error means for the reader; what nobody foresaw also goes to the console. */
export function explain(error: unknown): MessageKey {
  const code = error instanceof RpcError ? error.code : "";
  if (Object.hasOwn(KNOWN, code)) return KNOWN[code as keyof typeof KNOWN];
  console.error(error);
  return "app.error.other";
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
      sayError: (error) => say(explain(error)),
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
