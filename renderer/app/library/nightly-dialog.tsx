import { useEffect, useState, type FormEvent } from "react";
import { Button, Dialog, Form, Heading, Input, Label, Modal, ModalOverlay, TextField } from "react-aria-components";
import { FORMATS, type Format } from "../../../shared/export-formats.ts";
import { LONGEST_FOLDER, type NightlyExport, type NightlyState } from "../../../shared/nightly.ts";
import { useText } from "../../i18n/text.tsx";
import { CloseButton } from "../../theme/close-button.tsx";
import { useCore } from "../core/context.tsx";
import { useNotices } from "../frame/notices.tsx";
import { useAsk } from "../frame/use-ask.ts";

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Where, when and how this desk exports all articles each night, and what became of it last (EX43). */
export function NightlyDialog({ isOpen, onClose }: Props) {
  const t = useText();
  const { client } = useCore();
  const [state, setState] = useState<NightlyState | null>(null);
  const { sayError } = useNotices();
  useEffect(() => {
    if (!isOpen) return undefined;
    client.calls.nightly().then(setState, sayError);
    return client.on("nightly", setState);
  }, [isOpen, client, sayError]);
  return (
    <ModalOverlay className="app-over" isOpen={isOpen && state !== null} onOpenChange={(open) => !open && onClose()} isDismissable>
      <Modal className="app-quick">
        <Dialog className="app-dialog">
          <div className="app-dialog-head">
            <Heading slot="title" level={2}>
              {t("nightly.title")}
            </Heading>
            <CloseButton name={t("nightly.close")} keys="Esc" onPress={onClose} />
          </div>
          <p>{t("nightly.about")}</p>
          {state && <Settings state={state} onClose={onClose} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Days for which nights may be kept. */
const KEPT = [7, 14, 30, 90, 365];
const BEGIN: NightlyExport = { folder: "", format: "html", hour: 2, keep: 30 };

function Settings({ state, onClose }: { readonly state: NightlyState; readonly onClose: () => void }) {
  const t = useText();
  const { client } = useCore();
  const { refusal, ask } = useAsk();
  const [wanted, setWanted] = useState(state.settings ?? BEGIN);
  const change = (part: Partial<NightlyExport>) => setWanted({ ...wanted, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void ask(async () => {
      await client.calls.setNightly({ ...wanted, folder: wanted.folder.trim() });
      onClose();
    });
  };
  const end = () =>
    ask(async () => {
      await client.calls.setNightly(null);
      onClose();
    });
  return (
    <Form className="app-form" onSubmit={submit}>
      <TextField className="app-field" value={wanted.folder} onChange={(folder) => change({ folder })}>
        <Label>{t("nightly.folder")}</Label>
        <Input dir="ltr" maxLength={LONGEST_FOLDER} />
      </TextField>
      <label className="app-field">
        <span>{t("nightly.format")}</span>
        <select value={wanted.format} onChange={({ target }) => change({ format: target.value as Format })}>
          {FORMATS.map((format) => (
            <option key={format} value={format}>
              {t(`export.${format}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="app-field">
        <span>{t("nightly.hour")}</span>
        <select value={wanted.hour} onChange={({ target }) => change({ hour: Number(target.value) })}>
          {Array.from({ length: 24 }, (_, hour) => (
            <option key={hour} value={hour}>
              {t("nightly.from", { at: new Date(2026, 0, 1, hour).getTime() })}
            </option>
          ))}
        </select>
      </label>
      <label className="app-field">
        <span>{t("nightly.keep")}</span>
        <select value={wanted.keep} onChange={({ target }) => change({ keep: Number(target.value) })}>
          {[...new Set([...KEPT, wanted.keep])]
            .toSorted((a, b) => a - b)
            .map((days) => (
              <option key={days} value={days}>
                {t("nightly.days", { days })}
              </option>
            ))}
        </select>
      </label>
      <Last state={state} />
      <p role="alert" className="app-refusal">
        {refusal && t(refusal.key, refusal.values)}
      </p>
      <div className="app-row app-row-wraps">
        <Button type="submit" className="app-button app-primary" isDisabled={wanted.folder.trim() === ""}>
          {t("nightly.save")}
        </Button>
        {state.settings && (
          <>
            <Button className="app-button" isDisabled={state.isRunning} onPress={() => void ask(() => client.calls.exportNow())}>
              {t("nightly.now")}
            </Button>
            <span className="app-space" />
            <Button className="app-text-button" onPress={() => void end()}>
              {t("nightly.end")}
            </Button>
          </>
        )}
      </div>
    </Form>
  );
}

function Last({ state: { settings, last, isRunning } }: { readonly state: NightlyState }) {
  const t = useText();
  return (
    <output className="app-muted">
      {isRunning
        ? t("nightly.running")
        : settings && !last
          ? t("nightly.never")
          : last &&
            (last.error === null
              ? t("nightly.last", { at: last.at, done: last.done, failed: last.failed })
              : t("nightly.failed", { at: last.at, reason: last.error }))}
    </output>
  );
}
