import { useState } from "react";
import { Button } from "react-aria-components";
import { useText } from "../../i18n/text.tsx";
import type { MarginModel } from "../margin-model.ts";
import type { Composer as Composed } from "../margin-store.ts";
import { MentionField } from "../people/mention-field.tsx";

interface Props {
  readonly model: MarginModel;
  readonly composer: Composed;
  /** The words it is about; null when they are gone. */
  readonly words: string | null;
}

/** A new note before it is posted. What was typed stays while the text around it changes. */
export function Composer({ model, composer, words }: Props) {
  const t = useText();
  const [nowhere, setNowhere] = useState(false);
  const post = () => setNowhere(!model.commands.post());
  return (
    <section className="margin-note margin-composer" aria-label={t("margin.composer")}>
      <p className="margin-quote" dir="auto">
        {composer.target === "range"
          ? t("margin.composer.about", { quote: words ?? composer.quote })
          : t(`threads.target.${composer.target}`)}
      </p>
      <MentionField
        people={model.people}
        label={t("margin.composer.text")}
        hint={t("margin.send.hint")}
        value={composer.text}
        focused={!composer.left && (composer.anchor ?? true)}
        onChange={(value) => model.commands.write(value)}
        onSubmit={post}
        onLeave={() => model.commands.leave()}
      />
      {words === null && <p className="margin-hint">{t("margin.composer.gone")}</p>}
      <p role="alert" className="margin-hint">
        {nowhere ? t("margin.comment.nothing") : ""}
      </p>
      <div className="margin-actions">
        <Button className="margin-primary" preventFocusOnPress isDisabled={composer.text.trim() === ""} onPress={post}>
          {t("margin.post")}
        </Button>
        <Button onPress={() => model.commands.discard()}>
          {t(composer.left && composer.text !== "" ? "margin.discard" : "margin.cancel")}
        </Button>
      </div>
    </section>
  );
}
