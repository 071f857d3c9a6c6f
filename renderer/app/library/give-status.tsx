import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { STATUSES, type Status } from "../../../shared/status.ts";
import { useText } from "../../i18n/text.tsx";
import { StatusIcon } from "../../theme/icons.tsx";
import { Tip } from "../../theme/tip.tsx";

/** A menu that gives the marked articles a status (LB17). */
export function GiveStatus({ onGive }: { readonly onGive: (status: Status) => void }) {
  const t = useText();
  const name = t("status.give");
  return (
    <MenuTrigger>
      <Tip name={name}>
        <Button className="app-button app-quiet" aria-label={name}>
          <StatusIcon />
        </Button>
      </Tip>
      <Popover className="app-popover" placement="top end">
        <Menu className="app-choices" aria-label={name} onAction={(key) => onGive(key as Status)}>
          {STATUSES.map((one) => (
            <MenuItem key={one} id={one} className="app-choice-item">
              {t(`status.${one}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
