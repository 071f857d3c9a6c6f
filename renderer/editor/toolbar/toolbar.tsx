/** The bar above the page: what the text at the caret is, and what can be made of it. One row, however narrow the window. */
import { memo, useMemo, type ReactNode } from "react";
import { Button, Group, ListBox, ListBoxItem, Popover, Select, SelectValue, Separator, Toolbar } from "react-aria-components";
import { indent, insertDivider, insertZwnj, outdent, setKind, toggleDirection, toggleList, toggleMark } from "../../../shared/article/commands.ts";
import type { Direction } from "../../../shared/article/names.ts";
import { useText } from "../../i18n/text.tsx";
import {
  BoldIcon,
  BulletsIcon,
  DirectionIcon,
  DividerIcon,
  DownIcon,
  IndentIcon,
  ItalicIcon,
  NumbersIcon,
  OutdentIcon,
  RedoIcon,
  StrikeIcon,
  UnderlineIcon,
  UndoIcon,
  ZwnjIcon,
} from "../../theme/icons.tsx";
import { useSelected } from "../../use-selected.ts";
import { runIn, type EditorHandle } from "../view.ts";
import { FigureButton } from "./figure-button.tsx";
import { FLAGS, kindOf, KINDS, type FormStore, type KindChoice, type TextForm } from "./form.ts";
import { LinkButton } from "./link-button.tsx";
import { EnabledTool, FlagTool, Tool } from "./tool.tsx";

const FLAG_ICONS = { bold: BoldIcon, italic: ItalicIcon, underline: UnderlineIcon, strike: StrikeIcon } as const;
const FLAG_KEYS = { bold: "Mod-B", italic: "Mod-I", underline: "Mod-U", strike: "Mod-Shift-X" } as const;

interface ToolsProps {
  readonly handle: EditorHandle;
  readonly form: FormStore;
  readonly ground: () => Direction;
  readonly linkOpen: boolean;
  readonly setLinkOpen: (open: boolean) => void;
}

interface Props extends ToolsProps {
  readonly editable: boolean;
  /** What stands there instead of the tools for whoever may not edit. */
  readonly instead: ReactNode;
  /** What else belongs at the end of the bar. */
  readonly end: ReactNode;
}

export const EditorToolbar = memo(function EditorToolbar({ editable, instead, end, ...tools }: Props) {
  const t = useText();
  return (
    <Toolbar className="editor-toolbar" aria-label={t("editor.toolbar")}>
      {editable ? (
        <div className="editor-tools">
          <Tools {...tools} />
        </div>
      ) : (
        instead
      )}
      <div className="editor-toolbar-end">{end}</div>
    </Toolbar>
  );
});

/** Each of them reads of the text at the caret what it shows itself: while one types none renders anew (UI1). */
const Tools = memo(function Tools({ handle, form, ground, linkOpen, setLinkOpen }: ToolsProps) {
  const t = useText();
  const { view, binding } = handle;
  return (
    <>
      <Group aria-label={t("editor.history")}>
        <EnabledTool form={form} flag="canUndo" name={t("editor.undo")} keys="Mod-Z" onPress={() => void binding.undo()}><UndoIcon /></EnabledTool>
        <EnabledTool form={form} flag="canRedo" name={t("editor.redo")} keys="Mod-Shift-Z" onPress={() => void binding.redo()}><RedoIcon /></EnabledTool>
      </Group>
      <Separator orientation="vertical" />
      <KindSelect handle={handle} form={form} />
      <Group aria-label={t("editor.marks")}>
        {FLAGS.map((flag) => {
          const Icon = FLAG_ICONS[flag];
          return (
            <FlagTool key={flag} form={form} flag={flag} name={t(`editor.${flag}`)} keys={FLAG_KEYS[flag]} onPress={() => void runIn(view, toggleMark(flag))}>
              <Icon />
            </FlagTool>
          );
        })}
        <LinkButton handle={handle} isOpen={linkOpen} setOpen={setLinkOpen} />
      </Group>
      <Separator orientation="vertical" />
      <Group aria-label={t("editor.lists")}>
        <FlagTool form={form} flag="bullet" name={t("editor.bullets")} keys="Mod-Shift-8" onPress={() => void runIn(view, toggleList("bullet"))}><BulletsIcon /></FlagTool>
        <FlagTool form={form} flag="number" name={t("editor.numbers")} keys="Mod-Shift-7" onPress={() => void runIn(view, toggleList("number"))}><NumbersIcon /></FlagTool>
        <EnabledTool form={form} flag="item" name={t("editor.outdent")} keys="Shift-Tab" onPress={() => void runIn(view, outdent)}><OutdentIcon /></EnabledTool>
        <EnabledTool form={form} flag="item" name={t("editor.indent")} keys="Tab" onPress={() => void runIn(view, indent)}><IndentIcon /></EnabledTool>
      </Group>
      <Separator orientation="vertical" />
      <Group aria-label={t("editor.insert")}>
        <FigureButton handle={handle} />
        <Tool name={t("editor.divider")} onPress={() => void runIn(view, insertDivider)}><DividerIcon /></Tool>
        <Tool name={t("editor.zwnj")} keys="Shift-Space" onPress={() => void runIn(view, insertZwnj)}><ZwnjIcon /></Tool>
      </Group>
      <DirectionTool handle={handle} form={form} ground={ground} />
    </>
  );
});

const readDirection = ({ direction }: TextForm) => direction;

function DirectionTool({ handle: { view }, form, ground }: Pick<ToolsProps, "handle" | "form" | "ground">) {
  const t = useText();
  const direction = useSelected(form, readDirection);
  return (
    <Tool name={t(`editor.direction.${direction}`)} keys="Mod-Shift-D" onPress={() => void runIn(view, toggleDirection(ground()))}>
      <DirectionIcon direction={direction} />
    </Tool>
  );
}

const readKind = ({ kind }: TextForm) => kind;

function KindSelect({ handle: { view }, form }: Pick<ToolsProps, "handle" | "form">) {
  const t = useText();
  const kind = useSelected(form, readKind);
  const choices = useMemo(
    () => KINDS.map((choice) => <ListBoxItem key={choice} id={choice} className="app-choice-item" data-kind={choice}>{t(`editor.kind.${choice}`)}</ListBoxItem>),
    [t],
  );
  const choose = (choice: KindChoice) => {
    runIn(view, setKind(...kindOf(choice)));
    view.focus();
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
      <Button className="app-button">
        <SelectValue />
        <DownIcon />
      </Button>
      <Popover className="app-popover">
        <ListBox className="app-choices">{choices}</ListBox>
      </Popover>
    </Select>
  );
}
