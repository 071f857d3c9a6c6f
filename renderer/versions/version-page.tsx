import { useEffect, useLayoutEffect, useRef } from "react";
import type * as Y from "yjs";
import { baseDirectionOf, type ArticleLanguage } from "../../shared/article/model/language.ts";
import { destroyView, figureWords, footnotes, footnoteWords, openReadOnly } from "../editor/index.ts";
import { usePictureSource } from "../pictures/picture-source.ts";
import { useText } from "../i18n/text.tsx";
import { OpenSuggestions } from "../suggestions/index.ts";
import { chosenBlock } from "./chosen-block.ts";

interface Props {
  readonly doc: Y.Doc;
  readonly name: string;
  readonly language: ArticleLanguage;
  /** Called with the number of the block that is chosen; without it none can be. */
  readonly onChoose?: (block: number) => void;
}

/** An article that is read and not written, with the suggestions that were open in it. */
export function VersionPage({ doc, name, language, onChoose }: Props) {
  const t = useText();
  const place = useRef<HTMLDivElement>(null);
  const live = useRef({ onChoose, t });
  useLayoutEffect(() => {
    live.current = { onChoose, t };
  });
  const pictures = usePictureSource();
  const isChosen = onChoose !== undefined;
  useEffect(() => {
    const suggestions = new OpenSuggestions({ doc, onMoved: () => undefined });
    const handle = openReadOnly(place.current!, {
      doc,
      baseDirection: baseDirectionOf(language),
      plugins: [
        suggestions.plugin,
        footnotes({ language: () => language, words: () => footnoteWords(live.current.t) }),
        ...(isChosen ? [chosenBlock((block) => live.current.onChoose?.(block))] : []),
      ],
      attributes: { "aria-label": name, lang: language },
      pictures,
      figureWords: () => figureWords(live.current.t),
    });
    suggestions.attach(handle);
    return () => {
      suggestions.destroy();
      destroyView(handle);
    };
  }, [doc, name, language, isChosen, pictures]);
  return <div className="editor-page versions-page" ref={place} dir={baseDirectionOf(language)} />;
}
