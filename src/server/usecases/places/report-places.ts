import type { PlaceReport } from "#contract/places.ts";
import { communities } from "#db/schema/index.ts";
import type { Place } from "#db/seed/territory.ts";
import { firstName } from "#domain/kernel/names.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { listMisplaced } from "../../planning/misplaced.ts";
import type { OpenRoads } from "../../planning/roads-in-use.ts";
import { metresApart } from "./check-places.ts";

/** A known place that a list puts farther away than this is told: a slip, or the wrong datum. */
const MOVED_METRES = 100;

/** What taking these places in would change in the city as it is, and which of them no bus gets near. */
export async function reportPlaces(ctx: Ctx, places: readonly Place[], open: OpenRoads): Promise<PlaceReport> {
  const rows = await look(ctx, (tx) =>
    tx
      .select({ code: communities.code, names: communities.name, lat: communities.lat, lng: communities.lng })
      .from(communities),
  );
  const city = new Map(rows.map((c) => [c.code, c]));
  const added = places.filter((p) => !city.has(p.code));
  const known = places.flatMap((p) => {
    const before = city.get(p.code);
    return before ? [{ code: p.code, names: p.name, before, metres: metresApart(before, p) }] : [];
  });
  const far = await listMisplaced(open, places);
  return {
    added: added.length,
    homes: added.reduce((n, p) => n + p.households, 0),
    known: known.map((k) => k.code),
    renamed: known.flatMap((k) =>
      firstName(k.names) === firstName(k.before.names) ? [] : [{ code: k.code, from: firstName(k.before.names) }],
    ),
    moved: known.flatMap((k) => (k.metres > MOVED_METRES ? [{ code: k.code, metres: k.metres }] : [])),
    far: far.map((f) => ({ code: f.place.code, metres: f.metres })),
    streets: open(places).providerFor(30).kind !== "estimate",
  };
}
