import { useState } from "react";
import { Button, Input, Label, TextField } from "react-aria-components";
import type { MessageKey } from "../../i18n/catalogue.ts";
import { useText } from "../../i18n/text.tsx";

/** An address to hand on: shown whole, copied by a button. */
export function Address({ about, address }: { readonly about: string; readonly address: string }) {
  const t = useText();
  const [said, setSaid] = useState<{ readonly about: string; readonly key: MessageKey } | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setSaid({ about: address, key: "app.invite.copied" });
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      setSaid({ about: address, key: "app.invite.failed" });
    }
  };
  return (
    <>
      <p>{about}</p>
      <TextField value={address} isReadOnly className="app-field">
        <Label>{t("app.invite.link")}</Label>
        <Input dir="ltr" onFocus={({ target }) => target.select()} />
      </TextField>
      <div className="app-row">
        <Button className="app-button" onPress={() => void copy()}>
          {t("app.invite.copy")}
        </Button>
        <output className="app-muted">{said?.about === address && t(said.key)}</output>
      </div>
    </>
  );
}
