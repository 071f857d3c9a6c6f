import { Autocomplete, Button, Menu, MenuItem, MenuTrigger, Popover, SearchField } from "react-aria-components";
import type { Thread } from "../../../shared/notes/thread.ts";
import type { Member } from "../../../shared/roles.ts";
import { useText } from "../../i18n/text.tsx";
import { useStore } from "../../store/use-store.ts";
import { WordsInput } from "../../theme/words-input.tsx";
import type { MarginModel } from "../margin-model.ts";
import { partBeginningWith } from "./people.ts";

/** Key of the choice of nobody; no member has an empty ID. */
const NOBODY = "";
/** Of more people than this one is looked for by name. */
const FEW = 8;

interface Props {
  readonly model: MarginModel;
  readonly thread: Thread;
  readonly me: Member;
}

/** Assigns a thread to somebody who may enter the article, or to nobody (NO29). */
export function AssignMenu({ model, thread, me }: Props) {
  const t = useText();
  const people = useStore(model.people.list);
  if (people.length === 0) return null;
  const assign = (id: string) => {
    const person = model.people.find(id);
    model.commands.assign(thread.id, person && { member: person.id, name: person.name });
  };
  const menu = (
    <Menu
      className="app-choices margin-choices"
      aria-label={t("threads.assign.list")}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[thread.assigned?.to.member ?? NOBODY]}
      onAction={(key) => assign(String(key))}
      renderEmptyState={() => <p className="margin-nobody">{t("threads.mention.count", { count: 0 })}</p>}
    >
      {people.map(({ id, name, color }) => (
        <MenuItem key={id} id={id} textValue={name} className="app-choice-item">
          <span className="margin-dot" style={{ background: color }} aria-hidden="true" />
          <bdi>{id === me.id ? t("threads.assign.me", { name }) : name}</bdi>
        </MenuItem>
      ))}
      <MenuItem id={NOBODY} textValue={t("threads.assign.nobody")} className="app-choice-item">
        {t("threads.assign.nobody")}
      </MenuItem>
    </Menu>
  );
  return (
    <MenuTrigger
      onOpenChange={(isOpen) => {
        if (isOpen) model.people.ask();
      }}
    >
      <Button>{t("threads.assign")}</Button>
      <Popover className="app-popover margin-assignees" placement="bottom start">
        {people.length <= FEW ? (
          menu
        ) : (
          <Autocomplete filter={(name, typed) => partBeginningWith(name, typed) !== -1} disableAutoFocusFirst>
            {/* It is opened to be typed into. */}
            {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
            <SearchField className="margin-search" aria-label={t("threads.assign.search")} autoFocus>
              <WordsInput placeholder={t("threads.assign.search")} />
            </SearchField>
            {menu}
          </Autocomplete>
        )}
      </Popover>
    </MenuTrigger>
  );
}
