import { memo } from "react";
import { ToggleButton } from "react-aria-components";
import type { Session, Settings } from "../../../shared/rpc/contract.ts";
import type { MessageKey } from "../../i18n/catalogue.ts";
import { useText } from "../../i18n/text.tsx";
import { LibraryIcon, MarginIcon } from "../../theme/icons.tsx";
import { Tip } from "../../theme/tip.tsx";
import type { ArticleRooms } from "../article/article-rooms.ts";
import { ExportButton } from "../article/export-button.tsx";
import { StatusMenu } from "../article/status-menu.tsx";
import type { Follow } from "../presence/follow.ts";
import { People } from "../presence/people.tsx";
import { hasNewsroomDialog, isAlone, NewsroomDialog } from "./newsroom-dialog.tsx";
import { toggleOf, type Drawer } from "./drawers.ts";
import { SettingsButton } from "./settings.tsx";

interface Props {
  readonly rooms: ArticleRooms | null;
  readonly session: Session;
  readonly settings: Settings;
  readonly onSettings: (settings: Settings) => void;
  readonly library: Drawer;
  readonly margin: Drawer;
  readonly follow: Follow;
  /** The page itself offers to join a newsroom. */
  readonly isWelcome: boolean;
}

/**
 * The bar above the page: buttons for library and margin, the status of the article, a menu to export it, the people present, the invitation and the settings. The headline is not
 * in it: it stands on the page.
 */
export const Header = memo(function Header({ rooms, session, settings, onSettings, library, margin, follow, isWelcome }: Props) {
  const t = useText();
  return (
    <header className="app-header" aria-label={t("app.header")}>
      <DrawerToggle drawer={library} name="app.library.toggle">
        <LibraryIcon />
      </DrawerToggle>
      <span className="app-name">{t("app.name")}</span>
      <span className="app-space" />
      {rooms && <StatusMenu />}
      {rooms && <ExportButton rooms={rooms} />}
      {rooms && <People rooms={rooms} me={session.member} follow={follow} settings={settings} onSettings={onSettings} />}
      {hasNewsroomDialog(session) && !(isWelcome && isAlone(session)) && <NewsroomDialog session={session} />}
      {margin.isSheet && rooms && (
        <DrawerToggle drawer={margin} name="app.margin.toggle">
          <MarginIcon />
        </DrawerToggle>
      )}
      <SettingsButton settings={settings} onChange={onSettings} />
    </header>
  );
});

interface ToggleProps {
  readonly drawer: Drawer;
  readonly name: MessageKey;
  readonly children: React.ReactElement;
}

function DrawerToggle({ drawer, name, children }: ToggleProps) {
  const t = useText();
  return (
    <Tip name={t(name)}>
      <ToggleButton
        className="app-button app-quiet"
        aria-label={t(name)}
        isSelected={drawer.open}
        onChange={drawer.setOpen}
        {...toggleOf(drawer.name)}
      >
        {children}
      </ToggleButton>
    </Tip>
  );
}
