import { expect, type Page } from "@playwright/test";

/**
 * On a page in narrow and large type: nothing is wider than the screen, no text is cut off, and no word or amount is
 * broken over two lines. A box that scrolls by itself may hold what is wider, as a wide table does.
 */
export async function wordsAreWhole(page: Page, what: string): Promise<void> {
  const wrong = () => page.evaluate(findBrokenWords);
  await expect.poll(wrong, { message: `${what}: what is cut or too wide` }).toEqual([]);
}

/** Runs in the page. */
function findBrokenWords(): string[] {
  const wrong: string[] = [];
  if (document.documentElement.scrollWidth > window.innerWidth)
    wrong.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && wrong.length < 5; node = walker.nextNode()) {
    const text = node.textContent ?? "";
    const own = node.parentElement;
    if (!text.trim() || !own || !isShown(own)) continue;
    const all = document.createRange();
    all.selectNodeContents(node);
    const box = all.getBoundingClientRect();
    if (box.width === 0) continue;
    const cutBy = cuts(own, box);
    if (cutBy) wrong.push(`${text.trim().slice(0, 30)}: cut off by ${cutBy}`);
    // File names, checksums and keys may break anywhere, and say so.
    if (getComputedStyle(own).overflowWrap === "anywhere") continue;
    for (const { index, 0: word } of text.matchAll(/[A-Za-zÀ-ž]{2,}|¥?\d[\d.,:]*\d/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = new Set([...range.getClientRects()].map((r) => Math.round(r.top)));
      if (lines.size > 1) wrong.push(`${word}: broken`);
    }
  }
  return wrong;

  /** Neither hidden from everybody nor kept for those who listen. */
  function isShown(e: Element): boolean {
    if (!e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    return !e.closest(".visually-hidden, .leaflet-container, svg, script, style, option, [aria-hidden='true'] canvas");
  }

  /** What hides a part of a text: a box that does not scroll, or the edge of the screen. */
  function cuts(from: Element, box: DOMRect): string | undefined {
    for (let e: Element | null = from; e && e !== document.documentElement; e = e.parentElement) {
      const { overflowX } = getComputedStyle(e);
      if (overflowX === "auto" || overflowX === "scroll") return undefined;
      const edge = e.getBoundingClientRect();
      const clips = overflowX === "hidden" || overflowX === "clip";
      if (clips && (box.right > edge.right + 1.5 || box.left < edge.left - 1.5)) return e.className || e.tagName;
    }
    return box.right > window.innerWidth + 1 || box.left < -1 ? "the screen" : undefined;
  }
}
