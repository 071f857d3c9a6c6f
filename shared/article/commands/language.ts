import type { Command } from "prosemirror-state";
import type { ArticleLanguage } from "../model/language.ts";
import { selectedBody } from "./select.ts";

/** Says the language of the selected blocks but for the headline; null leaves it to the article and their letters (BD38). */
export function setBlockLanguage(lang: ArticleLanguage | null): Command {
  return (state, dispatch) => {
    const blocks = selectedBody(state).filter(({ node }) => node.attrs["lang"] !== lang);
    if (blocks.length === 0) return false;
    if (dispatch) {
      const tr = state.tr;
      for (const { pos } of blocks) tr.setNodeAttribute(pos, "lang", lang);
      dispatch(tr);
    }
    return true;
  };
}
