import { useEffect, useRef, useState, type ReactNode } from "react";
import { Tooltip, TooltipTriggerStateContext } from "react-aria-components";
import { TIP_DELAY } from "./tip.tsx";

interface Props {
  readonly name: string;
  /** As people write them. */
  readonly keys: string;
  readonly onPress: () => void;
  /** The icon. */
  readonly children: ReactNode;
}

/**
 * A button with an icon alone of which a list has many: a native one, whose tooltip is made when it is shown. React Aria's own have
 * hooks and listeners for what a list of cards has no use for, in each of them.
 */
export function ListedButton({ name, keys, onPress, children }: Props) {
  const [{ button, isPointed, isFocused }, setState] = useState(ALONE);
  const set = (button: HTMLButtonElement, change: Partial<State>) => setState((state) => ({ ...state, ...change, button }));
  const leave = () => setState(ALONE);
  return (
    <>
      <button
        type="button"
        className="app-button app-quiet"
        aria-label={name}
        aria-keyshortcuts={keys}
        onPointerEnter={({ currentTarget, pointerType }) => set(currentTarget, { isPointed: pointerType === "mouse" })}
        onPointerLeave={({ currentTarget }) => set(currentTarget, { isPointed: false })}
        onFocus={({ currentTarget }) => set(currentTarget, { isFocused: currentTarget.matches(":focus-visible") })}
        onBlur={({ currentTarget }) => set(currentTarget, { isFocused: false })}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || !(isPointed || isFocused)) return;
          // As of all tooltips: the first press closes it, and nothing else.
          event.stopPropagation();
          leave();
        }}
        onClick={() => {
          leave();
          onPress();
        }}
      >
        {children}
      </button>
      {button && (isPointed || isFocused) && (
        <ShownTip key={String(isFocused)} button={button} delay={isFocused ? 0 : TIP_DELAY} onClose={leave}>
          {name} <kbd dir="ltr">{keys}</kbd>
        </ShownTip>
      )}
    </>
  );
}

/** What a button's tooltip follows from. */
interface State {
  /** Null before anybody came to it. */
  readonly button: HTMLButtonElement | null;
  readonly isPointed: boolean;
  readonly isFocused: boolean;
}

const ALONE: State = { button: null, isPointed: false, isFocused: false };

interface ShownTipProps {
  readonly button: HTMLButtonElement;
  /** In milliseconds. */
  readonly delay: number;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A tooltip that is there as long as this is, after a delay. */
function ShownTip({ button, delay, onClose, children }: ShownTipProps) {
  const [isOpen, setOpen] = useState(delay === 0);
  const trigger = useRef(button);
  useEffect(() => {
    const timer = setTimeout(() => setOpen(true), delay);
    return () => clearTimeout(timer);
  }, [delay]);
  if (!isOpen) return null;
  return (
    <TooltipTriggerStateContext value={{ isOpen, open: () => {}, close: onClose, shouldSkipAnimation: true }}>
      <Tooltip isOpen triggerRef={trigger} className="app-tooltip" placement="bottom" offset={6}>
        {children}
      </Tooltip>
    </TooltipTriggerStateContext>
  );
}
