const EDGE_PX = 40;
const STEP_PX = 14;

/** Scrolls the list under a pointer on when the pointer is near its upper or lower edge: what is dragged gets to what is out of sight. */
export function scrollNear(x: number, y: number): void {
  for (let box = document.elementFromPoint(x, y); box; box = box.parentElement) {
    const scrolls = box.scrollHeight > box.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(box).overflowY);
    if (!scrolls) continue;
    const { top, bottom } = box.getBoundingClientRect();
    if (y < top + EDGE_PX) box.scrollBy(0, -STEP_PX);
    else if (y > bottom - EDGE_PX) box.scrollBy(0, STEP_PX);
    return;
  }
}
