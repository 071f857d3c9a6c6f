/** The way in for a second editor. */
import { useState } from "react";
import { Button, Dialog, DialogTrigger, Heading, Input, Label, Popover, TextField } from "react-aria-components";
import type { MessageKey } from "../../i18n/catalogue.ts";
import { useText } from "../../i18n/text.tsx";
import { InviteIcon } from "../../theme/icons.tsx";

export function Invite({ invitation }: { readonly invitation: string | null }) {
  const t = useText();
  return (
    <DialogTrigger>
      <Button className="app-button">
        <InviteIcon />
        <span className="app-label">{t("app.invite")}</span>
      </Button>
      <Popover className="app-popover" placement="bottom end">
        <Dialog className="app-dialog">
          <Heading slot="title" level={2}>{t("app.invite.title")}</Heading>
          {invitation === null ? <p>{t("app.invite.none")}</p> : <Address address={invitation} />}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Address({ address }: { readonly address: string }) {
  const t = useText();
  const [said, setSaid] = useState<MessageKey | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setSaid("app.invite.copied");
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      setSaid("app.invite.failed");
    }
  };
  return (
    <>
      <p>{t("app.invite.about")}</p>
      <TextField value={address} isReadOnly className="app-field">
        <Label>{t("app.invite.link")}</Label>
        <Input dir="ltr" onFocus={({ target }) => target.select()} />
      </TextField>
      <div className="app-row">
        <Button className="app-button app-primary" onPress={() => void copy()}>{t("app.invite.copy")}</Button>
        <output className="app-muted">{said && t(said)}</output>
      </div>
    </>
  );
}
