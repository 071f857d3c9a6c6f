import { useState } from "react";
import { Button } from "react-aria-components";
import type { MessageKey } from "../../i18n/catalogue.ts";
import { isolateControls } from "../../../shared/text/bidi-controls.ts";
import { useTextDirection } from "../../i18n/text-direction.tsx";
import { useText } from "../../i18n/text.tsx";
import { Tip } from "../../theme/tip.tsx";
import { ProposedField } from "../proposals/proposed-field.tsx";
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
  const textDirection = useTextDirection();
  const [nowhere, setNowhere] = useState<MessageKey | null>(null);
  const { replacement } = composer;
  const isSame = replacement !== null && model.places.draft !== null && model.text.proposable(model.places.draft) === replacement;
  const hasNothing = composer.text.trim() === "" && (replacement === null || isSame);
  const post = () => setNowhere(model.commands.post() ? null : replacement === null ? "margin.comment.nothing" : "proposals.nowhere");
  const propose = () => setNowhere(model.commands.propose() ? null : "proposals.nowhere");
  return (
    <section className="margin-note margin-composer" aria-label={t("margin.composer")}>
      <p className="margin-quote" dir={composer.target === "range" ? textDirection(words ?? composer.quote) : undefined}>
        {composer.target === "range"
          ? t("margin.composer.about", { quote: isolateControls(words ?? composer.quote) })
          : t(`threads.target.${composer.target}`)}
      </p>
      {replacement !== null && <ProposedField model={model} value={replacement} left={composer.left} onSubmit={post} />}
      <MentionField
        people={model.people}
        label={t(replacement === null ? "margin.composer.text" : "proposals.comment")}
        value={composer.text}
        focused={!composer.left && replacement === null && (composer.anchor ?? true)}
        onChange={(value) => model.commands.write(value)}
        onSubmit={post}
        onLeave={() => model.commands.leave()}
      />
      {words === null && <p className="margin-hint">{t("margin.composer.gone")}</p>}
      <p role="alert" className="margin-hint">
        {nowhere ? t(nowhere) : isSame ? t("proposals.same") : ""}
      </p>
      <div className="margin-actions">
        <Button className="margin-primary" preventFocusOnPress isDisabled={hasNothing} onPress={post}>
          {t("margin.post")}
        </Button>
        <Button onPress={() => model.commands.discard()}>
          {t(composer.left && composer.text !== "" ? "margin.discard" : "margin.cancel")}
        </Button>
        {composer.target !== "range" ? null : replacement === null ? (
          <Tip name={t("proposals.propose")} keys="Ctrl+Alt+P">
            <Button className="margin-resolve" aria-keyshortcuts="Control+Alt+P" preventFocusOnPress onPress={propose}>
              {t("proposals.propose")}
            </Button>
          </Tip>
        ) : (
          <Button className="margin-resolve" onPress={() => model.commands.writeReplacement(null)}>
            {t("proposals.none")}
          </Button>
        )}
      </div>
    </section>
  );
}
