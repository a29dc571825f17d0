import { type Instant, instant } from "../kernel/time.ts";

/** From the gate before (or the dock) to one gate: driving there, waiting until it opens, unloading. */
export type Leg = { readonly driveMs: number; readonly gateOpensAt: Instant; readonly unloadMs: number };

/** When the bus is at a gate and when it is done there. */
export type Visit = { readonly arriveAt: Instant; readonly leaveAt: Instant };

/** A stop as a plan has it. */
export type PlannedVisit = {
  readonly plannedArriveAt: Instant;
  readonly plannedLeaveAt: Instant;
  readonly gateOpensAt: Instant;
};

/** When a bus that is at the gate by `arriveAt` is done there. */
export const doneAt = (arriveAt: number, { gateOpensAt, unloadMs }: Leg): number =>
  Math.max(arriveAt, gateOpensAt) + unloadMs;

/** The hours of a bus that sets off at `setOffAt` and drives these legs one after another. */
export function driveOn(setOffAt: number, legs: readonly Leg[]): Visit[] {
  let at = setOffAt;
  return legs.map((leg) => {
    const arriveAt = at + leg.driveMs;
    at = doneAt(arriveAt, leg);
    return { arriveAt: instant(arriveAt), leaveAt: instant(at) };
  });
}

/** The legs that a plan's hours are made of, each beside the stop that it leads to. */
export function legsOf<S extends PlannedVisit>(setOffAt: number, stops: readonly S[]): (Leg & { readonly stop: S })[] {
  return stops.map((stop, i) => ({
    stop,
    driveMs: Math.max(0, stop.plannedArriveAt - (stops[i - 1]?.plannedLeaveAt ?? setOffAt)),
    gateOpensAt: stop.gateOpensAt,
    unloadMs: Math.max(0, stop.plannedLeaveAt - Math.max(stop.plannedArriveAt, stop.gateOpensAt)),
  }));
}
