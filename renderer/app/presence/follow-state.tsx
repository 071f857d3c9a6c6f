import { Button } from "react-aria-components";
import { useText } from "../../i18n/text.tsx";
import { useStore } from "../../store/use-store.ts";
import type { ArticleRooms } from "../article/article-rooms.ts";
import type { Follow } from "./follow.ts";
import { usePeople } from "./use-people.ts";

interface Props {
  readonly follow: Follow;
  readonly rooms: ArticleRooms;
  readonly me: string;
}

/** Says in the status bar who is followed, and aloud when that begins and ends; with a button that ends it. */
export function FollowState({ follow, rooms, me }: Props) {
  const t = useText();
  const member = useStore(follow.following);
  const person = usePeople(rooms, me).find((one) => one.member === member);
  return (
    <>
      <output className="app-following" aria-label={t("presence.following")} data-on={member !== null || undefined}>
        {member === null ? "" : person ? t("presence.following.whom", { name: person.name }) : t("presence.following.gone")}
      </output>
      {member !== null && (
        <Button className="app-button app-follow-stop" onPress={() => follow.stop()}>
          {t("presence.follow.stop")}
        </Button>
      )}
    </>
  );
}
