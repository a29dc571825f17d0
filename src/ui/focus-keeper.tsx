"use client";
import { useEffect } from "react";

const STOPS = "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled)";

/** An element that holds what was focused, and which of its children leads there. */
type Step = { readonly box: Element; readonly index: number };

/** The way from what was focused up to the body. */
function wayTo(element: Element): Step[] {
  const way: Step[] = [];
  for (let e = element; e.parentElement; e = e.parentElement)
    way.push({ box: e.parentElement, index: [...e.parentElement.children].indexOf(e) });
  return way;
}

const canTakeIt = (e: Element) => e.checkVisibility({ visibilityProperty: true });
const firstStop = (e: Element) =>
  [...(e.matches(STOPS) ? [e] : []), ...e.querySelectorAll<HTMLElement>(STOPS)].find(canTakeIt);

/** What stands now where the focus was: in the same place of the same box, else beside it, else in the box around it. */
function whatStandsThere(way: readonly Step[]): HTMLElement | undefined {
  for (const { box, index } of way) {
    if (!box.isConnected || !canTakeIt(box)) continue;
    const after = [...box.children].slice(index);
    const before = [...box.children].slice(0, index).reverse();
    for (const child of [...after, ...before]) {
      const stop = firstStop(child);
      if (stop) return stop as HTMLElement;
    }
  }
  return undefined;
}

/**
 * Keeps the reader's place where an act was done: when what was focused is taken away or replaced by what comes of it,
 * the focus goes on to what stands there now. Without it a keyboard or a screen reader begins again at the top of the
 * page. Once for all pages; another page has a beginning of its own.
 */
export function FocusKeeper() {
  useEffect(() => {
    let last: { element: Element; way: Step[]; page: string } | undefined;
    const note = (element: Element) => {
      last = { element, way: wayTo(element), page: location.pathname };
    };
    const remember = (event: FocusEvent) => note(event.target as Element);
    // Who focused something before the page had come to life was heard by nobody.
    if (document.activeElement && document.activeElement !== document.body) note(document.activeElement);
    // Whoever presses on nothing has left on purpose; a press on something is told by its focus.
    const forget = (event: Event) => {
      if (!last?.element.contains(event.target as Node)) last = undefined;
    };
    const look = () => {
      if (!last || last.page !== location.pathname) return;
      const { activeElement } = document;
      if (activeElement && activeElement !== document.body && activeElement !== document.documentElement) return;
      const { element } = last;
      const stays = element.isConnected && canTakeIt(element);
      // Held while the act is under way: it comes to life again, or what comes of it takes its place.
      if (stays && element.matches(":disabled")) return;
      const next = stays ? (element as HTMLElement) : whatStandsThere(last.way);
      next?.focus({ preventScroll: true });
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ["disabled", "hidden", "open"],
    });
    document.addEventListener("focusin", remember);
    document.addEventListener("pointerdown", forget, true);
    return () => {
      watch.disconnect();
      document.removeEventListener("focusin", remember);
      document.removeEventListener("pointerdown", forget, true);
    };
  }, []);
  return null;
}
