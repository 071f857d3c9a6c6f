/** Above the page: the library's door, the headline, the people present, the invitation and the settings. */
import { ToggleButton } from "react-aria-components";
import type { Session, Settings } from "../../../shared/rpc/contract.ts";
import { useText } from "../../i18n/text.tsx";
import { LibraryIcon, MarginIcon } from "../../theme/icons.tsx";
import type { ArticleRooms } from "../article/article-rooms.ts";
import { Door } from "./door.tsx";
import { People } from "./people.tsx";
import { SettingsButton } from "./settings.tsx";

/** A part of the window that can be put away. */
export interface Drawer {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
}

interface Props {
  /** Empty for an article without a headline, null when none is open. */
  readonly title: string | null;
  readonly rooms: ArticleRooms | null;
  readonly session: Session;
  readonly settings: Settings;
  readonly onSettings: (settings: Settings) => void;
  readonly library: Drawer;
  /** Null where the margin has its own column. */
  readonly margin: Drawer | null;
}

export function Header({ title, rooms, session, settings, onSettings, library, margin }: Props) {
  const t = useText();
  return (
    <header className="app-header" aria-label={t("app.header")}>
      <ToggleButton className="app-button app-quiet" aria-label={t("app.library.toggle")} isSelected={library.open} onChange={library.setOpen}>
        <LibraryIcon />
      </ToggleButton>
      <span className="app-name">{t("app.name")}</span>
      <span className="app-headline" dir="auto">{title === "" ? t("app.untitled") : title}</span>
      {rooms && <People rooms={rooms} me={session.member} />}
      <Door session={session} />
      {margin && (
        <ToggleButton className="app-button app-quiet" aria-label={t("app.margin.toggle")} isSelected={margin.open} onChange={margin.setOpen}>
          <MarginIcon />
        </ToggleButton>
      )}
      <SettingsButton settings={settings} onChange={onSettings} />
    </header>
  );
}
