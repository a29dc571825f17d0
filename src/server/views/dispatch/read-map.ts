import type { PlanPlace, PlanSite } from "#contract/dispatch.ts";
import type { Tx } from "#db/client.ts";
import { communities, depots, districts, supermarkets } from "#db/schema/index.ts";
import { NO_NAME } from "#domain/kernel/names.ts";
import { atServiceDay, type ServiceDay } from "#domain/kernel/time.ts";
import { strictestZones } from "../../planning/read-day.ts";

/** The ground under a plan: gates with their windows and zones on `day`, stores and depots. */
export async function readMap(tx: Tx, day: ServiceDay): Promise<{ places: PlanPlace[]; sites: PlanSite[] }> {
  const zones = await strictestZones(tx, atServiceDay(day, 8 * 3600));
  const rows = await tx.select().from(communities).orderBy(communities.code);
  const districtOf = new Map((await tx.select().from(districts)).map((d) => [d.id, d.name]));
  const stores = await tx.select().from(supermarkets).orderBy(supermarkets.code);
  const yards = await tx.select().from(depots).orderBy(depots.code);
  const site =
    (kind: PlanSite["kind"]) =>
    (x: (typeof stores)[number] | (typeof yards)[number]): PlanSite => ({
      id: x.id,
      kind,
      name: x.name,
      lat: x.lat,
      lng: x.lng,
    });
  return {
    places: rows.map((c) => ({
      id: c.id,
      name: c.name,
      subdistrict: c.subdistrict,
      district: districtOf.get(c.districtId) ?? NO_NAME,
      lat: c.lat,
      lng: c.lng,
      zone: zones.get(c.id) ?? null,
      gateOpensMs: atServiceDay(day, c.gateOpensSeconds),
      gateClosesMs: atServiceDay(day, c.gateClosesSeconds),
      busAccessible: c.busAccessible,
    })),
    sites: [...stores.map(site("store")), ...yards.map(site("depot"))],
  };
}
