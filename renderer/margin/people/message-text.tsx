import { partsOfText, withoutMentions, type Mention } from "../../../shared/notes/mention.ts";
import type { Member } from "../../../shared/roles.ts";
import { isolateControls } from "../../../shared/text/bidi-controls.ts";
import { detectDirection, type Direction } from "../../../shared/text/direction.ts";
import { useTextDirection } from "../../i18n/text-direction.tsx";
import { useStore } from "../../store/use-store.ts";
import type { People } from "./people.ts";

interface Props {
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly people: People;
}

/**
 * A message's words. Whoever is named stands there with the name that they have now, in their colour; somebody who is not known,
 * with the name that was written.
 */
export function MessageText({ text: written, mentions, people }: Props) {
  const known = useStore(people.list);
  const text = isolateControls(written);
  if (mentions.length === 0) return text;
  return partsOfText(text, mentions).map(({ text: words, mention }, i) => {
    if (!mention) return words;
    // oxlint-disable-next-line react/no-array-index-key -- The same name may stand there twice, and none has a state.
    return <Named key={i} mention={mention} person={known.find(({ id }) => id === mention.member) ?? null} />;
  });
}

/** The direction of a message: that of its own words, whatever the names in it are. */
export function useMessageDirection(): (text: string, mentions: readonly Mention[]) => Direction {
  const textDirection = useTextDirection();
  return (text, mentions) => {
    const own = withoutMentions(text, mentions);
    return textDirection(detectDirection(own) === null ? text : own);
  };
}

function Named({ mention, person }: { readonly mention: Mention; readonly person: Member | null }) {
  return (
    <bdi className="margin-mention" style={person ? { borderColor: person.color } : undefined} data-known={person !== null}>
      {`@${person?.name ?? mention.name}`}
    </bdi>
  );
}
