import type { VersionsScreenProps } from "./screen-props.ts";
import { useCallback, useRef, useState, type FormEvent } from "react";
import { Button, Dialog, Form, Heading, Label, TextField } from "react-aria-components";
import { mayWrite } from "../../shared/roles.ts";
import { LONGEST_LABEL } from "../../shared/version.ts";
import { useText } from "../i18n/text.tsx";
import { CloseButton } from "../theme/close-button.tsx";
import { WordsInput } from "../theme/words-input.tsx";
import { ChosenVersionView } from "./chosen-version.tsx";
import { Timeline } from "./timeline.tsx";
import { useVersions } from "./use-versions.ts";

/** The versions of an article: a timeline, and the one that is chosen on it. In a narrow window one of the two is shown. */
export function VersionsScreen(props: VersionsScreenProps) {
  const { client, article, role, onError, onClose } = props;
  const t = useText();
  const { list, chosen, choose, reload } = useVersions(client, article, onError);
  const [said, setSaid] = useState("");
  const mayEdit = mayWrite(role, "body");
  const make = async (label: string): Promise<boolean> => {
    try {
      await client.calls.makeVersion({ article, reason: "named", label });
      reload();
      setSaid(t("versions.made", { label }));
      return true;
    } catch (error) {
      onError(error);
      return false;
    }
  };
  const name = useCallback(
    async (version: string, label: string): Promise<boolean> => {
      try {
        await client.calls.nameVersion({ article, version, label });
        reload();
        setSaid(t("versions.named", { label }));
        return true;
      } catch (error) {
        onError(error);
        return false;
      }
    },
    [client, article, reload, onError, t],
  );
  const remove = useCallback(
    async (version: string) => {
      try {
        await client.calls.deleteVersion({ article, version });
        reload();
      } catch (error) {
        onError(error);
      }
    },
    [client, article, reload, onError],
  );
  return (
    <Dialog className="versions" aria-label={t("versions.name")} data-chosen={chosen !== null || undefined}>
      <header className="versions-head">
        <Heading slot="title" level={2}>
          {t("versions.name")}
        </Heading>
        <output className="versions-said">{said}</output>
        <CloseButton name={t("app.close")} keys="Esc" onPress={onClose} />
      </header>
      <div className="versions-side">
        {mayEdit && <MakeVersion onMake={make} />}
        {list && !list.isComplete && <p className="versions-incomplete">{t("versions.incomplete")}</p>}
        {list ? (
          <Timeline list={list} chosen={chosen?.entry.id ?? null} onChoose={choose} />
        ) : (
          <p className="versions-empty">{t("versions.loading")}</p>
        )}
        <details className="versions-about">
          <summary>{t("versions.about")}</summary>
          <p>{t("versions.about.holds")}</p>
          <p>{t("versions.about.who")}</p>
          <p>{t("versions.about.here")}</p>
        </details>
      </div>
      <div className="versions-main">
        {chosen ? (
          <ChosenVersionView
            key={chosen.entry.id}
            {...props}
            chosen={chosen}
            entries={list?.entries ?? []}
            onBack={() => choose(null)}
            onSay={setSaid}
            onName={(label) => name(chosen.entry.id, label)}
            onDelete={() => void remove(chosen.entry.id)}
            onKept={reload}
          />
        ) : (
          <p className="versions-empty">{t("versions.choose")}</p>
        )}
      </div>
    </Dialog>
  );
}

/** @param onMake resolves with whether it was made */
function MakeVersion({ onMake }: { readonly onMake: (label: string) => Promise<boolean> }) {
  const t = useText();
  const [label, setLabel] = useState("");
  const isMaking = useRef(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = label.trim();
    if (wanted === "" || isMaking.current) return;
    isMaking.current = true;
    // What is typed meanwhile is the next one's.
    if (await onMake(wanted)) setLabel((now) => (now.trim() === wanted ? "" : now));
    isMaking.current = false;
  };
  return (
    <Form className="versions-make" onSubmit={(event) => void submit(event)}>
      <TextField className="app-field" value={label} onChange={setLabel} maxLength={LONGEST_LABEL}>
        <Label>{t("versions.label")}</Label>
        <WordsInput />
      </TextField>
      {/* Not disabled: it would lose the focus when the field is emptied. */}
      <Button type="submit" className="app-button">
        {t("versions.make")}
      </Button>
    </Form>
  );
}
