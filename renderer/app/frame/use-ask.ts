import { useRef, useState } from "react";
import { explain, type Explanation } from "./explain.ts";

export interface Ask {
  /** Why the last call was refused; null when it was not. */
  readonly refusal: Explanation | null;
  /** Runs a call of the core; while one is under way nothing is asked. */
  readonly ask: (call: () => Promise<void>) => Promise<void>;
}

/** For a form that asks the core, and says under itself what became of it. */
export function useAsk(): Ask {
  // Its button stays enabled meanwhile: a disabled one would lose the focus, and with it Escape.
  const asking = useRef(false);
  const [refusal, setRefusal] = useState<Explanation | null>(null);
  const ask = async (call: () => Promise<void>) => {
    if (asking.current) return;
    asking.current = true;
    setRefusal(null);
    try {
      await call();
    } catch (error) {
      setRefusal(explain(error));
    } finally {
      asking.current = false;
    }
  };
  return { refusal, ask };
}
