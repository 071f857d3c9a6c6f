import { Button, Label, ProgressBar } from "react-aria-components";

interface Props {
  readonly label: string;
  readonly value: number;
  /** 0 until it is known. */
  readonly total: number;
  /** Name of the button that stops it. */
  readonly stop: string;
  readonly onStop: () => void;
}

/** Says how far work on many articles has come, with a button that stops it. */
export function RunningLine({ label, value, total, stop, onStop }: Props) {
  return (
    <div className="app-row">
      <ProgressBar className="app-progress" value={value} maxValue={Math.max(1, total)}>
        {({ percentage }) => (
          <>
            <Label>{label}</Label>
            <span className="app-progress-track">
              <span style={{ inlineSize: `${percentage ?? 0}%` }} />
            </span>
          </>
        )}
      </ProgressBar>
      <Button className="app-text-button" onPress={onStop}>
        {stop}
      </Button>
    </div>
  );
}
