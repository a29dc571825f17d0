import { desc, eq, sql } from "drizzle-orm";
import type { ZoneRow } from "#contract/zones.ts";
import { communities, grids, zoneVersions } from "#db/schema/index.ts";
import { STANDING_ZONE_STATES } from "#domain/zones/zone.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";

/** Every version that is or will be in force, then the ended ones; newest first. */
export function listZones(ctx: Ctx): Promise<ZoneRow[]> {
  return look(ctx, async (tx) => {
    const rows = await tx
      .select({
        zone: zoneVersions,
        place: communities.name,
        gridNumber: grids.number,
        homes: sql<number>`(SELECT coalesce(sum(h.homes - h.vacant), 0)::int FROM grid_homes h WHERE h.community_id = ${zoneVersions.communityId} AND (${zoneVersions.gridId} IS NULL OR h.grid_id = ${zoneVersions.gridId}))`,
      })
      .from(zoneVersions)
      .innerJoin(communities, eq(communities.id, zoneVersions.communityId))
      .leftJoin(grids, eq(grids.id, zoneVersions.gridId))
      .orderBy(sql`${zoneVersions.state} IN ${STANDING_ZONE_STATES} DESC`, zoneVersions.level, desc(zoneVersions.from));
    return rows.map(({ zone, place, gridNumber, homes: n }) => ({
      zoneId: zone.id,
      communityId: zone.communityId,
      gridId: zone.gridId,
      place,
      gridNumber,
      level: zone.level,
      state: zone.state,
      fromMs: zone.from,
      toMs: zone.to,
      orderNumber: zone.orderNumber,
      parents: zone.parents.length,
      homes: n,
    }));
  });
}
