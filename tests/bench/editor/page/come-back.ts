/** Takes the time of an update that brings all that another person did in a long time, part by part. */
import * as Y from "yjs";
import type { Return } from "./api.ts";
import type { Apart, OpenEditor } from "./contender.ts";
import { layOut } from "./key-clock.ts";

/** Until the notes were checked, which is 2 s after the last change, and the words counted. */
const REST = 3000;

export async function comeBack({ view, doc, receive }: OpenEditor, { mine, theirs, read }: Apart): Promise<Return> {
  const replica = new Y.Doc();
  Y.applyUpdate(replica, mine);
  const plain = taken(() => Y.applyUpdate(replica, theirs));
  const anew = taken(() => read(replica));

  const held: number[] = [];
  const observer = new PerformanceObserver((list) => held.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: "longtask" });
  await new Promise((resolve) => setTimeout(resolve, 100));
  held.length = 0;

  let [observing, observed, drawn] = [0, 0, 0];
  const begin = () => (observing ||= performance.now());
  // Called after the editor's own, which listens since it was opened.
  const end = () => (observed = performance.now());
  doc!.on("beforeObserverCalls", begin);
  doc!.on("afterTransaction", end);
  const updateState = view.updateState.bind(view);
  view.updateState = (state) => (drawn += taken(() => updateState(state)));

  const start = performance.now();
  receive(theirs);
  const received = performance.now();
  const laidOut = taken(() => layOut(view));
  doc!.off("beforeObserverCalls", begin);
  doc!.off("afterTransaction", end);
  view.updateState = updateState;
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const shown = performance.now() - start;
  while (view.dom.querySelector(".deferred")) await new Promise((resolve) => requestAnimationFrame(resolve));
  const whole = performance.now() - start;
  if (view.state.doc.textContent !== read(doc!).textContent) throw new Error("the editor does not show what came");

  await new Promise((resolve) => setTimeout(resolve, REST));
  observer.disconnect();
  const [longest = 0, next = 0] = held.toSorted((a, b) => b - a);
  return {
    integrated: observing - start + received - observed,
    read: observed - observing - drawn,
    drawn,
    laidOut,
    shown,
    whole,
    longest,
    next,
    plain,
    anew,
  };
}

function taken(act: () => void): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}
