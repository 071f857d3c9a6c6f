import { useState, type FormEvent } from "react";
import { Button, Dialog, DialogTrigger, FileTrigger, Form, Input, Label, Popover, TextField } from "react-aria-components";
import { hasKind, insertFigure, setKind } from "../../../shared/article/commands/commands.ts";
import { safeImage } from "../../../shared/article/model/schema.ts";
import type { MessageKey } from "../../i18n/catalogue.ts";
import { useText } from "../../i18n/text.tsx";
import { FigureIcon } from "../../theme/icons.tsx";
import { WordsInput } from "../../theme/words-input.tsx";
import { OFFERED_TYPES } from "../../../shared/pictures/picture.ts";
import { readReference } from "../../../shared/pictures/reference.ts";
import { StoredPicture } from "../../pictures/stored-picture.tsx";
import { remoteAddress } from "../blocks/pictures.ts";
import { runIn, type EditorHandle } from "../view.ts";
import { takeFocus } from "./take-focus.ts";
import { Tool } from "./tool.tsx";

/** Inserts a picture: its address or a file, its description for those who cannot see it, and its credit. */
export function FigureButton({ handle }: { readonly handle: EditorHandle }) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Tool name={t("editor.figure")}>
        <FigureIcon />
      </Tool>
      <Popover className="app-popover">
        <Dialog className="app-dialog" aria-label={t("editor.figure")}>
          <FigureForm handle={handle} onDone={() => setOpen(false)} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface Fields {
  readonly src: string;
  readonly alt: string;
  readonly credit: string;
}

const NOTHING: Fields = { src: "", alt: "", credit: "" };

/** The figure at the caret, or an empty one. */
function fieldsAt({ view }: EditorHandle): Fields {
  if (!hasKind(view.state, "figure")) return NOTHING;
  const attrs = view.state.selection.$from.parent.attrs;
  const text = (name: string): string => (typeof attrs[name] === "string" ? attrs[name] : "");
  return { src: text("src"), alt: text("alt"), credit: text("credit") };
}

function FigureForm({ handle, onDone }: { readonly handle: EditorHandle; readonly onDone: () => void }) {
  const t = useText();
  const [known] = useState(() => fieldsAt(handle));
  const [fields, setFields] = useState(known);
  const [refusal, setRefusal] = useState<MessageKey | null>(null);
  const change = (name: keyof Fields) => (value: string) => {
    setFields((now) => ({ ...now, [name]: value }));
    setRefusal(null);
  };
  const read = async (file: File | undefined) => {
    if (!file) return;
    const src = await handle.pictures.take(file, (reason) => setRefusal(`editor.${reason}`));
    if (src !== null) change("src")(src);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const src = fields.src.trim();
    if (safeImage(src) === null && readReference(src) === null) return setRefusal("editor.figure.address.refused");
    const attrs = { src, alt: fields.alt.trim() || null, credit: fields.credit.trim() || null };
    runIn(handle.view, known === NOTHING ? insertFigure(attrs) : setKind("figure", attrs));
    // Applying an address is the consent to fetch it (DE16).
    if (remoteAddress(src) !== null) void handle.pictures.fetch(handle.view, [src]);
    return onDone();
  };
  const chosen = { className: "editor-thumbnail", alt: t("editor.figure.chosen") };
  const isStored = readReference(fields.src) !== null;
  return (
    <Form className="app-form" onSubmit={submit}>
      {isStored ? (
        <StoredPicture {...chosen} src={fields.src} source={handle.pictures.source} missing={t("editor.pictures.waiting")} />
      ) : fields.src.startsWith("data:") ? (
        <img className={chosen.className} alt={chosen.alt} src={fields.src} />
      ) : (
        <TextField className="app-field" value={fields.src} onChange={change("src")}>
          <Label>{t("editor.figure.address")}</Label>
          <Input ref={takeFocus} dir="ltr" inputMode="url" placeholder="https://" />
        </TextField>
      )}
      <FileTrigger acceptedFileTypes={[...OFFERED_TYPES]} onSelect={(files) => void read(files?.[0])}>
        <Button className="app-button">{t("editor.figure.file")}</Button>
      </FileTrigger>
      <p role="alert" className="app-refusal">
        {refusal && t(refusal)}
      </p>
      <TextField className="app-field" value={fields.alt} onChange={change("alt")}>
        <Label>{t("editor.figure.alt")}</Label>
        <WordsInput />
      </TextField>
      <TextField className="app-field" value={fields.credit} onChange={change("credit")}>
        <Label>{t("editor.figure.credit")}</Label>
        <WordsInput />
      </TextField>
      <div className="app-row">
        <Button type="submit" className="app-button app-primary" isDisabled={fields.src.trim() === ""}>
          {t("editor.apply")}
        </Button>
      </div>
    </Form>
  );
}
