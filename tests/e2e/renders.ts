/** Counts what React renders anew in a window, as its DevTools do: by the place in the page, not by component names. */
import type { Page } from "playwright-core";

/** How often something within each selector rendered anew. */
export type Renders = Readonly<Record<string, number>>;

interface Fiber {
  readonly tag: number;
  readonly flags: number;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
  readonly alternate: Fiber | null;
  readonly stateNode: unknown;
}

interface Counting {
  renders: Record<string, number>;
}

/** Counts from the next navigation on. @param selectors of the parts of the page that are told apart */
export async function countRenders(page: Page, selectors: readonly string[]): Promise<void> {
  await page.addInitScript((selectors) => {
    const HOST = 5;
    const PERFORMED_WORK = 1;
    const counting = window as unknown as Counting;
    counting.renders = {};
    const elementOf = (fiber: Fiber): Element | null => {
      for (let at: Fiber | null = fiber; at; at = at.child) if (at.tag === HOST) return at.stateNode as Element;
      return null;
    };
    const visit = (fiber: Fiber): void => {
      const before = fiber.alternate;
      if (before && fiber.tag !== HOST && (fiber.flags & PERFORMED_WORK) !== 0) {
        const element = elementOf(fiber);
        for (const selector of selectors)
          if (element?.closest(selector)) counting.renders[selector] = (counting.renders[selector] ?? 0) + 1;
      }
      // The same children: nothing below was looked at.
      if (before && before.child === fiber.child) return;
      for (let child = fiber.child; child; child = child.sibling) visit(child);
    };
    Object.assign(window, {
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        isDisabled: false,
        checkDCE() {},
        inject: () => 1,
        onCommitFiberUnmount() {},
        onPostCommitFiberRoot() {},
        onScheduleFiberRoot() {},
        onCommitFiberRoot: (_renderer: number, root: { readonly current: Fiber }) => visit(root.current),
      },
    });
  }, selectors);
}

/** What was rendered anew since this was asked last. */
export const rendersOf = (page: Page): Promise<Renders> =>
  page.evaluate(() => {
    const counting = window as unknown as Counting;
    const { renders } = counting;
    counting.renders = {};
    return renders;
  });
