import { asc, eq } from "drizzle-orm";
import type { ZonePlace } from "#contract/zones.ts";
import { communities, districts, grids } from "#db/schema/index.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { strictestZones } from "../../planning/read-day.ts";

/** Every community with what is in force there now, and its grids by number. */
export function listZonePlaces(ctx: Ctx): Promise<ZonePlace[]> {
  return look(ctx, async (tx) => {
    const levels = await strictestZones(tx, tx.at);
    const numbers = Map.groupBy(
      await tx.select({ place: grids.communityId, number: grids.number }).from(grids).orderBy(asc(grids.number)),
      (g) => g.place,
    );
    const rows = await tx
      .select({ c: communities, district: districts.name })
      .from(communities)
      .innerJoin(districts, eq(districts.id, communities.districtId))
      .orderBy(communities.code);
    return rows.map(({ c, district }) => ({
      communityId: c.id,
      name: c.name,
      subdistrict: c.subdistrict,
      district,
      lat: c.lat,
      lng: c.lng,
      level: levels.get(c.id) ?? null,
      gridNumbers: (numbers.get(c.id) ?? []).map((g) => g.number),
    }));
  });
}
