import { useState, type FormEvent } from "react";
import { Button, Dialog, DialogTrigger, FileTrigger, Form, Input, Label, Popover, TextField } from "react-aria-components";
import { hasKind, insertFigure, setKind } from "../../../shared/article/commands/commands.ts";
import { safeImage } from "../../../shared/article/model/schema.ts";
import type { MessageKey } from "../../i18n/catalogue.ts";
import { useText } from "../../i18n/text.tsx";
import { FigureIcon } from "../../theme/icons.tsx";
import { WordsInput } from "../../theme/words-input.tsx";
import { heldPicture, LARGEST_PICTURE, PictureRefused } from "../blocks/picture-file.ts";
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
    try {
      change("src")(await heldPicture(file));
    } catch (error) {
      if (!(error instanceof PictureRefused)) throw error;
      setRefusal(`editor.${error.reason}`);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const src = fields.src.trim();
    if (safeImage(src) === null) return setRefusal("editor.figure.address.refused");
    const attrs = { src, alt: fields.alt.trim() || null, credit: fields.credit.trim() || null };
    runIn(handle.view, known === NOTHING ? insertFigure(attrs) : setKind("figure", attrs));
    // Applying an address is the consent to fetch it (DE16).
    if (remoteAddress(src) !== null) void handle.pictures.fetch(handle.view, [src]);
    return onDone();
  };
  const inArticle = fields.src.startsWith("data:");
  return (
    <Form className="app-form" onSubmit={submit}>
      {inArticle ? (
        <img className="editor-thumbnail" src={fields.src} alt={t("editor.figure.chosen")} />
      ) : (
        <TextField className="app-field" value={fields.src} onChange={change("src")}>
          <Label>{t("editor.figure.address")}</Label>
          <Input ref={takeFocus} dir="ltr" inputMode="url" placeholder="https://" />
        </TextField>
      )}
      <FileTrigger
        acceptedFileTypes={["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]}
        onSelect={(files) => void read(files?.[0])}
      >
        <Button className="app-button">{t("editor.figure.file")}</Button>
      </FileTrigger>
      <p role="alert" className="app-refusal">
        {refusal && t(refusal, { limit: LARGEST_PICTURE })}
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
