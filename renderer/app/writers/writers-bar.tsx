import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button, Label, Radio, RadioGroup, ToggleButton } from "react-aria-components";
import { useLocale, useText } from "../../i18n/text.tsx";
import { CloseButton } from "../../theme/close-button.tsx";
import { useStore } from "../../store/use-store.ts";
import { useNotices } from "../frame/notices.tsx";
import type { Contribution } from "./passages.ts";
import { spanText } from "./span-text.ts";
import { useWritingRecord } from "./use-writing-record.ts";
import type { Own } from "./writing-record.ts";
import type { WritersView } from "./writers-view.ts";

const HOUR = 3_600_000;
/** How old what is shown may be. */
const AGES = { any: null, hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR } as const;
type Age = keyof typeof AGES;

interface Props {
  readonly article: string;
  readonly own: Own;
  readonly view: WritersView;
  readonly onClose: () => void;
}

/** While the article shows who wrote it: who that is, the way through each one's passages, and how old they may be (AU12, AU13). */
export function WritersBar(props: Props) {
  return useStore(props.view.state).isOn ? <OpenBar {...props} /> : null;
}

function OpenBar({ article, own, view, onClose }: Props) {
  const t = useText();
  const locale = useLocale();
  const { sayError } = useNotices();
  const { contributions, writer } = useStore(view.state);
  const { record, ask } = useWritingRecord(article, own, sayError);
  const [age, setAge] = useState<Age>("any");
  /** What was walked to, in words. */
  const [said, setSaid] = useState("");
  const bar = useRef<HTMLElement>(null);
  useLayoutEffect(() => view.setRecord(record, ask), [view, record, ask]);
  useEffect(() => bar.current?.querySelector<HTMLElement>("button")?.focus({ preventScroll: true }), []);
  const nameOf = (one: Contribution | undefined) => one?.name ?? t("app.writers.unknown");
  const walk = (direction: 1 | -1) => {
    const found = view.walk(direction);
    if (!found) {
      setSaid(t("writers.walked.none"));
      return;
    }
    const { passage, number, count, words } = found;
    const name = nameOf(contributions?.find((one) => one.writer === passage.writer));
    const when = passage.span ? spanText(passage.span, locale) : t("writers.when.unknown");
    setSaid(t("writers.walked", { name, when, number, count, words }));
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape on any of its controls.
    <section
      className="app-writers-bar"
      aria-label={t("writers.name")}
      ref={bar}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <div className="app-writers-row">
        <strong>{t("writers.name")}</strong>
        <RadioGroup
          className="app-writers-ages"
          orientation="horizontal"
          value={age}
          onChange={(value) => {
            setAge(value as Age);
            const most = AGES[value as Age];
            view.setSince(most === null ? null : Date.now() - most);
          }}
        >
          <Label className="app-hidden">{t("writers.since")}</Label>
          {(Object.keys(AGES) as Age[]).map((name) => (
            <Radio key={name} value={name} className="app-option">
              {t(`writers.since.${name}`)}
            </Radio>
          ))}
        </RadioGroup>
        <span className="app-space" />
        <Button className="app-button" onPress={() => walk(-1)}>
          {t("writers.previous")}
        </Button>
        <Button className="app-button" onPress={() => walk(1)}>
          {t("writers.next")}
        </Button>
        <CloseButton name={t("app.close")} keys="Esc" placement="top" onPress={onClose} />
      </div>
      {contributions === null && <p>{t("writers.asking")}</p>}
      {contributions?.length === 0 && <p>{t("writers.nobody")}</p>}
      <ul aria-label={t("writers.people")}>
        {contributions?.map((one) => (
          <li key={one.writer}>
            <ToggleButton
              className="app-button app-writer"
              isSelected={writer === one.writer}
              onChange={(isOn) => view.choose(isOn ? one.writer : null)}
            >
              <span
                className="app-writer-sample"
                data-pattern={one.pattern}
                style={{ color: one.color ?? "var(--muted)" }}
                aria-hidden="true"
              />
              <bdi>{nameOf(one)}</bdi>
              <small>{t("writers.amount", { characters: one.characters, passages: one.passages })}</small>
              {one.span && <small className="app-writer-span">{spanText(one.span, locale)}</small>}
            </ToggleButton>
          </li>
        ))}
      </ul>
      <output className="app-writers-said">{said}</output>
    </section>
  );
}
