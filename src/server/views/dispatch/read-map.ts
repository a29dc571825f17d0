import type { PlanPlace, PlanSite } from "#contract/dispatch.ts";
import type { Tx } from "#db/client.ts";
import { communities, depots, districts, supermarkets } from "#db/schema/index.ts";
import { atServiceDay, type ServiceDay } from "#domain/kernel/time.ts";
import { strictestZones } from "../../planning/read-day.ts";

/** The ground under a plan: gates with their windows and zones on `day`, stores and depots. */
export async function readMap(tx: Tx, day: ServiceDay): Promise<{ places: PlanPlace[]; sites: PlanSite[] }> {
  const zones = await strictestZones(tx, atServiceDay(day, 8 * 3600));
  const rows = await tx.select().from(communities).orderBy(communities.code);
  const districtOf = new Map((await tx.select().from(districts)).map((d) => [d.id, { zh: d.nameZh, en: d.nameEn }]));
  const stores = await tx.select().from(supermarkets).orderBy(supermarkets.code);
  const yards = await tx.select().from(depots).orderBy(depots.code);
  const site =
    (kind: PlanSite["kind"]) =>
    (x: (typeof stores)[number] | (typeof yards)[number]): PlanSite => ({
      id: x.id,
      kind,
      name: { zh: x.nameZh, en: x.nameEn },
      lat: x.lat,
      lng: x.lng,
    });
  return {
    places: rows.map((c) => ({
      id: c.id,
      name: { zh: c.nameZh, en: c.nameEn },
      subdistrict: { zh: c.subdistrictZh, en: c.subdistrictEn },
      district: districtOf.get(c.districtId) ?? { zh: "", en: "" },
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
