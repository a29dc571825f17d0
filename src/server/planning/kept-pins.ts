import type { PlanChange, PlanPin } from "#contract/plan-edits.ts";

/** A trip of a plan as pins see it: the nth of its bus, with its batches in their order. */
export type PinnedTrip = { readonly vehicleId: string; readonly trip: number; readonly batchIds: readonly string[] };

const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((id, i) => id === b[i]);

/** The pins after a change that sets one or takes it away; undefined when it names what is not there. */
export function pinsAfter(
  trips: readonly PinnedTrip[],
  pins: readonly PlanPin[],
  change: Extract<PlanChange, { kind: "pin" | "lock" }>,
): PlanPin[] | undefined {
  const at = change.kind === "pin" ? change.from : change.trip;
  const trip = trips.find((t) => t.vehicleId === at.vehicleId && t.trip === at.trip);
  if (!trip) return undefined;
  const { vehicleId } = trip;
  if (change.kind === "lock") {
    const others = pins.filter(
      (p) => p.kind !== "trip" || p.vehicleId !== vehicleId || !same(p.batchIds, trip.batchIds),
    );
    return change.on ? [...others, { kind: "trip", vehicleId, batchIds: trip.batchIds }] : others;
  }
  const { batchIds } = change;
  if (!batchIds.every((id) => trip.batchIds.includes(id))) return undefined;
  const named = new Set<string>(batchIds);
  const others = pins.flatMap((p): PlanPin[] => {
    if (p.kind !== "stop" || p.vehicleId !== vehicleId) return [p];
    const left = p.batchIds.filter((id) => !named.has(id));
    return left.length > 0 ? [{ ...p, batchIds: left }] : [];
  });
  return change.on ? [...others, { kind: "stop", vehicleId, batchIds }] : others;
}

/** The pins that a plan does not keep. A batch that is no longer in the day binds nobody. */
export function brokenPins(
  trips: readonly PinnedTrip[],
  pins: readonly PlanPin[],
  isThere: (batchId: string) => boolean,
): PlanPin[] {
  return pins.filter((pin) => {
    const batchIds = pin.batchIds.filter(isThere);
    if (batchIds.length === 0) return false;
    if (pin.kind === "trip") return !trips.some((t) => t.vehicleId === pin.vehicleId && same(t.batchIds, batchIds));
    const rides = (id: string) => trips.filter((t) => t.batchIds.includes(id));
    return batchIds.some((id) => rides(id).length === 0 || rides(id).some((t) => t.vehicleId !== pin.vehicleId));
  });
}
