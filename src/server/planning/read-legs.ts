import { inArray } from "drizzle-orm";
import type { TripLeg } from "#contract/roads.ts";
import type { Tx } from "#db/client.ts";
import { tripRoutes } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";

/** A leg as it is stored, with the places that it lies between; null where no way leads. */
export type StoredLeg = { readonly from: string; readonly to: string; readonly leg: TripLeg | null };

/** Legs drawn for a trip, found by the places that they lie between: one for an order of stops that has changed since is not found. */
export type DrawnLegs = { readonly find: (from: string, to: string) => TripLeg | undefined };

export async function readLegs(tx: Tx, tripIds: readonly TripId[]): Promise<ReadonlyMap<TripId, DrawnLegs>> {
  if (tripIds.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(tripRoutes)
    .where(inArray(tripRoutes.tripId, [...tripIds]));
  return new Map(
    rows.map((row) => {
      const legs = new Map((row.legs as StoredLeg[]).map((l) => [`${l.from} ${l.to}`, l.leg ?? undefined]));
      return [row.tripId, { find: (from, to) => legs.get(`${from} ${to}`) }];
    }),
  );
}
