import { Label, Radio, RadioGroup } from "react-aria-components";
import type { MessageKey } from "../i18n/catalogue.ts";
import { useText } from "../i18n/text.tsx";

interface Props<T extends string> {
  readonly name: string;
  readonly choices: readonly T[];
  readonly value: T;
  readonly nameOf: (choice: T) => MessageKey;
  readonly onChange: (choice: T) => void;
}

/** One of a few, for a setting. */
export function SettingChoice<T extends string>({ name, choices, value, nameOf, onChange }: Props<T>) {
  const t = useText();
  return (
    <RadioGroup className="app-choice" value={value} onChange={(choice) => onChange(choice as T)}>
      <Label>{name}</Label>
      <div className="app-options">
        {choices.map((choice) => (
          <Radio key={choice} value={choice} className="app-option">
            {t(nameOf(choice))}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
