import { useState, type FormEvent } from "react";
import { Button, Dialog, DialogTrigger, Form, Label, Popover, TextField } from "react-aria-components";
import { LONGEST_LABEL } from "../../shared/version.ts";
import { useText } from "../i18n/text.tsx";
import { WordsInput } from "../theme/words-input.tsx";

interface Props {
  /** Empty for a version without a name. */
  readonly label: string;
  /** @returns whether it was named */
  readonly onName: (label: string) => Promise<boolean>;
}

/** A button that names a version, or gives it another name. */
export function NameVersion({ label, onName }: Props) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const [wanted, setWanted] = useState(label);
  const open = (next: boolean) => {
    setWanted(label);
    setOpen(next);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const name = wanted.trim();
    if (name === "" || name === label || (await onName(name))) setOpen(false);
  };
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={open}>
      <Button className="app-button">{t(label === "" ? "versions.name.give" : "versions.name.change")}</Button>
      <Popover className="app-popover">
        <Dialog className="versions-naming" aria-label={t(label === "" ? "versions.name.give" : "versions.name.change")}>
          <Form onSubmit={(event) => void submit(event)}>
            {/* It is opened to be typed into. */}
            {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
            <TextField className="app-field" value={wanted} onChange={setWanted} maxLength={LONGEST_LABEL} autoFocus>
              <Label>{t("versions.label")}</Label>
              <WordsInput />
            </TextField>
            <Button type="submit" className="app-button app-primary">
              {t("versions.name.now")}
            </Button>
          </Form>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
