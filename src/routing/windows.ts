import type { Model } from "./model.ts";

/** Visits with several windows, or with soft ones. The single hard window of most visits is read in place instead. */

/** Earliest start of service on arrival at `arrival`; −1 when every window has passed. */
export function startOfService(model: Model, visit: number, arrival: number): number {
  const hard = model.windowHard[visit]!;
  const from = model.windowFrom[visit]!;
  for (let k = 0; k < hard.length; k++) if (arrival <= hard[k]!) return Math.max(arrival, from[k]!);
  return -1;
}

/**
 * Latest start not after `bound`, −1 when there is none. With `keepPrice`, `bound` is a start in use, and the answer is
 * how late it may become within its window at no further cost.
 */
export function latestStart(model: Model, visit: number, bound: number, keepPrice: boolean): number {
  const from = model.windowFrom[visit]!;
  const ends = keepPrice ? model.windowTo[visit]! : model.windowHard[visit]!;
  for (let k = from.length - 1; k >= 0; k--) {
    if (from[k]! > bound) continue;
    if (keepPrice) return Math.max(bound, ends[k]!);
    return Math.min(bound, ends[k]!);
  }
  return -1;
}

/** Price of starting at `start`. */
export function lateness(model: Model, visit: number, start: number): number {
  const hard = model.windowHard[visit]!;
  for (let k = 0; k < hard.length; k++)
    if (start <= hard[k]!) return Math.max(0, start - model.windowTo[visit]![k]!) * model.windowPrice[visit]![k]!;
  return 0;
}
