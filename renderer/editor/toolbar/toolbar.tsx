/** The bar above the page: what the text at the caret is, and what can be made of it. */
import { useSyncExternalStore, type ReactNode } from "react";
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
import { runIn, type EditorHandle } from "../view.ts";
import { FigureButton } from "./figure-button.tsx";
import { FLAGS, kindOf, KINDS, type FormStore, type KindChoice, type TextForm } from "./form.ts";
import { LinkButton } from "./link-button.tsx";
import { Tool } from "./tool.tsx";

const FLAG_ICONS = { bold: BoldIcon, italic: ItalicIcon, underline: UnderlineIcon, strike: StrikeIcon } as const;
const FLAG_KEYS = { bold: "Mod-B", italic: "Mod-I", underline: "Mod-U", strike: "Mod-Shift-X" } as const;

interface Props {
  readonly handle: EditorHandle;
  readonly form: FormStore;
  readonly ground: () => Direction;
  /** Without it, the bar has nothing but its end. */
  readonly editable: boolean;
  readonly linkOpen: boolean;
  readonly setLinkOpen: (open: boolean) => void;
  /** What else belongs at the end of the bar. */
  readonly end: ReactNode;
}

export function EditorToolbar({ editable, end, ...rest }: Props) {
  const t = useText();
  if (!editable && !end) return null;
  return (
    <Toolbar className="editor-toolbar" aria-label={t("editor.toolbar")}>
      {editable && <Tools {...rest} />}
      <span className="app-space" />
      {end}
    </Toolbar>
  );
}

function Tools({ handle, form: store, ground, linkOpen, setLinkOpen }: Omit<Props, "editable" | "end">) {
  const t = useText();
  const form = useSyncExternalStore(store.subscribe, store.form);
  const { view, binding } = handle;
  if (!form) return null;
  return (
    <>
      <Group aria-label={t("editor.history")}>
        <Tool name={t("editor.undo")} keys="Mod-Z" isDisabled={!form.canUndo} onPress={() => void binding.undo()}><UndoIcon /></Tool>
        <Tool name={t("editor.redo")} keys="Mod-Shift-Z" isDisabled={!form.canRedo} onPress={() => void binding.redo()}><RedoIcon /></Tool>
      </Group>
      <Separator orientation="vertical" />
      <KindSelect handle={handle} kind={form.kind} />
      <Group aria-label={t("editor.marks")}>
        {FLAGS.map((flag) => {
          const Icon = FLAG_ICONS[flag];
          return (
            <Tool key={flag} name={t(`editor.${flag}`)} keys={FLAG_KEYS[flag]} isOn={form[flag]} onPress={() => void runIn(view, toggleMark(flag))}>
              <Icon />
            </Tool>
          );
        })}
        <LinkButton handle={handle} isOpen={linkOpen} setOpen={setLinkOpen} />
      </Group>
      <Separator orientation="vertical" />
      <Lists handle={handle} form={form} />
      <Separator orientation="vertical" />
      <Group aria-label={t("editor.insert")}>
        <FigureButton handle={handle} />
        <Tool name={t("editor.divider")} onPress={() => void runIn(view, insertDivider)}><DividerIcon /></Tool>
        <Tool name={t("editor.zwnj")} keys="Shift-Space" onPress={() => void runIn(view, insertZwnj)}><ZwnjIcon /></Tool>
      </Group>
      <Tool name={t(`editor.direction.${form.direction}`)} keys="Mod-Shift-D" onPress={() => void runIn(view, toggleDirection(ground()))}>
        <DirectionIcon direction={form.direction} />
      </Tool>
    </>
  );
}

function Lists({ handle: { view }, form }: { readonly handle: EditorHandle; readonly form: TextForm }) {
  const t = useText();
  const inItem = form.kind === "item";
  return (
    <Group aria-label={t("editor.lists")}>
      <Tool name={t("editor.bullets")} keys="Mod-Shift-8" isOn={form.bullet} onPress={() => void runIn(view, toggleList("bullet"))}><BulletsIcon /></Tool>
      <Tool name={t("editor.numbers")} keys="Mod-Shift-7" isOn={form.number} onPress={() => void runIn(view, toggleList("number"))}><NumbersIcon /></Tool>
      <Tool name={t("editor.outdent")} keys="Shift-Tab" isDisabled={!inItem} onPress={() => void runIn(view, outdent)}><OutdentIcon /></Tool>
      <Tool name={t("editor.indent")} keys="Tab" isDisabled={!inItem} onPress={() => void runIn(view, indent)}><IndentIcon /></Tool>
    </Group>
  );
}

function KindSelect({ handle: { view }, kind }: { readonly handle: EditorHandle; readonly kind: TextForm["kind"] }) {
  const t = useText();
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
        <ListBox className="app-choices">
          {KINDS.map((choice) => <ListBoxItem key={choice} id={choice} className="app-choice-item" data-kind={choice}>{t(`editor.kind.${choice}`)}</ListBoxItem>)}
        </ListBox>
      </Popover>
    </Select>
  );
}
