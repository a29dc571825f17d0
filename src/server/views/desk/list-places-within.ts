import { communities } from "#db/schema/index.ts";
import type { CommunityId } from "#domain/kernel/ids.ts";
import { closedArea, liesInside } from "#roads/closure.ts";
import { UNITS_PER_DEGREE } from "#roads/geometry.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { readGeoJson } from "../../planning/read-geojson.ts";

/**
 * The communities whose gate lies inside the areas of a GeoJSON text.
 * @throws AppError `refused` with `bad_closure` and what is wrong with the text
 */
export async function listPlacesWithin(ctx: Ctx, input: { geojson: string }): Promise<CommunityId[]> {
  const areas = readGeoJson(input.geojson).map(closedArea);
  const places = await look(ctx, (tx) =>
    tx.select({ id: communities.id, lat: communities.lat, lng: communities.lng }).from(communities),
  );
  return places
    .filter(({ lat, lng }) => areas.some((area) => liesInside(area, lng * UNITS_PER_DEGREE, lat * UNITS_PER_DEGREE)))
    .map((p) => p.id);
}
