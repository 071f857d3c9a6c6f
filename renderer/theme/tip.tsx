import type { ReactElement } from "react";
import { Tooltip, TooltipTrigger, type TooltipProps } from "react-aria-components";

/** A button is pointed at for so long before its tooltip is shown, in milliseconds. */
export const TIP_DELAY = 500;

export interface TipProps {
  readonly name: string;
  /** As people write them. */
  readonly keys?: string | undefined;
  readonly placement?: TooltipProps["placement"];
  /** A button of React Aria's. */
  readonly children: ReactElement;
}

/** Tooltip of an icon button: its name, and the keys that do the same. */
export function Tip({ name, keys, placement = "bottom", children }: TipProps) {
  return (
    <TooltipTrigger delay={TIP_DELAY}>
      {children}
      <Tooltip className="app-tooltip" placement={placement} offset={6}>
        {name} {keys !== undefined && <kbd dir="ltr">{keys}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}
