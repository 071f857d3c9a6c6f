import { createContext, use, type ReactNode } from "react";
import { directionOfText, type Direction } from "../../shared/text/direction.ts";
import { DIRECTIONS, useLanguage } from "./text.tsx";

const BaseDirection = createContext<Direction | null>(null);

/** Has the texts in it run as they would in an article of this direction. */
export const TextDirectionProvider = ({ base, children }: { readonly base: Direction; readonly children: ReactNode }) => (
  <BaseDirection value={base}>{children}</BaseDirection>
);

/**
 * Which way a text runs here, by the rule that holds for blocks (BD1, BD2).
 * @param within what people write is drawn as in its article; a sentence of the interface that quotes them, as the interface
 */
export function useTextDirection(within: "article" | "interface" = "article"): (text: string) => Direction {
  const own = DIRECTIONS[useLanguage()];
  const article = use(BaseDirection);
  return (text) => directionOfText(text, within === "article" ? (article ?? own) : own);
}
