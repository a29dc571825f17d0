import { and, desc, eq, isNull, lte, sql } from "drizzle-orm";
import type { GridWorkerView, ZoneView } from "#contract/resident.ts";
import type { Tx } from "#db/client.ts";
import { notEnded } from "#db/queries/not-ended.ts";
import { findZoneInForce } from "#db/queries/zone-in-force.ts";
import { assignments, communities, grids, users } from "#db/schema/index.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { aggregatorOf } from "#domain/places/aggregator.ts";
import type { ReaderHome } from "./homes-of-reader.ts";

type Place = Pick<ReaderHome, "gridId" | "communityId">;

/** The zone in force at a home now, if any. */
export async function zoneOfHome(tx: Tx, place: Place, now: Instant): Promise<ZoneView | null> {
  const zone = await findZoneInForce(tx, place, now);
  if (!zone) return null;
  return {
    level: zone.level,
    fromMs: zone.effectiveFrom,
    untilMs: zone.effectiveTo ?? null,
    orderNumber: zone.orderNumber,
    wholeCommunity: zone.gridId === undefined,
  };
}

/** Who looks after the grid of a home now; a stand-in comes before the one he stands in for. */
export async function gridWorkerOf(tx: Tx, place: Place, now: Instant): Promise<GridWorkerView | null> {
  const [worker] = await tx
    .select({ name: users.name, label: assignments.label, kind: communities.kind, aggregator: communities.aggregator })
    .from(assignments)
    .innerJoin(users, eq(users.id, assignments.userId))
    .innerJoin(grids, eq(grids.id, assignments.gridId))
    .innerJoin(communities, eq(communities.id, grids.communityId))
    .where(
      and(eq(assignments.gridId, place.gridId), eq(assignments.role, "GW"), lte(assignments.from, now), notEnded(now)),
    )
    .orderBy(isNull(assignments.standsInFor), desc(assignments.from))
    .limit(1);
  if (!worker) return null;
  const [called] = await tx.execute<{ phone: string | null }>(sql`SELECT worker_phone(${place.gridId}) AS phone`);
  return { name: worker.name, label: worker.label, aggregator: aggregatorOf(worker), phone: called?.phone ?? null };
}
