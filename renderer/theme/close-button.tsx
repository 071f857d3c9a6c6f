import { Button } from "react-aria-components";
import { CloseIcon } from "./icons.tsx";
import { Tip, type TipProps } from "./tip.tsx";

interface Props extends Pick<TipProps, "name" | "keys" | "placement"> {
  readonly onPress: () => void;
}

/** Closes what it stands in: a cross, with a tooltip that says so, and by which key. */
export function CloseButton({ onPress, ...tip }: Props) {
  return (
    <Tip {...tip}>
      <Button className="app-button app-quiet" aria-label={tip.name} onPress={onPress}>
        <CloseIcon />
      </Button>
    </Tip>
  );
}
