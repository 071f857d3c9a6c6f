import type { Verdict } from "../../../shared/article/identity/suggestion-records.ts";
import type { MessageKey } from "../../i18n/catalogue.ts";
import { useText } from "../../i18n/text.tsx";
import { AcceptIcon, RefuseIcon } from "../../theme/icons.tsx";
import { ListedButton } from "../../theme/listed-button.tsx";

interface Props {
  readonly names: Readonly<Record<Verdict, MessageKey>>;
  readonly onDecide: (verdict: Verdict) => void;
  /** There is something that could be accepted. */
  readonly mayAccept?: boolean;
}

const BUTTONS = [
  ["accepted", "Alt+Shift+Enter", AcceptIcon],
  ["refused", "Alt+Shift+Delete", RefuseIcon],
] as const;

/** What accepts and refuses a suggestion or a proposal (SU34, NO64). */
export function DecideButtons({ names, onDecide, mayAccept = true }: Props) {
  const t = useText();
  return (
    <div className="margin-decide">
      {BUTTONS.filter(([verdict]) => mayAccept || verdict !== "accepted").map(([verdict, keys, Icon]) => (
        <ListedButton key={verdict} name={t(names[verdict])} keys={keys} onPress={() => onDecide(verdict)}>
          <Icon />
        </ListedButton>
      ))}
    </div>
  );
}
