/** The notes one under the other, in a sheet over the text. */
import { useLayoutEffect, type ReactNode } from "react";
import type { MarginModel } from "./model.ts";

interface Props {
  readonly model: MarginModel;
  /** In the order of their texts. */
  readonly ids: readonly string[];
  readonly note: (id: string) => ReactNode;
}

export function Flow({ model, ids, note }: Props) {
  useLayoutEffect(() => model.show(ids), [model, ids]);
  return (
    <div className="margin-flow">
      {ids.map((id) => (
        <div key={id} className="margin-flow-note" data-note={id}>
          {note(id)}
        </div>
      ))}
    </div>
  );
}
