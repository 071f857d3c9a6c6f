import { Button } from "react-aria-components";
import { DownIcon, UpIcon } from "../theme/icons.tsx";
import { Tip } from "../theme/tip.tsx";

interface Props {
  /** Names of the buttons. */
  readonly previous: string;
  readonly next: string;
  readonly onStep: (by: 1 | -1) => void;
}

/** The buttons that do what F7 and Shift+F7 do (`useStepKeys`). */
export function StepButtons({ previous, next, onStep }: Props) {
  return (
    <>
      <Tip name={previous} keys="Shift+F7">
        <Button className="app-button app-quiet" aria-label={previous} aria-keyshortcuts="Shift+F7" onPress={() => onStep(-1)}>
          <UpIcon />
        </Button>
      </Tip>
      <Tip name={next} keys="F7">
        <Button className="app-button app-quiet" aria-label={next} aria-keyshortcuts="F7" onPress={() => onStep(1)}>
          <DownIcon />
        </Button>
      </Tip>
    </>
  );
}
