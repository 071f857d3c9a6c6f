import { createContext, use, type ReactNode } from "react";
import { directionOfText, type Direction } from "../../shared/text/direction.ts";
import { DIRECTIONS } from "./locale.ts";
import { useLanguage } from "./text.tsx";

const BaseDirection = createContext<Direction | null>(null);

/** Has the texts in it run as they would in an article of this direction. */
export const TextDirectionProvider = ({ base, children }: { readonly base: Direction; readonly children: ReactNode }) => (
  <BaseDirection value={base}>{children}</BaseDirection>
);

/**
 * Which way a text of people runs here, by the rule that holds for blocks (BD1, BD2). A sentence of the interface that quotes one
 * runs as the interface: see `createText`.
 */
export function useTextDirection(): (text: string) => Direction {
  const own = DIRECTIONS[useLanguage()];
  const article = use(BaseDirection);
  return (text) => directionOfText(text, article ?? own);
}
