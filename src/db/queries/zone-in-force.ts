import type { CommunityId, GridId } from "#domain/kernel/ids.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { type ZoneVersion, zoneAt } from "#domain/zones/zone.ts";
import type { Tx } from "../client.ts";
import { listStandingZones } from "./standing-zones.ts";

/** The zone that a grid lies in at a moment; undefined where none is in force. */
export async function findZoneInForce(
  tx: Pick<Tx, "select">,
  grid: { readonly gridId: GridId; readonly communityId: CommunityId },
  at: Instant,
): Promise<(ZoneVersion & { readonly orderNumber: string | null }) | undefined> {
  return zoneAt(await listStandingZones(tx, [grid.communityId]), grid, at);
}
