import { useState, type FormEvent } from "react";
import { Button, Dialog, DialogTrigger, FieldError, Form, Input, Label, Popover, TextField } from "react-aria-components";
import { linkAddress, linkAt, removeLink, setLink } from "../../../shared/article/commands/commands.ts";
import { useText } from "../../i18n/text.tsx";
import { LinkIcon } from "../../theme/icons.tsx";
import { runIn, type EditorHandle } from "../view.ts";
import { takeFocus } from "./take-focus.ts";
import { Tool } from "./tool.tsx";

interface Props {
  readonly handle: EditorHandle;
  readonly isOpen: boolean;
  readonly setOpen: (open: boolean) => void;
}

/** The link of the selected text: its address, typed or pasted. */
export function LinkButton({ handle, isOpen, setOpen }: Props) {
  const t = useText();
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Tool name={t("editor.link")} keys="Mod-K">
        <LinkIcon />
      </Tool>
      <Popover className="app-popover">
        <Dialog className="app-dialog" aria-label={t("editor.link")}>
          <LinkForm handle={handle} onDone={() => setOpen(false)} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function LinkForm({ handle: { view }, onDone }: { readonly handle: EditorHandle; readonly onDone: () => void }) {
  const t = useText();
  const [known] = useState(() => linkAt(view.state)?.href ?? "");
  const [address, setAddress] = useState(known);
  const [refused, setRefused] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (linkAddress(address) === null) return setRefused(true);
    runIn(view, setLink(address));
    return onDone();
  };
  const remove = () => {
    runIn(view, removeLink);
    onDone();
  };
  return (
    <Form className="app-form" onSubmit={submit}>
      <TextField
        className="app-field"
        value={address}
        isInvalid={refused}
        onChange={(value) => {
          setAddress(value);
          setRefused(false);
        }}
      >
        <Label>{t("editor.link.address")}</Label>
        <Input ref={takeFocus} dir="ltr" inputMode="url" placeholder="https://" />
        <FieldError className="app-refusal">{t("editor.link.refused")}</FieldError>
      </TextField>
      <div className="app-row">
        <Button type="submit" className="app-button app-primary" isDisabled={address.trim() === ""}>
          {t("editor.apply")}
        </Button>
        {known !== "" && (
          <Button className="app-button" onPress={remove}>
            {t("editor.link.remove")}
          </Button>
        )}
      </div>
    </Form>
  );
}
