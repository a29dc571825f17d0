import type { StopId, VehicleId } from "../kernel/ids.ts";
import { instant } from "../kernel/time.ts";
import { type PublishFindingKind, publishFindings, riskOf, type TripToPublish } from "./publish-checks.ts";

/** One change of a planned trip that takes a finding away. */
export type PublishFix =
  /** Another order of the stops; each takes the hour of the place in the order. */
  | { readonly kind: "reorder"; readonly stopIds: readonly StopId[] }
  /** The whole trip, loading and all, so much sooner. */
  | { readonly kind: "sooner"; readonly seconds: number }
  /** Another bus with its driver. */
  | { readonly kind: "other_bus"; readonly vehicleId: VehicleId };

/** A bus that has nothing to do while the trip is out. */
export type FreeBus = {
  readonly id: VehicleId;
  readonly vehicle: TripToPublish["vehicle"];
  readonly hasDriver: boolean;
};

const MINUTE = 60;

const FIX_OF = {
  no_stops: undefined,
  over_bags: "other_bus",
  over_weight: "other_bus",
  over_volume: "other_bus",
  over_fragile: "other_bus",
  cold_too_long: "sooner",
  window_missed: "sooner",
  pass_not_valid: "other_bus",
  pass_not_for_zone: "other_bus",
  vehicle_not_cleared: "other_bus",
  driver_not_cleared: "other_bus",
  zone_order: "reorder",
} as const satisfies Record<PublishFindingKind, PublishFix["kind"] | undefined>;

/** The trip as it would be. */
export function withFix(trip: TripToPublish, fix: PublishFix, free: readonly FreeBus[]): TripToPublish {
  switch (fix.kind) {
    case "reorder": {
      const stops = fix.stopIds.flatMap((id) => trip.stops.find((s) => s.stopId === id) ?? []);
      return { ...trip, stops: stops.map((s, i) => ({ ...s, arriveAt: trip.stops[i]?.arriveAt ?? s.arriveAt })) };
    }
    case "sooner": {
      const sooner = (at: number) => instant(at - fix.seconds * 1000);
      return {
        ...trip,
        leavesAt: sooner(trip.leavesAt),
        stops: trip.stops.map((s) => ({
          ...s,
          arriveAt: instant(Math.max(sooner(s.arriveAt), s.gateOpensAt)),
          ...(s.coldUntil !== undefined && { coldUntil: sooner(s.coldUntil) }),
        })),
      };
    }
    case "other_bus": {
      const bus = free.find((b) => b.id === fix.vehicleId);
      return bus ? { ...trip, vehicle: bus.vehicle, driverCleared: bus.hasDriver } : trip;
    }
  }
}

/**
 * For each kind of finding the least change that takes it away and brings no other; none where there is none.
 * @param free in the order in which they are proposed
 */
export function publishFixes(
  trip: TripToPublish,
  free: readonly FreeBus[],
): Partial<Record<PublishFindingKind, PublishFix>> {
  const before = new Set(publishFindings(trip).map((f) => f.kind));
  const fixes: Partial<Record<PublishFindingKind, PublishFix>> = {};
  for (const kind of before) {
    const fix = candidates(trip, FIX_OF[kind], free).find((candidate) => {
      const after = publishFindings(withFix(trip, candidate, free)).map((f) => f.kind);
      return !after.includes(kind) && after.every((k) => before.has(k));
    });
    if (fix) fixes[kind] = fix;
  }
  return fixes;
}

function candidates(
  trip: TripToPublish,
  kind: PublishFix["kind"] | undefined,
  free: readonly FreeBus[],
): readonly PublishFix[] {
  if (kind === "reorder") {
    const stopIds = trip.stops.toSorted((a, b) => riskOf(a.zone) - riskOf(b.zone)).map((s) => s.stopId);
    return [{ kind, stopIds }];
  }
  if (kind === "sooner") {
    const late = Math.max(...trip.stops.map((s) => s.arriveAt - s.gateClosesAt)) / 1000;
    return late > 0 ? [{ kind, seconds: Math.ceil(late / MINUTE) * MINUTE }] : [];
  }
  return kind === "other_bus" ? free.map((bus) => ({ kind, vehicleId: bus.id })) : [];
}
