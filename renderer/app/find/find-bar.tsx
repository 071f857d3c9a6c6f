import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import { Button, Input, Menu, MenuItem, MenuTrigger, Popover, ToggleButton } from "react-aria-components";
import { keysOf } from "../../keys/keys.ts";
import { useText, type Text } from "../../i18n/text.tsx";
import { useStore } from "../../store/use-store.ts";
import {
  AcceptIcon,
  AlikeIcon,
  CloseIcon,
  DownIcon,
  InSelectionIcon,
  PatternIcon,
  ReplaceIcon,
  UpIcon,
  WholeWordIcon,
} from "../../theme/icons.tsx";
import { Tip } from "../../theme/tip.tsx";
import "./find.css";
import type { FindSession } from "./find-session.ts";
import { FOLDINGS, type FindState } from "./find-state.ts";
import { useFindKeys } from "./use-find-keys.ts";

interface Props {
  readonly find: FindSession;
  /** Whether other words may be written in the text, as it is shown. */
  readonly mayReplace: boolean;
  readonly isSuggesting: boolean;
}

/** Finding and replacing in the open article: a bar above its text (FR). */
export function FindBar(props: Props) {
  useFindKeys(props.find);
  return useStore(props.find.state).isOpen ? <OpenBar {...props} /> : null;
}

function OpenBar({ find, mayReplace, isSuggesting }: Props) {
  const t = useText();
  const state = useStore(find.state);
  const { query, template, isReplacing, isInSelection, fault, asked } = state;
  const words = useRef<HTMLInputElement>(null);
  const other = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // F3 in the text opens the bar and leaves the focus there.
    if (asked.count === 0) return;
    const field = asked.field === "template" ? other.current : words.current;
    field?.focus({ preventScroll: true });
    field?.select();
  }, [asked]);
  const said = useId();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape on any of its controls.
    <search
      // oxlint-disable-next-line jsx-a11y/no-redundant-roles -- F6 and tests find it by this.
      role="search"
      className="find-bar"
      aria-label={t("find.name")}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented || event.nativeEvent.isComposing) return;
        event.stopPropagation();
        find.close();
      }}
    >
      <div className="find-row">
        {mayReplace && (
          <Toggle name={t("find.toggleReplace")} keys="Mod-H" isOn={isReplacing} onChange={(isOn) => find.showReplacing(isOn)}>
            <ReplaceIcon />
          </Toggle>
        )}
        <Field
          ref={words}
          name={t("find.words")}
          value={query.words}
          dir={query.isPattern ? "ltr" : "auto"}
          isInvalid={fault !== null}
          describedBy={said}
          onChange={(typed) => find.change({ words: typed })}
          onKeyDown={onEnter(({ shiftKey }) => find.step(shiftKey ? -1 : 1))}
        />
        <div className="find-tools">
          <Press name={t("find.previous")} keys="Shift-F3" onPress={() => find.step(-1)}>
            <UpIcon />
          </Press>
          <Press name={t("find.next")} keys="F3" onPress={() => find.step(1)}>
            <DownIcon />
          </Press>
          <Toggle name={t("find.wholeWord")} isOn={query.wholeWord} onChange={(wholeWord) => find.change({ wholeWord })}>
            <WholeWordIcon />
          </Toggle>
          <Toggle name={t("find.pattern")} isOn={query.isPattern} onChange={(isPattern) => find.change({ isPattern })}>
            <PatternIcon />
          </Toggle>
          <Toggle name={t("find.inSelection")} isOn={isInSelection} onChange={(isOn) => find.searchInSelection(isOn)}>
            <InSelectionIcon />
          </Toggle>
          <FoldingMenu find={find} state={state} />
        </div>
        <output id={said} className="find-said" data-fault={fault !== null || undefined}>
          {saidOf(state, t, isSuggesting)}
        </output>
        <Press name={t("app.close")} keys="Esc" onPress={() => find.close()}>
          <CloseIcon />
        </Press>
      </div>
      {isReplacing && (
        <div className="find-row find-replacing">
          <Field
            ref={other}
            name={t("find.template")}
            value={template}
            onChange={(typed) => find.setTemplate(typed)}
            onKeyDown={onEnter(
              ({ ctrlKey, metaKey, altKey }) => void (ctrlKey || metaKey || altKey ? find.replaceAll() : find.replaceOne()),
            )}
          />
          <Button className="app-button" onPress={() => void find.replaceOne()}>
            {t("find.replace")}
          </Button>
          <Tip name={t("find.replaceAll")} keys={keysOf("Mod-Enter").shown}>
            <Button className="app-button" onPress={() => void find.replaceAll()}>
              {t("find.replaceAll")}
            </Button>
          </Tip>
        </div>
      )}
    </search>
  );
}

const onEnter = (act: (event: KeyboardEvent) => void) => (event: KeyboardEvent) => {
  if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
  event.preventDefault();
  act(event);
};

/** What is said aloud: the fault, what was done last, or how many there are and at which one is. */
function saidOf({ query, count, formerCount, index, fault, isSearching, report }: FindState, t: Text, isSuggesting: boolean): string {
  if (fault !== null) return t(`find.fault.${fault}`);
  const hits =
    query.words === ""
      ? ""
      : isSearching
        ? t("find.searching")
        : count === 0
          ? t("find.none")
          : index < 0
            ? t("find.count.some", { count })
            : t("find.count", { index: index + 1, count });
  const all = formerCount > 0 ? t("find.count.former", { shown: hits, count: formerCount }) : hits;
  if (!report) return all;
  if (report.type === "replacing") return t("find.report.replacing", { count: report.count });
  const done =
    report.type === "replaced"
      ? t(isSuggesting ? "find.report.suggested" : "find.report.replaced", { count: report.count })
      : t(`find.report.${report.type}`);
  return all === "" ? done : `${done} · ${all}`;
}

interface FieldProps {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly name: string;
  readonly value: string;
  readonly dir?: "ltr" | "auto";
  readonly isInvalid?: boolean;
  readonly describedBy?: string;
  readonly onChange: (typed: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function Field({ ref, name, value, dir = "auto", isInvalid = false, describedBy, onChange, onKeyDown }: FieldProps) {
  return (
    <Input
      ref={ref}
      className="find-field"
      dir={dir}
      aria-label={name}
      placeholder={name}
      aria-invalid={isInvalid || undefined}
      aria-describedby={describedBy}
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}

interface PressProps {
  readonly name: string;
  readonly keys?: string;
  readonly children: ReactNode;
  readonly onPress: () => void;
}

function Press({ name, keys, children, onPress }: PressProps) {
  return (
    <Tip name={name} keys={keys === undefined ? undefined : keysOf(keys).shown}>
      <Button className="app-button app-quiet" aria-label={name} onPress={onPress}>
        {children}
      </Button>
    </Tip>
  );
}

interface ToggleProps {
  readonly name: string;
  readonly keys?: string;
  readonly isOn: boolean;
  readonly children: ReactNode;
  readonly onChange: (isOn: boolean) => void;
}

function Toggle({ name, keys, isOn, children, onChange }: ToggleProps) {
  return (
    <Tip name={name} keys={keys === undefined ? undefined : keysOf(keys).shown}>
      <ToggleButton className="app-button app-quiet" aria-label={name} isSelected={isOn} onChange={onChange}>
        {children}
      </ToggleButton>
    </Tip>
  );
}

/** What counts as the same, each kind of which can be switched off (FR1). */
function FoldingMenu({ find, state }: { readonly find: FindSession; readonly state: FindState }) {
  const t = useText();
  const { folding } = state.query;
  return (
    <MenuTrigger>
      <Tip name={t("find.options")}>
        <Button className="app-button app-quiet" aria-label={t("find.options")}>
          <AlikeIcon />
        </Button>
      </Tip>
      <Popover className="app-popover" placement="bottom end">
        <Menu
          className="app-choices"
          aria-label={t("find.folding")}
          selectionMode="multiple"
          selectedKeys={FOLDINGS.filter((name) => folding[name])}
          onSelectionChange={(keys) =>
            find.change({
              folding: { ...folding, ...Object.fromEntries(FOLDINGS.map((name) => [name, keys === "all" || keys.has(name)])) },
            })
          }
        >
          {FOLDINGS.map((name) => (
            <MenuItem key={name} id={name} className="app-choice-item app-view-item" textValue={t(`find.folding.${name}`)}>
              <AcceptIcon />
              <span>{t(`find.folding.${name}`)}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
