import { NEVER } from "./model.ts";
import type { TourArrays } from "./tour-arrays.ts";

/**
 * Brings the times of a day up to date after one visit was put into it, when they were true before: what lies before the
 * visit keeps its earliest times and what lies behind it its latest ones. For days without docks, releases, kept orders
 * and visits of several windows, where nothing else depends on the rest of the day; `timeDay` knows the others.
 * False when the visit does not fit. Source: Savelsbergh (1992), Vidal et al. (2013).
 */
export function timeInsertion(tours: TourArrays, bus: number, visit: number): boolean {
  const { model, next, prev, place, earliest, latest, service, work, depart, workLeft, endBound } = tours;
  const { n, open, close } = model;
  const { duration } = model.has;
  const travel = model.seconds[model.classOf[bus]!]!;
  let node = prev[visit]!;
  let ready = earliest[node]!;
  let worked = work[node]!;
  let leaves = depart[node]!;
  for (;;) {
    const follow = next[node]!;
    const go = service[node]! + travel.get(place[node]!, place[follow]!);
    ready += go;
    worked += go;
    let bound = NEVER;
    if (follow < n) {
      if (ready < open[follow]!) ready = open[follow]!;
      bound = close[follow]!;
      if (ready > bound) return false;
    }
    // From here on the day is as it was.
    if (!duration && node !== prev[visit] && ready === earliest[follow]) break;
    earliest[follow] = ready;
    if (duration) {
      work[follow] = worked;
      if (bound - worked < leaves) leaves = bound - worked;
      depart[follow] = leaves;
    }
    node = follow;
    if (node >= n) break;
  }
  if (node >= n && ready > model.shiftTo[bus]!) return false;
  if (duration) {
    const length = Math.max(worked, ready - leaves);
    tours.seconds[bus] = length;
    if (length > model.maxSeconds[bus]!) return false;
  }
  if (tours.driving[bus]! > model.maxDriving[bus]!) return false;

  const supplier = tours.supplierOf[tours.tripOf[visit]!]!;
  const closes = supplier >= 0 ? model.supplierClose[supplier]! : NEVER;
  let follow = next[visit]!;
  let last = latest[follow]!;
  let left = workLeft[follow]!;
  let end = endBound[follow]!;
  for (node = visit; ; node = prev[node]!) {
    const go = service[node]! + travel.get(place[node]!, place[follow]!);
    last -= go;
    // Where the way by the visit is the shorter one, a head may be left later than before.
    const limit = node < n ? close[node]! : closes;
    if (last > limit) last = limit;
    latest[node] = last;
    if (duration) {
      left += go;
      workLeft[node] = left;
      const from = node < n ? open[node]! : tours.opensAt[node - n]!;
      if (from + left > end) end = from + left;
      endBound[node] = end;
    }
    if (node >= n) break;
    follow = node;
  }
  return true;
}
