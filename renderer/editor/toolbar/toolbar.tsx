import { memo, useMemo, useRef, type ReactNode } from "react";
import { Button, Group, ListBox, ListBoxItem, Popover, Select, SelectValue, Separator, Toolbar } from "react-aria-components";
import {
  insertDivider,
  insertFootnote,
  insertZwnj,
  setKind,
  toggleDirection,
  toggleIsolate,
  toggleList,
  toggleMark,
  toggleScript,
} from "../../../shared/article/commands/commands.ts";
import type { Direction } from "../../../shared/text/direction.ts";
import { useText } from "../../i18n/text.tsx";
import {
  BoldIcon,
  BulletsIcon,
  DirectionIcon,
  DividerIcon,
  DownIcon,
  FootnoteIcon,
  IndentIcon,
  IsolateIcon,
  ItalicIcon,
  NumbersIcon,
  OutdentIcon,
  RedoIcon,
  StrikeIcon,
  SubscriptIcon,
  SuperscriptIcon,
  UnderlineIcon,
  UndoIcon,
  ZwnjIcon,
} from "../../theme/icons.tsx";
import type { Readable } from "../../store/store.ts";
import { useSelected } from "../../store/use-store.ts";
import { changeLevel } from "../change-level.ts";
import { runIn, type EditorHandle } from "../view.ts";
import { FigureButton } from "./figure-button.tsx";
import { keepTooltips } from "./focus-scroll.ts";
import { FLAGS, kindOf, KINDS, type KindChoice, type ToolbarState } from "./toolbar-state.ts";
import { InvisiblesButton } from "./invisibles-button.tsx";
import { LinkButton } from "./link-button.tsx";
import { EnabledTool, FlagTool, Tool } from "./tool.tsx";

const FLAG_ICONS = { bold: BoldIcon, italic: ItalicIcon, underline: UnderlineIcon, strike: StrikeIcon } as const;
const FLAG_KEYS = { bold: "Mod-B", italic: "Mod-I", underline: "Mod-U", strike: "Mod-Shift-X" } as const;
const SCRIPTS = [
  ["superscript", "super", "Mod-Shift-.", SuperscriptIcon],
  ["subscript", "sub", "Mod-Shift-,", SubscriptIcon],
] as const;

interface ToolsProps {
  readonly handle: EditorHandle;
  readonly toolbarState: Readable<ToolbarState>;
  readonly baseDirection: () => Direction;
  readonly linkOpen: boolean;
  readonly setLinkOpen: (open: boolean) => void;
}

interface Props extends ToolsProps {
  readonly editable: boolean;
  /** What stands there instead of the tools for whoever may not edit. */
  readonly instead: ReactNode;
  /** What else belongs behind the tools, or in their place. */
  readonly more: ReactNode;
  /** What else belongs at the end of the bar, where it is always in sight. */
  readonly end: ReactNode;
}

/** The bar above the page: what the text at the caret is, and what can be made of it. */
export const EditorToolbar = memo(function EditorToolbar({ editable, instead, more, end, ...tools }: Props) {
  const t = useText();
  return (
    <Toolbar className="editor-toolbar" aria-label={t("editor.toolbar")} ref={keepTooltips}>
      {editable ? <Tools {...tools} /> : instead}
      {editable && more}
      <div className="editor-toolbar-end">
        {!editable && <InvisiblesButton handle={tools.handle} />}
        {!editable && more}
        {end}
      </div>
    </Toolbar>
  );
});

/** Each tool selects the part of the state that it shows: while one types none renders again (UI1). */
const Tools = memo(function Tools({ handle, toolbarState, baseDirection, linkOpen, setLinkOpen }: ToolsProps) {
  const t = useText();
  const { view, binding } = handle;
  const changeLevelBy = (by: 1 | -1): void =>
    void runIn(
      view,
      changeLevel(() => binding, by),
    );
  return (
    <>
      <Group aria-label={t("editor.history")}>
        <EnabledTool toolbarState={toolbarState} flag="canUndo" name={t("editor.undo")} keys="Mod-Z" onPress={() => void binding.undo()}>
          <UndoIcon />
        </EnabledTool>
        <EnabledTool
          toolbarState={toolbarState}
          flag="canRedo"
          name={t("editor.redo")}
          keys="Mod-Shift-Z"
          onPress={() => void binding.redo()}
        >
          <RedoIcon />
        </EnabledTool>
      </Group>
      <Separator orientation="vertical" />
      <KindSelect handle={handle} toolbarState={toolbarState} />
      <Group aria-label={t("editor.marks")}>
        {FLAGS.map((flag) => {
          const Icon = FLAG_ICONS[flag];
          return (
            <FlagTool
              key={flag}
              toolbarState={toolbarState}
              flag={flag}
              name={t(`editor.${flag}`)}
              keys={FLAG_KEYS[flag]}
              onPress={() => void runIn(view, toggleMark(flag))}
            >
              <Icon />
            </FlagTool>
          );
        })}
        {SCRIPTS.map(([flag, script, keys, Icon]) => (
          <FlagTool
            key={flag}
            toolbarState={toolbarState}
            flag={flag}
            name={t(`editor.${flag}`)}
            keys={keys}
            onPress={() => void runIn(view, toggleScript(script))}
          >
            <Icon />
          </FlagTool>
        ))}
        <LinkButton handle={handle} isOpen={linkOpen} setOpen={setLinkOpen} />
      </Group>
      <Separator orientation="vertical" />
      <Group aria-label={t("editor.lists")}>
        <FlagTool
          toolbarState={toolbarState}
          flag="bullet"
          name={t("editor.bullets")}
          keys="Mod-Shift-8"
          onPress={() => void runIn(view, toggleList("bullet"))}
        >
          <BulletsIcon />
        </FlagTool>
        <FlagTool
          toolbarState={toolbarState}
          flag="number"
          name={t("editor.numbers")}
          keys="Mod-Shift-7"
          onPress={() => void runIn(view, toggleList("number"))}
        >
          <NumbersIcon />
        </FlagTool>
        <EnabledTool toolbarState={toolbarState} flag="item" name={t("editor.outdent")} keys="Shift-Tab" onPress={() => changeLevelBy(-1)}>
          <OutdentIcon />
        </EnabledTool>
        <EnabledTool toolbarState={toolbarState} flag="item" name={t("editor.indent")} keys="Tab" onPress={() => changeLevelBy(1)}>
          <IndentIcon />
        </EnabledTool>
      </Group>
      <Separator orientation="vertical" />
      <Group aria-label={t("editor.insert")}>
        <FigureButton handle={handle} />
        <Tool name={t("editor.divider")} onPress={() => void runIn(view, insertDivider)}>
          <DividerIcon />
        </Tool>
        <Tool name={t("editor.zwnj")} keys="Shift-Space" onPress={() => void runIn(view, insertZwnj)}>
          <ZwnjIcon />
        </Tool>
        <FlagTool
          toolbarState={toolbarState}
          flag="isolated"
          name={t("editor.isolate")}
          keys="Mod-Alt-I"
          onPress={() => void runIn(view, toggleIsolate)}
        >
          <IsolateIcon />
        </FlagTool>
      </Group>
      {/* Beside its group, which stands in one row. */}
      <Tool name={t("editor.footnote")} keys="Mod-Alt-D" onPress={() => void (runIn(view, insertFootnote) && view.focus())}>
        <FootnoteIcon />
      </Tool>
      <InvisiblesButton handle={handle} />
      <DirectionTool handle={handle} toolbarState={toolbarState} baseDirection={baseDirection} />
    </>
  );
});

const readDirection = ({ direction }: ToolbarState) => direction;

function DirectionTool({ handle: { view }, toolbarState, baseDirection }: Pick<ToolsProps, "handle" | "toolbarState" | "baseDirection">) {
  const t = useText();
  const direction = useSelected(toolbarState, readDirection);
  return (
    <Tool name={t(`editor.direction.${direction}`)} keys="Mod-Shift-D" onPress={() => void runIn(view, toggleDirection(baseDirection()))}>
      <DirectionIcon direction={direction} />
    </Tool>
  );
}

const readKind = ({ kind }: ToolbarState) => kind;

function KindSelect({ handle: { view }, toolbarState }: Pick<ToolsProps, "handle" | "toolbarState">) {
  const t = useText();
  const kind = useSelected(toolbarState, readKind);
  const choices = useMemo(
    () =>
      KINDS.map((choice) => (
        <ListBoxItem key={choice} id={choice} className="app-choice-item" data-kind={choice}>
          {t(`editor.kind.${choice}`)}
        </ListBoxItem>
      )),
    [t],
  );
  const hasChosen = useRef(false);
  const choose = (choice: KindChoice) => {
    runIn(view, setKind(...kindOf(choice)));
    hasChosen.current = true;
  };
  // The list keeps the focus while it is open, and gives it to its button when it closes: after a choice it goes on to the text.
  const passOn = () => {
    if (hasChosen.current) view.focus();
    hasChosen.current = false;
  };
  return (
    <Select
      className="editor-kind"
      aria-label={t("editor.kind")}
      placeholder={t(`editor.kind.${kind}`)}
      selectedKey={KINDS.find((choice) => choice === kind) ?? null}
      isDisabled={kind === "headline"}
      onSelectionChange={(choice) => choose(choice as KindChoice)}
    >
      <Button className="app-button" onFocus={passOn}>
        <SelectValue />
        <DownIcon />
      </Button>
      <Popover className="app-popover">
        <ListBox className="app-choices">{choices}</ListBox>
      </Popover>
    </Select>
  );
}
