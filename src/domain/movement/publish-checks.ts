import type { StopId } from "../kernel/ids.ts";
import { type Instant, toServiceDay } from "../kernel/time.ts";
import type { ZoneLevel } from "../zones/zone.ts";
import { isExpiredOn, type Licence, type LicenceClass, licenceAllows } from "./licence.ts";

/** One stop as planned. Bags, weight and volume are what is set down there. */
export type PlannedStop = {
  readonly stopId: StopId;
  readonly bags: number;
  readonly grams: number;
  readonly millilitres: number;
  readonly fragileBags: number;
  /** The latest moment at which cold goods for this stop are still good; undefined without cold goods. */
  readonly coldUntil?: Instant | undefined;
  readonly arriveAt: Instant;
  /** A bus that is there earlier waits. */
  readonly gateOpensAt: Instant;
  readonly unloadMs: number;
  readonly gateClosesAt: Instant;
  readonly zone?: ZoneLevel | undefined;
  /** The vehicle is disinfected on the way from the stop before. */
  readonly disinfectedBefore: boolean;
};

export type TripToPublish = {
  readonly vehicle: {
    readonly maxBags: number;
    readonly maxGrams: number;
    readonly maxMillilitres: number;
    /** Bags that may stand where nothing is stacked on them. */
    readonly fragilePlaces: number;
    readonly cleared: boolean;
    /** It is out with another trip at some time of this one: of another round of the day, or of a plan made beside this one. */
    readonly taken: boolean;
    /** What its driver must have; undefined where nobody has said. */
    readonly licenceClass?: LicenceClass | undefined;
    /** Undefined where the city asks for no pass. `levels` are the zones that it lets the vehicle enter. */
    readonly pass?:
      | { readonly validFrom: Instant; readonly validTo: Instant; readonly levels: readonly ZoneLevel[] }
      | undefined;
  };
  readonly driverCleared: boolean;
  /** The driver's; undefined where nobody has written it down: that is told, and holds nothing back. */
  readonly licence?: Licence | undefined;
  readonly leavesAt: Instant;
  /** In the order of the visit. */
  readonly stops: readonly PlannedStop[];
};

export const PUBLISH_FINDINGS = [
  "no_stops",
  "over_bags",
  "over_weight",
  "over_volume",
  "over_fragile",
  "cold_too_long",
  "window_missed",
  "pass_not_valid",
  "pass_not_for_zone",
  "vehicle_not_cleared",
  "vehicle_taken",
  "driver_not_cleared",
  "licence_expired",
  "licence_not_for_vehicle",
  "zone_order",
] as const;
export type PublishFindingKind = (typeof PUBLISH_FINDINGS)[number];

/** One reason why a trip must not be published; `stopId` where it concerns one stop, figures where it has a measure. */
export type PublishFinding = {
  readonly kind: PublishFindingKind;
  readonly stopId?: StopId;
  readonly value?: number;
  readonly limit?: number;
};

/** How much may be brought out of a place: clean places come first in a trip. */
const RISK = { prevention: 1, control: 2, lockdown: 3 } as const satisfies Record<ZoneLevel, number>;
export const riskOf = (zone: ZoneLevel | undefined) => (zone === undefined ? 0 : RISK[zone]);

/** Everything that forbids publishing the trip (invariants 10 and 11), the trip's own findings first; empty when it may go. */
export function publishFindings(trip: TripToPublish): PublishFinding[] {
  const { vehicle, stops, licence } = trip;
  const sum = (of: (stop: PlannedStop) => number) => stops.reduce((total, stop) => total + of(stop), 0);
  const over = (kind: PublishFindingKind, value: number, limit: number): PublishFinding[] =>
    value > limit ? [{ kind, value, limit }] : [];
  return [
    ...(stops.length === 0 ? [{ kind: "no_stops" } as const] : []),
    ...over(
      "over_bags",
      sum((s) => s.bags),
      vehicle.maxBags,
    ),
    ...over(
      "over_weight",
      sum((s) => s.grams),
      vehicle.maxGrams,
    ),
    ...over(
      "over_volume",
      sum((s) => s.millilitres),
      vehicle.maxMillilitres,
    ),
    ...over(
      "over_fragile",
      sum((s) => s.fragileBags),
      vehicle.fragilePlaces,
    ),
    ...(vehicle.cleared ? [] : [{ kind: "vehicle_not_cleared" } as const]),
    ...(vehicle.taken ? [{ kind: "vehicle_taken" } as const] : []),
    ...(trip.driverCleared ? [] : [{ kind: "driver_not_cleared" } as const]),
    ...(licence && isExpiredOn(licence, toServiceDay(trip.leavesAt)) ? [{ kind: "licence_expired" } as const] : []),
    ...(licence && vehicle.licenceClass && !licenceAllows(licence.class, vehicle.licenceClass)
      ? [{ kind: "licence_not_for_vehicle" } as const]
      : []),
    ...(vehicle.pass && trip.leavesAt < vehicle.pass.validFrom ? [{ kind: "pass_not_valid" } as const] : []),
    ...stops.flatMap((stop, i) => stopFindings(trip, stop, stops[i - 1])),
  ];
}

function stopFindings(
  { vehicle: { pass } }: TripToPublish,
  stop: PlannedStop,
  before: PlannedStop | undefined,
): PublishFinding[] {
  const { stopId, zone } = stop;
  const startAt = Math.max(stop.arriveAt, stop.gateOpensAt);
  const stepsDown = before !== undefined && !stop.disinfectedBefore && riskOf(zone) < riskOf(before.zone);
  return [
    ...(startAt > stop.gateClosesAt ? [{ kind: "window_missed", stopId } as const] : []),
    ...(stop.coldUntil !== undefined && startAt > stop.coldUntil ? [{ kind: "cold_too_long", stopId } as const] : []),
    ...(pass && startAt > pass.validTo ? [{ kind: "pass_not_valid", stopId } as const] : []),
    ...(pass && zone && !pass.levels.includes(zone) ? [{ kind: "pass_not_for_zone", stopId } as const] : []),
    ...(stepsDown ? [{ kind: "zone_order", stopId } as const] : []),
  ];
}

/** The trip's guards that a finding speaks against: each holds unless one does. */
export type PublishGuard = "capacity_fits" | "windows_fit" | "pass_fits" | "zones_fit" | "in_service";
export const GUARD_OF_FINDING: Readonly<Record<PublishFindingKind, PublishGuard>> = {
  no_stops: "capacity_fits",
  over_bags: "capacity_fits",
  over_weight: "capacity_fits",
  over_volume: "capacity_fits",
  over_fragile: "capacity_fits",
  cold_too_long: "windows_fit",
  window_missed: "windows_fit",
  pass_not_valid: "pass_fits",
  pass_not_for_zone: "pass_fits",
  vehicle_not_cleared: "in_service",
  vehicle_taken: "in_service",
  driver_not_cleared: "in_service",
  licence_expired: "in_service",
  licence_not_for_vehicle: "in_service",
  zone_order: "zones_fit",
};
