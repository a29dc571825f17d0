import { and, inArray } from "drizzle-orm";
import type { CommunityId } from "#domain/kernel/ids.ts";
import { STANDING_ZONE_STATES, type ZoneVersion } from "#domain/zones/zone.ts";
import type { Tx } from "../client.ts";
import { zoneVersions } from "../schema/index.ts";

/** The zone versions that take effect at some time, with the orders that they stand on: of these communities, or of all. */
export async function listStandingZones(
  tx: Pick<Tx, "select">,
  communities?: readonly CommunityId[],
): Promise<(ZoneVersion & { readonly orderNumber: string | null })[]> {
  const rows = await tx
    .select()
    .from(zoneVersions)
    .where(
      and(
        communities && inArray(zoneVersions.communityId, [...communities]),
        inArray(zoneVersions.state, [...STANDING_ZONE_STATES]),
      ),
    );
  return rows.map((r) => ({
    id: r.id,
    level: r.level,
    communityId: r.communityId,
    gridId: r.gridId ?? undefined,
    effectiveFrom: r.from,
    effectiveTo: r.to ?? undefined,
    parents: r.parents,
    orderNumber: r.orderNumber,
  }));
}
