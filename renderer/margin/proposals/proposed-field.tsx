import { useLayoutEffect, useRef } from "react";
import { useText } from "../../i18n/text.tsx";
import { Field } from "../cards/field.tsx";
import type { MarginModel } from "../margin-model.ts";

interface Props {
  readonly model: MarginModel;
  readonly value: string;
  /** Left for later: it takes no focus. */
  readonly left: boolean;
  readonly onSubmit: () => void;
}

/** Where other words are typed for the words that the composer is about; begins with these, all selected. */
export function ProposedField({ model, value, left, onSubmit }: Props) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const field = box.current!.querySelector("textarea")!;
    // One that was left keeps the caret where its person puts it.
    if (document.activeElement === field) field.select();
  }, []);
  return (
    <>
      <div ref={box}>
        <p className="proposal-label" aria-hidden="true">
          {t("proposals.replacement")}
        </p>
        <Field
          label={t("proposals.replacement")}
          value={value}
          focused={!left}
          onChange={(text) => model.commands.writeReplacement(text)}
          onSubmit={onSubmit}
          onLeave={() => model.commands.leave()}
        />
      </div>
      <p className="proposal-label" aria-hidden="true">
        {t("proposals.comment")}
      </p>
    </>
  );
}
