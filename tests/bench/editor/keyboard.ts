/** Real keys, and what a page's main thread did for them, over the DevTools protocol. */
import type { CDPSession } from "playwright-core";

/** Typed over and over: a word and a space. */
const KEYS = ["س", "ل", "ا", "م", " "];

/** Presses and lets go of the key with this number. */
export async function pressKey(cdp: CDPSession, index: number): Promise<void> {
  const key = KEYS[index % KEYS.length]!;
  const of = { key, code: key === " " ? "Space" : "KeyS", windowsVirtualKeyCode: key === " " ? 32 : 83 };
  await cdp.send("Input.dispatchKeyEvent", { type: "keyDown", text: key, unmodifiedText: key, ...of });
  await cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...of });
}

/** Milliseconds the main thread has worked so far, script, styles and layout together. The session has `Performance` enabled. */
export async function workOf(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")!.value * 1000;
}
