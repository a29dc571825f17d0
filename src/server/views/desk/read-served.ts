import type { PlaceServed } from "#contract/desk.ts";
import type { Tx } from "#db/client.ts";
import { listServedPlaces } from "#db/queries/served-places.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { strictestZones } from "../../planning/read-day.ts";

/**
 * Every community with how far a cycle has come there. Waiting days run from the last day on which it received
 * anything, or from its oldest locked order that is still on its way.
 */
export async function readServed(tx: Tx, cycleId: string, now: Instant): Promise<PlaceServed[]> {
  const zones = await strictestZones(tx, now);
  const rows = await listServedPlaces(tx, cycleId, now);
  return rows.map(
    (r): PlaceServed => ({
      id: r.id,
      name: r.name,
      subdistrict: r.s_name,
      districtId: r.district_id,
      lat: r.lat,
      lng: r.lng,
      served:
        r.handed > 0 && r.coming === 0 ? "yes" : r.coming > 0 || r.handed > 0 ? "underway" : r.bags > 0 ? "no" : "none",
      zone: zones.get(r.id) ?? null,
      waitingDays: r.waiting ?? 0,
      elders: r.elders,
      bags: r.bags,
      delivered: r.delivered,
      tripNumber: r.trip,
    }),
  );
}
