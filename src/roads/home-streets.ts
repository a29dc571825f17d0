import FlatQueue from "flatqueue";
import { decimetresOf, ticksOf, weigh } from "./hierarchy/weight.ts";
import { type Drivable, THROUGH_TICKS } from "./network.ts";
import { isUsable, type Snap } from "./snap.ts";

/** A street reached without the price of driving through: by whoever comes out of one that is for guests. */
export type WayOut = {
  readonly edge: number;
  /** Driven before it, the last first; the last of these is the stop's own street, as `~edge`. */
  readonly path: readonly number[];
  readonly ticks: number;
  readonly decimetres: number;
};

/**
 * Who starts in streets for guests leaves them at no price: the ways out of them, each at its soonest, soonest first.
 * A search of its own over those streets alone, which are few; it changes nothing for whoever starts elsewhere.
 */
export function waysOut(net: Drivable, source: Snap): WayOut[] {
  const { guests, turnStart, turnTo, turnTicks } = net;
  const length = net.graph.decimetres;
  const starts = [source.segment * 2, source.segment * 2 + 1].filter(
    (edge) => guests[edge] === 1 && isUsable(net, edge),
  );
  if (starts.length === 0) return [];
  const heap = new FlatQueue<number>();
  const best = new Map<number, number>();
  const out = new Map<number, Omit<WayOut, "path"> & { before: number }>();
  const cameFrom = new Map<number, number>();
  const leave = (edge: number, at: number, before: number) => {
    const way =
      decimetresOf(at) +
      length[edge >> 1]! -
      (before < 0 ? Math.round(length[edge >> 1]! * drivenShare(edge, source)) : 0);
    const saved = before < 0 ? Math.round(net.ticks[edge]! * drivenShare(edge, source)) : 0;
    for (let k = turnStart[edge]!; k < turnStart[edge + 1]!; k += 1) {
      const to = turnTo[k]!;
      const isOut = guests[to] === 0;
      const ticks = ticksOf(at) + turnTicks[k]! - saved - (isOut ? THROUGH_TICKS : 0);
      const then = weigh(ticks, way);
      if (then >= (best.get(to) ?? Infinity)) continue;
      best.set(to, then);
      if (isOut) out.set(to, { edge: to, before: before < 0 ? ~edge : edge, ticks, decimetres: way });
      else {
        cameFrom.set(to, before < 0 ? ~edge : edge);
        heap.push(to, then);
      }
    }
  };
  for (const edge of starts) leave(edge, 0, -1);
  while (heap.length > 0) {
    const now = heap.peekValue()!;
    const edge = heap.pop()!;
    if (now === best.get(edge)) leave(edge, now, edge);
  }
  const pathTo = (before: number) => {
    const path = [before];
    for (let edge = before; edge >= 0; path.push(edge)) edge = cameFrom.get(edge)!;
    return path;
  };
  const found = [...out.values()].map(({ before, ...way }) => ({ ...way, path: pathTo(before) }));
  return found.sort((a, b) => a.ticks - b.ticks || a.decimetres - b.decimetres);
}

/** The share of the stop's own street that lies behind it. */
function drivenShare(edge: number, { fraction }: Snap): number {
  return edge & 1 ? 1 - fraction : fraction;
}
