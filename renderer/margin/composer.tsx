/** A new note before it is posted. What was typed stays while the text around it changes. */
import { Button } from "react-aria-components";
import { useText } from "../i18n/text.tsx";
import type { MarginModel } from "./model.ts";
import { Field } from "./zwnj-field.tsx";

export function Composer({ model, text, quote }: { readonly model: MarginModel; readonly text: string; readonly quote: string }) {
  const t = useText();
  const post = () => {
    model.post();
    if (text.trim() !== "") model.focusText();
  };
  return (
    <section className="margin-note margin-composer" aria-label={t("margin.composer")}>
      <p className="margin-quote" dir="auto">
        {t("margin.composer.about", { quote })}
      </p>
      <Field
        label={t("margin.composer.text")}
        hint={t("margin.send.hint")}
        value={text}
        onChange={(value) => model.write(value)}
        onSubmit={post}
        onLeave={() => model.focusText()}
      />
      <div className="margin-actions">
        <Button className="margin-primary" isDisabled={text.trim() === ""} onPress={post}>
          {t("margin.post")}
        </Button>
        <Button onPress={() => model.discard()}>{t("margin.cancel")}</Button>
      </div>
    </section>
  );
}
