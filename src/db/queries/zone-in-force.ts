import { and, eq, inArray } from "drizzle-orm";
import type { CommunityId, GridId } from "#domain/kernel/ids.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { STANDING_ZONE_STATES, type ZoneVersion, zoneAt } from "#domain/zones/zone.ts";
import type { Tx } from "../client.ts";
import { zoneVersions } from "../schema/index.ts";

/** The zone that a grid lies in at a moment; undefined where none is in force. */
export async function findZoneInForce(
  tx: Pick<Tx, "select">,
  grid: { readonly gridId: GridId; readonly communityId: CommunityId },
  at: Instant,
): Promise<(ZoneVersion & { readonly orderNumber: string | null }) | undefined> {
  const rows = await tx
    .select()
    .from(zoneVersions)
    .where(and(eq(zoneVersions.communityId, grid.communityId), inArray(zoneVersions.state, [...STANDING_ZONE_STATES])));
  return zoneAt(
    rows.map((r) => ({
      id: r.id,
      level: r.level,
      communityId: r.communityId,
      gridId: r.gridId ?? undefined,
      effectiveFrom: r.from,
      effectiveTo: r.to ?? undefined,
      parents: r.parents,
      orderNumber: r.orderNumber,
    })),
    grid,
    at,
  );
}
