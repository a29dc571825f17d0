import { z } from "zod";
import type { CommunityId, GridId, ZoneVersionId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { TripState } from "#domain/movement/trip.ts";
import type { DeliveryMode, ZoneLevel, ZoneState } from "#domain/zones/zone.ts";
import { ZONE_LEVELS } from "#domain/zones/zone.ts";
import { instant } from "./instant.ts";
import { id } from "./orders.ts";

/** A community, all of it or some of its grids by number. */
const area = z.object({
  communityId: id<CommunityId>(),
  gridNumbers: z
    .array(z.number().int().min(1).max(999))
    .min(1)
    .max(200)
    .refine((numbers) => new Set(numbers).size === numbers.length)
    .optional(),
});
const areas = z
  .array(area)
  .min(1)
  .max(3000)
  .refine((all) => new Set(all.map((a) => a.communityId)).size === all.length);
const term = { level: z.enum(ZONE_LEVELS), from: instant, to: instant.optional() };

/** New versions by one order. What was in force in each area becomes the parent of the one that follows it. */
export const setZonesInput = z.object({ areas, ...term, orderNumber: z.string().trim().min(2).max(60) });
export type SetZonesInput = z.infer<typeof setZonesInput>;
/** The same before it is ordered: what it would do. */
export const zoneEffectInput = z.object({ areas, ...term });
export type ZoneEffectInput = z.infer<typeof zoneEffectInput>;
/** GeoJSON as its author sent it: which communities lie inside. */
export const placesWithinInput = z.object({ geojson: z.string().min(2).max(500_000) });

export const liftZoneInput = z.object({ zoneId: id<ZoneVersionId>(), orderNumber: z.string().trim().min(2).max(60) });
export type LiftZoneInput = z.infer<typeof liftZoneInput>;

export type ZoneRow = {
  readonly zoneId: ZoneVersionId;
  readonly communityId: CommunityId;
  readonly gridId: GridId | null;
  readonly place: Names;
  readonly gridNumber: number | null;
  readonly level: ZoneLevel;
  readonly state: ZoneState;
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly orderNumber: string | null;
  readonly parents: number;
  readonly homes: number;
};

/** A community on the map of zones. */
export type ZonePlace = {
  readonly communityId: CommunityId;
  readonly name: Names;
  readonly subdistrict: Names;
  readonly district: Names;
  readonly lat: number;
  readonly lng: number;
  /** The strictest level in force anywhere in it. */
  readonly level: ZoneLevel | null;
  readonly gridNumbers: readonly number[];
};

/** What a change of zones does, by what stands at this moment. */
export type ZoneEffect = {
  readonly homes: number;
  /** Orders whose goods are still to come. */
  readonly orders: number;
  readonly eldersAlone: number;
  readonly gridWorkers: number;
  /** Homes and orders by what changes for them; where nothing changes `before` and `after` are the same. */
  readonly changes: readonly {
    readonly before: ZoneLevel | null;
    readonly after: ZoneLevel | null;
    readonly homes: number;
    readonly orders: number;
    readonly mode: DeliveryMode;
  }[];
  /** Trips that still lead there after the change, by number. */
  readonly trips: readonly {
    readonly tripId: string;
    readonly number: number;
    readonly bus: string;
    readonly state: TripState;
    readonly stops: number;
    readonly bags: number;
    /** Clean places no longer come before closed ones. */
    readonly breaks: boolean;
  }[];
};
