import { useLayoutEffect, type RefObject } from "react";
import type { EditorHandle } from "../../editor/index.ts";
import { useStore } from "../../store/use-store.ts";
import { showTextView, type RememberedChoice, type TextView } from "../../suggestions/index.ts";

/** @returns the view that the text is shown in, which is remembered by `key` */
export function useTextView(editor: RefObject<EditorHandle | null>, choice: RememberedChoice<TextView>, key: string): TextView {
  useLayoutEffect(() => {
    choice.follow(key);
    return () => choice.follow(null);
  }, [choice, key]);
  const textView = useStore(choice.value);
  useLayoutEffect(() => {
    if (editor.current) showTextView(editor.current.view, textView);
  }, [editor, textView]);
  return textView;
}
