import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { Message } from "../../../shared/notes/thread.ts";
import { REACTIONS, type ReactionKind } from "../../../shared/notes/reaction-kinds.ts";
import type { Reaction } from "../../../shared/notes/reactions.ts";
import { listOf } from "../../i18n/list-of.ts";
import { useLocale, useText } from "../../i18n/text.tsx";
import { Tip } from "../../theme/tip.tsx";
import type { MarginModel } from "../margin-model.ts";
import { speakerOf, type AuthorOf } from "../../../shared/notes/author-of.ts";
import { ReactIcon, ReactionIcon } from "./reaction-icon.tsx";

interface Props {
  readonly model: MarginModel;
  readonly thread: string;
  readonly message: Message;
  readonly authorOf: AuthorOf;
  /** The reader. */
  readonly me: string;
  readonly mayReact: boolean;
}

/** The reactions to a message: which, how many and whose; one's own is taken back by the same button (NO30). */
export function Reactions({ model, thread, message, authorOf, me, mayReact }: Props) {
  const t = useText();
  const { reactions } = message;
  if (reactions.length === 0 && !mayReact) return null;
  const isMine = ({ by }: Reaction) => by.some(({ client, clock }) => speakerOf(authorOf(client, clock))?.id === me);
  const mine = reactions.filter(isMine).map(({ kind }) => kind);
  const toggle = (kind: ReactionKind) => model.commands.react(thread, message.id, kind, !mine.includes(kind));
  return (
    <fieldset className="margin-reactions" aria-label={t("threads.reactions")}>
      {reactions.map((reaction) => (
        <OneReaction
          key={reaction.kind}
          {...{ reaction, authorOf, mayReact }}
          mine={mine.includes(reaction.kind)}
          onPress={() => toggle(reaction.kind)}
        />
      ))}
      {mayReact && (
        <MenuTrigger>
          <Button className="margin-react" aria-label={t("threads.react")}>
            <ReactIcon />
          </Button>
          <Popover className="app-popover" placement="bottom start">
            <Menu
              className="app-choices margin-choices"
              aria-label={t("threads.react")}
              selectionMode="multiple"
              selectedKeys={mine}
              onAction={(key) => toggle(key as ReactionKind)}
            >
              {REACTIONS.map((kind) => (
                <MenuItem key={kind} id={kind} textValue={t(`threads.reaction.${kind}`)} className="app-choice-item">
                  <ReactionIcon kind={kind} />
                  {t(`threads.reaction.${kind}`)}
                </MenuItem>
              ))}
            </Menu>
          </Popover>
        </MenuTrigger>
      )}
    </fieldset>
  );
}

interface OneProps {
  readonly reaction: Reaction;
  readonly authorOf: AuthorOf;
  readonly mine: boolean;
  readonly mayReact: boolean;
  readonly onPress: () => void;
}

function OneReaction({ reaction: { kind, by }, authorOf, mine, mayReact, onPress }: OneProps) {
  const t = useText();
  const locale = useLocale();
  const names = by.map(({ client, clock }) => speakerOf(authorOf(client, clock))?.name ?? t("margin.unknown"));
  const name = t("threads.reaction", { reaction: t(`threads.reaction.${kind}`), count: by.length, names: listOf(names, locale) });
  return (
    <Tip name={name}>
      <Button className="margin-reaction" aria-label={name} aria-pressed={mine} isDisabled={!mayReact} onPress={onPress}>
        <ReactionIcon kind={kind} />
        {t("threads.reaction.count", { count: by.length })}
      </Button>
    </Tip>
  );
}
