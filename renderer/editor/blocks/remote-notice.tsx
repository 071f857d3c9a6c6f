import { Button } from "react-aria-components";
import { useText } from "../../i18n/text.tsx";
import { hostOf } from "./pictures.ts";

interface Props {
  readonly addresses: readonly string[];
  readonly onFetch: () => void;
  readonly onLeaveOut: () => void;
}

/** Asks, once a paste, whether pictures that are on servers shall be fetched into the article: their hosts learn of it. */
export function RemoteNotice({ addresses, onFetch, onLeaveOut }: Props) {
  const t = useText();
  const hosts = [...new Set(addresses.map(hostOf))];
  const host = hosts.length > 1 ? t("editor.pictures.hosts", { host: hosts[0]!, more: hosts.length - 1 }) : hosts[0]!;
  return (
    <div className="editor-pictures">
      <output>{t("editor.pictures.remote", { count: addresses.length, host })}</output>
      <Button className="app-button app-primary" onPress={onFetch}>
        {t("editor.pictures.fetch")}
      </Button>
      <Button className="app-button" onPress={onLeaveOut}>
        {t("editor.pictures.leave")}
      </Button>
    </div>
  );
}
