import type { BatchId, CommunityId, SupermarketId, VehicleId } from "#domain/kernel/ids.ts";
import type { ZoneLevel } from "#domain/zones/zone.ts";
import type { Point } from "#roads/estimate.ts";

/** What has to ride: a batch with its bags and what they weigh, from its store to its community's gate. */
export type PlanBatch = {
  readonly batchId: BatchId;
  readonly communityId: CommunityId;
  readonly supermarketId: SupermarketId;
  readonly bags: number;
  readonly grams: number;
  readonly millilitres: number;
  readonly fragileBags: number;
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
  readonly fragilePlaces: number;
  readonly speedKmh: number;
  readonly heightCm: number | null;
  readonly grossWeightKg: number | null;
  /** In seconds of the service day. */
  readonly freeFromSeconds: number;
  readonly tripsLeft: number;
};
export type PlanDay = {
  readonly batches: readonly PlanBatch[];
  readonly places: readonly PlanPlace[];
  readonly stores: readonly PlanStore[];
  readonly vehicles: readonly PlanVehicle[];
};

/** The earliest departure and the last return, in seconds of the service day. */
export const DAY_FROM = 5 * 3600;
export const DAY_TO = 20 * 3600;
export const TRIPS_A_DAY = 3;

/** A load at a dock, and a bus between two trips. */
export const LOAD_SECONDS = 30 * 60;
export const DISINFECT_SECONDS = 20 * 60;

/** The day's places in the order of the travel tables: depots, stores, communities. */
export function layOut(day: Pick<PlanDay, "vehicles" | "stores" | "places">) {
  const depots = [...new Map(day.vehicles.map((v) => [`${v.depot.lat} ${v.depot.lng}`, v.depot])).values()];
  const storeAt = new Map(day.stores.map((s, i) => [s.id, depots.length + i]));
  const placeAt = new Map(day.places.map((p, i) => [p.id, depots.length + day.stores.length + i]));
  return {
    points: [...depots, ...day.stores, ...day.places].map(({ lat, lng }): Point => ({ lat, lng })),
    depotAt: day.vehicles.map((v) => depots.findIndex((d) => d.lat === v.depot.lat && d.lng === v.depot.lng)),
    storeAt: (id: SupermarketId) => storeAt.get(id) ?? missing(id),
    placeAt: (id: CommunityId) => placeAt.get(id) ?? missing(id),
  };
}

/** @throws RangeError: a bug */
export function missing(id: string): never {
  throw new RangeError(`a batch names ${id}, which is not in the day`);
}

/** Bags that may stand where nothing is stacked on them: all of them, where the type says nothing of it. */
export function fragilePlacesOf(type: { readonly fragilePlaces: number | null; readonly maxBags: number }): number {
  return type.fragilePlaces ?? type.maxBags;
}

/** Small enough for a narrow gate. */
export function isSmall(typeCode: string): boolean {
  return typeCode === "van" || typeCode === "e_tricycle";
}
