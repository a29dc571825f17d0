import { communities } from "#db/schema/index.ts";
import type { CommunityId } from "#domain/kernel/ids.ts";
import { closedArea, liesInside } from "#roads/closure.ts";
import { parseClosures } from "#roads/closure-file.ts";
import { UNITS_PER_DEGREE } from "#roads/geometry.ts";
import { RoadDataError } from "#roads/road-data-error.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";

/**
 * The communities whose gate lies inside the areas of a GeoJSON text.
 * @throws AppError `refused` with `bad_closure` and what is wrong with the text
 */
export async function listPlacesWithin(ctx: Ctx, input: { geojson: string }): Promise<CommunityId[]> {
  const areas = areasOf(input.geojson);
  const places = await look(ctx, (tx) =>
    tx.select({ id: communities.id, lat: communities.lat, lng: communities.lng }).from(communities),
  );
  return places
    .filter(({ lat, lng }) => areas.some((area) => liesInside(area, lng * UNITS_PER_DEGREE, lat * UNITS_PER_DEGREE)))
    .map((p) => p.id);
}

function areasOf(text: string) {
  try {
    return parseClosures(JSON.parse(text)).map(closedArea);
  } catch (error) {
    if (error instanceof SyntaxError) throw new AppError("refused", { kind: "bad_closure", what: "JSON" });
    if (error instanceof RoadDataError) throw new AppError("refused", { kind: "bad_closure", what: error.message });
    throw error;
  }
}
