import { Checkbox, Dialog, Heading, Modal, ModalOverlay, Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { FINDING_KINDS } from "../../../shared/style/finding.ts";
import type { NewsroomLists } from "../../../shared/lists/newsroom-lists.ts";
import { useText } from "../../i18n/text.tsx";
import { CloseButton } from "../../theme/close-button.tsx";
import { useStore } from "../../store/use-store.ts";
import { DictionaryList } from "./dictionary-list.tsx";
import { ListedRows } from "./listed-rows.tsx";
import "./lists.css";
import type { SharedLists } from "./use-newsroom-lists.ts";
import { WordsList } from "./words-list.tsx";

interface Props extends SharedLists {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** The newsroom's lists: words with one spelling, its dictionary, which kinds of findings it looks for, and what it ignores (HS32). */
export function ListsDialog({ isOpen, onOpenChange, ...shared }: Props) {
  const t = useText();
  return (
    <ModalOverlay className="app-over" isDismissable isOpen={isOpen} onOpenChange={onOpenChange}>
      <Modal className="app-quick lists-modal">
        <Dialog className="app-dialog lists-dialog">
          <div className="lists-head">
            <Heading slot="title" level={2}>
              {t("lists.open")}
            </Heading>
            <CloseButton name={t("lists.close")} keys="Esc" onPress={() => onOpenChange(false)} />
          </div>
          <p className="lists-about">{t(shared.change ? "lists.about" : "lists.readOnly")}</p>
          <Lists {...shared} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

const TABS = ["words", "dictionary", "kinds", "ignored"] as const;

function Lists({ lists, change }: SharedLists) {
  const t = useText();
  const shown = useStore(lists);
  return (
    <Tabs className="app-tabs">
      <TabList className="app-tab-list" aria-label={t("lists.open")}>
        {TABS.map((tab) => (
          <Tab key={tab} id={tab} className="app-tab">
            {t(`lists.${tab}`)}
          </Tab>
        ))}
      </TabList>
      <TabPanel id="words" className="app-tab-panel">
        <WordsList words={shown.words} change={change} />
      </TabPanel>
      <TabPanel id="dictionary" className="app-tab-panel">
        <DictionaryList words={shown.dictionary} change={change} />
      </TabPanel>
      <TabPanel id="kinds" className="app-tab-panel">
        <Kinds off={shown.off} change={change} />
      </TabPanel>
      <TabPanel id="ignored" className="app-tab-panel">
        <Ignored ignored={shown.ignored} change={change} />
      </TabPanel>
    </Tabs>
  );
}

function Kinds({ off, change }: Pick<NewsroomLists, "off"> & Pick<SharedLists, "change">) {
  const t = useText();
  return (
    <ul className="lists-kinds" aria-label={t("lists.kinds")}>
      {FINDING_KINDS.map((kind) => (
        <li key={kind}>
          <Checkbox
            className="app-check"
            isSelected={!off.has(kind)}
            isDisabled={change === null}
            onChange={(isOn) => void change?.("setKind", kind, !isOn)}
          >
            {t(`style.kind.${kind}`)}
          </Checkbox>
          <p>{t(`style.why.${kind}`)}</p>
        </li>
      ))}
    </ul>
  );
}

function Ignored({ ignored, change }: Pick<NewsroomLists, "ignored"> & Pick<SharedLists, "change">) {
  const t = useText();
  return (
    <ListedRows
      name={t("lists.ignored")}
      rows={[...ignored].map(([key, { kind, words, mended }]) => ({
        key,
        word: words,
        more: mended,
        content: (
          <>
            <bdi className="lists-word">{words}</bdi>
            {mended !== "" && <bdi className="lists-latin">{mended}</bdi>}
            <span className="lists-variants">{t(`style.kind.${kind}`)}</span>
          </>
        ),
      }))}
      onRemove={change && ((key) => void change("heed", key))}
      onChange={null}
    />
  );
}
