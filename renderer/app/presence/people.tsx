import { useEffect, useState } from "react";
import { Button, Dialog, DialogTrigger, Popover, Switch, ToggleButton } from "react-aria-components";
import type { Member } from "../../../shared/roles.ts";
import type { Settings } from "../../../shared/rpc/contract.ts";
import { initials } from "../../../shared/text/initials.ts";
import { useText, type Text } from "../../i18n/text.tsx";
import { useStore } from "../../store/use-store.ts";
import type { ArticleRooms } from "../article/article-rooms.ts";
import { useMedia } from "../frame/hooks.ts";
import type { Follow } from "./follow.ts";
import type { Place } from "./place.ts";
import "./presence.css";
import { usePeople, type Person } from "./use-people.ts";

/** Faces that have room in the header; the others are behind a button. */
const MOST_FACES = { wide: 6, narrow: 1 };
const NARROW = "(max-width: 40rem)";
/** How often the place of a person is read while it is shown, in milliseconds. */
const READ_EVERY = 1000;

interface Props {
  readonly rooms: ArticleRooms;
  readonly me: Member;
  readonly follow: Follow;
  readonly settings: Settings;
  readonly onSettings: (settings: Settings) => void;
}

/** Who has the article open: a button with each one's initials and colour, which says where they are and goes there (PR11). */
export function People({ rooms, me, follow, settings, onSettings }: Props) {
  const t = useText();
  const others = usePeople(rooms, me.id);
  const most = useMedia(NARROW) ? MOST_FACES.narrow : MOST_FACES.wide;
  // A button for one person more takes as much room as that person.
  const shown = others.length <= most + 1 ? others : others.slice(0, most);
  const rest = others.slice(shown.length);
  return (
    <ul className="app-people" aria-label={t("app.people")}>
      <li>
        <OwnButton me={me} settings={settings} onSettings={onSettings} />
      </li>
      {shown.map((person) => (
        <li key={person.member}>
          <PersonButton person={person} follow={follow} />
        </li>
      ))}
      {rest.length > 0 && (
        <li>
          <MoreButton people={rest} follow={follow} />
        </li>
      )}
    </ul>
  );
}

/** This person, and whether the others see their caret (PR15). */
function OwnButton({ me, settings, onSettings }: Pick<Props, "me" | "settings" | "onSettings">) {
  const t = useText();
  const isQuiet = settings.presence === "quiet";
  const name = me.name ? t("app.people.you", { name: me.name }) : t("app.people.me");
  return (
    <DialogTrigger>
      <Button className="app-face" style={colorsOf(me.color)} data-quiet={isQuiet || undefined}>
        <span aria-hidden="true">{initials(me.name || t("app.people.me"))}</span>
        <span className="app-hidden">{isQuiet ? t("presence.person", { name, activity: t("presence.quiet") }) : name}</span>
      </Button>
      <Popover className="app-popover" placement="bottom">
        <Dialog className="app-dialog app-people-dialog" aria-label={name}>
          <Switch
            className="app-switch"
            isSelected={isQuiet}
            onChange={(isOn) => onSettings({ ...settings, presence: isOn ? "quiet" : "shown" })}
          >
            <span className="app-track" />
            {t("presence.quiet")}
          </Switch>
          <p className="app-person-place">{t("presence.quiet.about")}</p>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function PersonButton({ person, follow }: { readonly person: Person; readonly follow: Follow }) {
  const t = useText();
  const isFollowed = useStore(follow.following) === person.member;
  const label = t("presence.person", { name: person.name, activity: t(`presence.${person.activity}`) });
  return (
    <DialogTrigger>
      <Button
        className="app-face"
        style={colorsOf(person.color)}
        data-activity={person.activity}
        data-followed={isFollowed || undefined}
        onHoverChange={(isHovered) => follow.point(isHovered ? person.member : null)}
        onFocusChange={(isFocused) => follow.point(isFocused ? person.member : null)}
      >
        <span aria-hidden="true">{initials(person.name)}</span>
        <span className="app-hidden">{label}</span>
      </Button>
      <Popover className="app-popover" placement="bottom">
        <PeopleDialog label={label} people={[person]} follow={follow} />
      </Popover>
    </DialogTrigger>
  );
}

function MoreButton({ people, follow }: { readonly people: readonly Person[]; readonly follow: Follow }) {
  const t = useText();
  const label = t("presence.more", { count: people.length });
  return (
    <DialogTrigger>
      <Button className="app-face app-more-faces">
        <span aria-hidden="true">{t("presence.more.short", { count: people.length })}</span>
        <span className="app-hidden">{label}</span>
      </Button>
      <Popover className="app-popover" placement="bottom">
        <PeopleDialog label={label} people={people} follow={follow} />
      </Popover>
    </DialogTrigger>
  );
}

interface DialogProps {
  readonly label: string;
  readonly people: readonly Person[];
  readonly follow: Follow;
}

function PeopleDialog({ label, people, follow }: DialogProps) {
  return (
    <Dialog className="app-dialog app-people-dialog" aria-label={label}>
      {({ close }) => (
        <ul>
          {people.map((person) => (
            <PersonRow key={person.member} person={person} follow={follow} onGone={close} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

interface RowProps {
  readonly person: Person;
  readonly follow: Follow;
  /** Called when the article is to be looked at. */
  readonly onGone: () => void;
}

/** One person: what they do, where they are, and the ways there. */
function PersonRow({ person, follow, onGone }: RowProps) {
  const t = useText();
  const isFollowed = useStore(follow.following) === person.member;
  const place = usePlace(follow, person.member);
  return (
    <li>
      <p>
        <span className="app-person-dot" style={{ background: person.color }} aria-hidden="true" />
        <bdi className="app-person-name">{person.name}</bdi>
        <small>{t(`presence.${person.activity}`)}</small>
      </p>
      <p className="app-person-place">{placeText(t, place)}</p>
      {place && (
        <div className="app-row">
          <Button
            className="app-button"
            aria-label={t("presence.jump.to", { name: person.name })}
            onPress={() => {
              follow.jump(person.member);
              onGone();
            }}
          >
            {t("presence.jump")}
          </Button>
          <ToggleButton
            className="app-button"
            aria-label={t("presence.follow.whom", { name: person.name })}
            isSelected={isFollowed}
            onChange={(isOn) => {
              if (isOn) follow.follow(person.member);
              else follow.stop();
              onGone();
            }}
          >
            {t("presence.follow")}
          </ToggleButton>
        </div>
      )}
    </li>
  );
}

function placeText(t: Text, place: Place | null): string {
  if (!place) return t("presence.nowhere");
  if (place.kind === "headline") return t("presence.at.headline");
  return place.words === "" ? t("presence.at.empty") : t(`presence.at.${place.kind}`, { words: place.words });
}

function usePlace(follow: Follow, member: string): Place | null {
  const [place, setPlace] = useState(() => follow.placeOf(member));
  useEffect(() => {
    const timer = window.setInterval(() => setPlace(follow.placeOf(member)), READ_EVERY);
    return () => window.clearInterval(timer);
  }, [follow, member]);
  return place;
}

const colorsOf = (color: string) => ({
  borderColor: color,
  backgroundColor: `color-mix(in oklab, ${color} 18%, var(--raised))`,
});
