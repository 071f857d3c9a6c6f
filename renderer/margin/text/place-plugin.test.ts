import { EditorState, TextSelection, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { moveBlockDown } from "../../../shared/article/commands/commands.ts";
import { bodyOf } from "../../../shared/article/model/body.ts";
import { schema } from "../../../shared/article/model/schema.ts";
import { fillBody } from "../../../shared/article/projection/fill.ts";
import { projectBody } from "../../../shared/article/projection/project.ts";
import { ArticleBinding } from "../../../shared/article/sync/binding.ts";
import { anchorOf } from "../../../shared/notes/anchor.ts";
import { HeadlessEditor } from "../../../tests/newsroom/headless-editor.ts";
import { PlacePlugin } from "./place-plugin.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The places in a window with a note on each of some letters, in a paragraph that a colleague has just moved. */
function placesAfterMove(count: number): PlacePlugin {
  const doc = new Y.Doc();
  const body = bodyOf(doc);
  const paragraphs = ["ا".repeat(count), "ب".repeat(2 * count)].map((text) => schema.node("paragraph", null, schema.text(text)));
  fillBody(body, schema.node("doc", null, [schema.node("headline"), ...paragraphs]));
  const threads = Array.from({ length: count }, (_, i) => ({ id: `${i}`, anchor: anchorOf(body, i + 1, i + 2) }));
  const places = new PlacePlugin(body, { threads: () => threads, draft: () => null, onMoved: () => {} });
  const host = {
    state: EditorState.create({ doc: projectBody(body), plugins: [places.plugin] }),
    updateState(state: EditorState) {
      const before = this.state;
      this.state = state;
      shown.update?.(view, before);
    },
    dispatch: (tr: Transaction) => binding.dispatch(tr),
  };
  const view = host as unknown as EditorView;
  const shown = places.plugin.spec.view!(view);
  const binding = new ArticleBinding(doc, host, (error) => {
    throw error;
  });
  vi.advanceTimersByTime(0);
  expect(places.places.found.size).toBe(count);

  const omid = new HeadlessEditor("Omid", 12, [], [Y.encodeStateAsUpdate(doc)]);
  omid.onUpdate = (update) => Y.applyUpdate(doc, update);
  omid.binding.dispatch(omid.state.tr.setSelection(TextSelection.create(omid.state.doc, 3)));
  omid.run(moveBlockDown);
  return places;
}

test("a note whose text a colleague moved is found there before the next frame", () => {
  const places = placesAfterMove(3);
  expect([...places.places.orphans]).toEqual(["0", "1", "2"]);
  vi.advanceTimersByTime(0);
  expect([...places.places.found.keys()]).toEqual(["0", "1", "2"]);
});

test("of a large change the text is shown before the notes are looked for that went with it", () => {
  const places = placesAfterMove(300);
  expect(places.places.orphans.size).toBe(300);
  vi.advanceTimersByTime(100);
  expect(places.places.orphans.size).toBe(300);
  vi.advanceTimersByTime(100);
  expect(places.places.found.size).toBe(300);
});
