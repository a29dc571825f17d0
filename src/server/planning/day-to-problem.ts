import type { BatchId, CommunityId, SupermarketId, VehicleId } from "#domain/kernel/ids.ts";
import type { ZoneLevel } from "#domain/zones/zone.ts";
import { estimateMatrix, type Point } from "#roads/estimate.ts";
import type { Problem } from "#routing/problem.ts";

/** What has to ride: a batch with its bags and what they weigh, from its store to its community's gate. */
export type PlanBatch = {
  readonly batchId: BatchId;
  readonly communityId: CommunityId;
  readonly supermarketId: SupermarketId;
  readonly bags: number;
  readonly grams: number;
  readonly millilitres: number;
};
export type PlanPlace = Point & {
  readonly id: CommunityId;
  readonly gateOpensSeconds: number;
  readonly gateClosesSeconds: number;
  readonly busAccessible: boolean;
  readonly zone: ZoneLevel | undefined;
};
export type PlanStore = Point & {
  readonly id: SupermarketId;
  readonly dockSlots: number;
  readonly loadingOpensSeconds: number;
};
export type PlanVehicle = {
  readonly id: VehicleId;
  readonly typeCode: string;
  readonly depot: Point;
  readonly maxBags: number;
  readonly maxWeightKg: number;
  readonly maxVolumeLitres: number;
  readonly speedKmh: number;
};
export type PlanDay = {
  readonly batches: readonly PlanBatch[];
  readonly places: readonly PlanPlace[];
  readonly stores: readonly PlanStore[];
  readonly vehicles: readonly PlanVehicle[];
};

/** Places without a level first, locked ones last, within one trip: the order that the checks before publishing ask for. */
const RANK: Readonly<Record<ZoneLevel, number>> = { prevention: 1, control: 2, lockdown: 3 };
const DAY_FROM = 5 * 3600;
const DAY_TO = 20 * 3600;
const SET_UP_SECONDS = 600;
const SECONDS_PER_BAG = 4;
const LOAD_SECONDS = 30 * 60;
const DISINFECT_SECONDS = 20 * 60;
/** Zone bit of gates that a bus cannot reach: only small vehicles carry it. */
const NARROW = 1;

/**
 * A day as the solver reads it. Times are seconds of the service day, money fen. A batch may only be loaded at its own
 * store: each store is a kind of package of its own, of which only that store has stock. Places come depots, stores,
 * communities.
 */
export function dayToProblem(day: PlanDay): Problem {
  const depots = [...new Map(day.vehicles.map((v) => [`${v.depot.lat} ${v.depot.lng}`, v.depot])).values()];
  const points: Point[] = [...depots, ...day.stores, ...day.places];
  const storeAt = new Map(day.stores.map((s, i) => [s.id, i]));
  const placeAt = new Map(day.places.map((p, i) => [p.id, i]));
  const speeds = [...new Set(day.vehicles.map((v) => v.speedKmh))];
  const everything = day.batches.reduce((n, b) => n + b.bags, 0);
  return {
    locations: points.length,
    classes: speeds.map((kmh) => {
      const m = estimateMatrix(points, kmh);
      return { seconds: { kind: "table", values: m.seconds }, metres: { kind: "table", values: m.metres } };
    }),
    dimensions: 3,
    packages: day.stores.length,
    vehicles: day.vehicles.map((v) => {
      const depot = depots.findIndex((d) => d.lat === v.depot.lat && d.lng === v.depot.lng);
      return {
        class: speeds.indexOf(v.speedKmh),
        startAt: depot,
        endAt: depot,
        shift: { from: DAY_FROM, to: DAY_TO },
        capacity: [v.maxBags, v.maxWeightKg * 1000, v.maxVolumeLitres * 1000],
        maxTrips: 3,
        disinfectSeconds: DISINFECT_SECONDS,
        maxSeconds: 12 * 3600,
        cost: { fixed: 20_000, perMetre: 0.3, perSecond: 1.5, overtimePerSecond: 1.5, regularSeconds: 8 * 3600 },
        zone: v.typeCode === "van" || v.typeCode === "e_tricycle" ? NARROW : 0,
      };
    }),
    suppliers: day.stores.map((s, i) => ({
      location: depots.length + i,
      open: { from: Math.max(DAY_FROM, s.loadingOpensSeconds), to: DAY_TO },
      loadSeconds: LOAD_SECONDS,
      docks: s.dockSlots,
      stock: day.stores.map((_, k) => (k === i ? everything : 0)),
    })),
    stops: day.batches.map((b) => {
      const place = day.places[placeAt.get(b.communityId) ?? -1];
      const store = storeAt.get(b.supermarketId);
      if (!place || store === undefined)
        throw new RangeError(`batch ${b.batchId} names a place that is not in the day`);
      return {
        location: depots.length + day.stores.length + (placeAt.get(b.communityId) ?? 0),
        demand: [b.bags, b.grams, b.millilitres],
        packages: day.stores.map((_, k) => (k === store ? b.bags : 0)),
        windows: [{ from: place.gateOpensSeconds, to: place.gateClosesSeconds }],
        service: { setUp: SET_UP_SECONDS, perUnit: SECONDS_PER_BAG },
        unservedCost: 100_000 + b.bags * 2_000,
        zone: place.busAccessible ? 0 : NARROW,
        rank: place.zone ? RANK[place.zone] : 0,
      };
    }),
  };
}
