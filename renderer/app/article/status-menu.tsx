import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Text } from "react-aria-components";
import { mayWrite, type Role } from "../../../shared/roles.ts";
import { maySetStatus, mustSuggest, STATUSES, type ArticleStatus, type Status } from "../../../shared/status.ts";
import { relativeDate } from "../../i18n/relative-date.ts";
import { useLocale, useText } from "../../i18n/text.tsx";
import { useNow } from "../../i18n/use-now.ts";
import { sameFields } from "../../store/use-store.ts";
import { AcceptIcon, DownIcon } from "../../theme/icons.tsx";
import { Tip } from "../../theme/tip.tsx";
import { useCore, useCoreState } from "../core/context.tsx";
import type { CoreState } from "../core/core-store.ts";
import { useNotices } from "../frame/notices.tsx";
import { requiredText } from "./required-suggesting.ts";
import "./status.css";

interface Shown extends ArticleStatus {
  readonly id: string;
  readonly role: Role;
}

function readShown({ followed }: CoreState): Shown | null {
  if (!followed?.entry) return null;
  const { id, role, status, statusAt, statusBy, suggestFrom } = followed.entry;
  return { id, role, status, statusAt, statusBy, suggestFrom };
}
const isSame = (a: Shown | null, b: Shown | null): boolean => (a && b ? sameFields(a, b) : a === b);

const NEVER = "never";

/**
 * The status of the open article: what it is and who set it for everybody, a menu for those who may write, and in it for owners from
 * which status on editors only suggest (RO7–RO10).
 */
export function StatusMenu() {
  const t = useText();
  const { client } = useCore();
  const { sayError } = useNotices();
  const shown = useCoreState(readShown, isSame);
  const since = useSince(shown);
  if (!shown) return null;
  const { id, role, status, suggestFrom } = shown;
  const word = t(`status.${status}`);
  const name = t("status.is", { status: word });
  const described = since === "" ? name : `${name} (${since})`;
  if (!mayWrite(role, "body"))
    return (
      <span className="app-status-shown" title={since}>
        <span className="app-hidden">{t("status.name")}: </span>
        <StatusBadge status={status} />
      </span>
    );
  const set = (next: Status) => void client.calls.setStatus({ articles: [id], status: next }).catch(sayError);
  const require = (from: Status | null) => void client.calls.setSuggestFrom({ article: id, from }).catch(sayError);
  const held = STATUSES.filter((one) => !maySetStatus(role, shown, one));
  return (
    <MenuTrigger>
      <Tip name={described}>
        <Button className="app-button app-quiet app-status-button" aria-label={described}>
          <StatusBadge status={status} />
          <DownIcon />
        </Button>
      </Tip>
      <Popover className="app-popover" placement="bottom end">
        <Menu className="app-choices app-status-menu" aria-label={t("status.name")}>
          <MenuSection
            aria-label={t("status.name")}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[status]}
            onSelectionChange={(keys) => {
              for (const key of keys) if (key !== status) set(key as Status);
            }}
          >
            {STATUSES.map((one) => (
              <MenuItem
                key={one}
                id={one}
                className="app-choice-item app-check-item"
                textValue={t(`status.${one}`)}
                isDisabled={held.includes(one)}
              >
                <AcceptIcon />
                <Text slot="label">{t(`status.${one}`)}</Text>
                {one === status && since !== "" && (
                  <Text slot="description" className="app-muted">
                    {since}
                  </Text>
                )}
                {held.includes(one) && (
                  <Text slot="description" className="app-muted">
                    {t("status.held")}
                  </Text>
                )}
              </MenuItem>
            ))}
          </MenuSection>
          {role === "owner" && (
            <MenuSection
              className="app-menu-section"
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[keyOf(suggestFrom)]}
              onSelectionChange={(keys) => {
                for (const key of keys) if (key !== keyOf(suggestFrom)) require(statusOf(String(key)));
              }}
            >
              <Header className="app-menu-head">{t("status.require")}</Header>
              {[null, ...STATUSES].map((from) => {
                const text = requirement(from);
                return (
                  <MenuItem key={keyOf(from)} id={keyOf(from)} className="app-choice-item app-check-item" textValue={text}>
                    <AcceptIcon />
                    <span>{text}</span>
                  </MenuItem>
                );
              })}
            </MenuSection>
          )}
          {mustSuggest(role, shown) && (
            <MenuSection className="app-menu-section" aria-label={t("status.require")}>
              <Header className="app-menu-head">{requiredText(suggestFrom!, t)}</Header>
            </MenuSection>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );

  function requirement(from: Status | null): string {
    if (from === null) return t("status.require.never");
    return from === "draft" ? t("status.require.draft") : t("status.require.from", { status: t(`status.${from}`) });
  }
}

const keyOf = (from: Status | null): string => `from-${from ?? NEVER}`;
const statusOf = (key: string): Status | null => STATUSES.find((one) => keyOf(one) === key) ?? null;

/** Who set the status, and when; empty where nobody did. */
function useSince(shown: Shown | null): string {
  const t = useText();
  const locale = useLocale();
  const now = useNow();
  if (shown === null || shown.statusAt === null) return "";
  const when = relativeDate(shown.statusAt, now, locale);
  return shown.statusBy === "" ? when : t("status.set-by", { name: shown.statusBy, when });
}

/** A status in words, with a mark whose shape tells it from the others. */
export function StatusBadge({ status }: { readonly status: Status }) {
  const t = useText();
  return (
    <span className="app-status-badge" data-status={status}>
      <span>{t(`status.${status}`)}</span>
    </span>
  );
}
