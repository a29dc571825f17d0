import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { closureLines, communities, roadClosures } from "#db/schema/index.ts";
import { encodeLine } from "#domain/places/polyline.ts";
import { UNITS_PER_DEGREE } from "#roads/geometry.ts";
import type { RoadGraph } from "#roads/road-graph.ts";
import { act, look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import type { OpenRoads } from "../../planning/roads-in-use.ts";

/**
 * Keeps the streets of closures that name ways, so that screens can draw them: only who plans has the graph. What was
 * read from the roads of now is passed over, so the job may run as often as it likes.
 */
export async function drawClosures(ctx: Ctx, open: OpenRoads): Promise<{ drawn: number }> {
  const system: Ctx = { ...ctx, actor: SYSTEM };
  const rows = await look(system, (tx) =>
    tx
      .select({ id: roadClosures.id, ways: roadClosures.ways, version: closureLines.version })
      .from(roadClosures)
      .leftJoin(closureLines, eq(closureLines.closureId, roadClosures.id))
      .where(
        and(
          isNull(roadClosures.endedAt),
          or(isNull(roadClosures.until), gt(roadClosures.until, tx.at)),
          sql`jsonb_array_length(${roadClosures.ways}) > 0`,
        ),
      ),
  );
  if (rows.length === 0) return { drawn: 0 };
  const places = await look(system, (tx) =>
    tx.select({ lat: communities.lat, lng: communities.lng }).from(communities),
  );
  const { graph } = open(places);
  if (!graph) return { drawn: 0 };
  const stale = rows.filter((r) => r.version !== graph.version);
  for (const { id, ways } of stale) {
    const lines = streetsOf(graph, ways);
    await act(system, (tx) => {
      const row = { version: graph.version, lines, drawnAt: tx.at };
      return tx
        .insert(closureLines)
        .values({ closureId: id, ...row })
        .onConflictDoUpdate({ target: closureLines.closureId, set: row });
    });
  }
  if (stale.length > 0) await ctx.live.announce("dispatch");
  return { drawn: stale.length };
}

/** Every piece of street that is cut from one of the ways. */
function streetsOf(graph: RoadGraph, ways: readonly number[]): string[] {
  const wanted = new Set(ways);
  const lines: string[] = [];
  for (let s = 0; s < graph.segments; s += 1) {
    if (!wanted.has(graph.way[s] ?? -1)) continue;
    const [first, end] = [graph.shapeStart[s] ?? 0, graph.shapeStart[s + 1] ?? 0];
    const degrees = (units: Int32Array, i: number) => (units[i] ?? 0) / UNITS_PER_DEGREE;
    lines.push(
      encodeLine(
        Array.from({ length: end - first }, (_, i) => ({
          lat: degrees(graph.shapeLat, first + i),
          lng: degrees(graph.shapeLng, first + i),
        })),
      ),
    );
  }
  return lines;
}
