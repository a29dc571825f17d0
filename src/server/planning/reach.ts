import type { LeftOut } from "#contract/movement.ts";
import { UNREACHABLE } from "#roads/road-matrix.ts";
import type { DayTravel, TravelClass } from "./day-travel.ts";
import { layOut, type PlanBatch, type PlanDay } from "./plan-day.ts";

/**
 * Which vehicles, by index, can drive a batch: from their depot to its store, on to its gate, and home again. The others
 * are forbidden to the solver, because a table has no room for "no way".
 */
export function vehiclesThatReach(day: PlanDay, travel: DayTravel): (batch: PlanBatch) => number[] {
  const { points, depotAt, storeAt, placeAt } = layOut(day);
  const n = points.length;
  const leads = (c: TravelClass | undefined, from: number, to: number) =>
    (c?.seconds[from * n + to] ?? UNREACHABLE) < UNREACHABLE;
  const known = new Map<string, number[]>();
  return ({ supermarketId, communityId }) => {
    const [store, gate] = [storeAt(supermarketId), placeAt(communityId)];
    const key = `${store} ${gate}`;
    const found =
      known.get(key) ??
      day.vehicles.flatMap((_, i) => {
        const c = travel.classes[travel.classOf[i] ?? -1];
        const depot = depotAt[i] ?? -1;
        return leads(c, depot, store) && leads(c, store, gate) && leads(c, gate, depot) ? [i] : [];
      });
    known.set(key, found);
    return found;
  };
}

/** The day without what no vehicle can drive to, and that with the reason. */
export function leaveOutUnreachable(day: PlanDay, travel: DayTravel): { day: PlanDay; leftOut: LeftOut[] } {
  const reach = vehiclesThatReach(day, travel);
  const { storeAt, placeAt } = layOut(day);
  const leftOut: LeftOut[] = [];
  const batches = day.batches.filter((b) => {
    if (day.vehicles.length === 0 || reach(b).length > 0) return true;
    const gate = refusalAt(travel, placeAt(b.communityId));
    const store = refusalAt(travel, storeAt(b.supermarketId));
    const [reason, missing] = gate ?? (store ? (["store_no_access", 0] as const) : (["no_access", 0] as const));
    leftOut.push({ batchId: b.batchId, communityId: b.communityId, bags: b.bags, reason, missing });
    return false;
  });
  return { day: { ...day, batches }, leftOut };
}

/** Why no vehicle can stand there, with metres to the nearest good street where they are known. */
function refusalAt(travel: DayTravel, point: number): readonly ["in_closure" | "no_access", number] | undefined {
  const answers = travel.classes.map((c) => c.placed[point]);
  if (answers.some((a) => a?.ok)) return undefined;
  const [first] = answers;
  if (first?.ok !== false) return undefined;
  if (first.refusal.kind === "in_closed_zone") return ["in_closure", 0];
  return ["no_access", first.refusal.kind === "on_island" ? (first.refusal.metresAway ?? 0) : 0];
}
