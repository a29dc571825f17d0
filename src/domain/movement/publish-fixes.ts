import type { StopId, VehicleId } from "../kernel/ids.ts";
import { instant } from "../kernel/time.ts";
import { driveOn } from "./drive-on.ts";
import type { Licence } from "./licence.ts";
import {
  type PlannedStop,
  type PublishFindingKind,
  publishFindings,
  riskOf,
  type TripToPublish,
} from "./publish-checks.ts";

/** One change of a planned trip that takes a finding away. */
export type PublishFix =
  /** Another order of the stops. */
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
  /** Its driver's. */
  readonly licence?: Licence | undefined;
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
  vehicle_taken: "other_bus",
  driver_not_cleared: "other_bus",
  licence_expired: "other_bus",
  licence_not_for_vehicle: "other_bus",
  zone_order: "reorder",
} as const satisfies Record<PublishFindingKind, PublishFix["kind"] | undefined>;

/** How long the bus drives from one stop, or from the dock, to another. */
export type DriveMs = (from: StopId | "dock", to: StopId) => number;

/** The trip as it would be, its hours worked out anew. */
export function withFix(
  trip: TripToPublish,
  fix: PublishFix,
  free: readonly FreeBus[],
  driveMs: DriveMs,
): TripToPublish {
  switch (fix.kind) {
    case "reorder":
      return { ...trip, stops: timed(trip.leavesAt, inOrder(trip.stops, fix.stopIds), driveMs) };
    case "sooner": {
      const sooner = (at: number) => instant(at - fix.seconds * 1000);
      const stops = trip.stops.map((s) => (s.coldUntil === undefined ? s : { ...s, coldUntil: sooner(s.coldUntil) }));
      return { ...trip, leavesAt: sooner(trip.leavesAt), stops: timed(sooner(trip.leavesAt), stops, driveMs) };
    }
    case "other_bus": {
      const bus = free.find((b) => b.id === fix.vehicleId);
      return bus ? { ...trip, vehicle: bus.vehicle, driverCleared: bus.hasDriver, licence: bus.licence } : trip;
    }
  }
}

const inOrder = (stops: readonly PlannedStop[], ids: readonly StopId[]): PlannedStop[] =>
  ids.flatMap((id) => stops.find((s) => s.stopId === id) ?? []);

function timed(setOffAt: number, stops: readonly PlannedStop[], driveMs: DriveMs): PlannedStop[] {
  const legs = stops.map((s, i) => ({ ...s, driveMs: driveMs(stops[i - 1]?.stopId ?? "dock", s.stopId) }));
  const visits = driveOn(setOffAt, legs);
  return stops.map((s, i) => ({ ...s, arriveAt: visits[i]?.arriveAt ?? s.arriveAt }));
}

/**
 * For each kind of finding the least change that takes it away and brings no other; none where there is none.
 * @param free in the order in which they are proposed
 */
export function publishFixes(
  trip: TripToPublish,
  free: readonly FreeBus[],
  driveMs: DriveMs,
): Partial<Record<PublishFindingKind, PublishFix>> {
  const before = new Set(publishFindings(trip).map((f) => f.kind));
  const fixes: Partial<Record<PublishFindingKind, PublishFix>> = {};
  for (const kind of before) {
    const fix = candidates(trip, FIX_OF[kind], free).find((candidate) => {
      const after = publishFindings(withFix(trip, candidate, free, driveMs)).map((f) => f.kind);
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
