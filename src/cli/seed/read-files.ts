import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import type { CatalogueItem, CataloguePackage } from "./catalogue.ts";
import { toPlace } from "./place-row.ts";

const file = (name: string) => readFileSync(new URL(`../../db/seed/data/${name}`, import.meta.url), "utf8");
const table = (name: string): unknown[] => parse(file(name), { columns: true, bom: true, skip_empty_lines: true });
const whole = z.coerce.number<string>().int();
const degrees = z.coerce.number<string>();

export const readPlaces = () => table("places_demo_215.csv").map(toPlace);

const storeRow = z.object({
  supermarket_id: z.string(),
  name_zh: z.string(),
  name_en: z.string(),
  lat: degrees,
  lng: degrees,
  coord_quality: z.string(),
  demo_daily_pack_capacity: whole,
  demo_pickers: whole,
  demo_dock_slots: whole,
  demo_loading_open: z.string(),
});
export const readStores = () => table("supermarkets_demo.csv").map((row) => storeRow.parse(row));

const depotRow = z.object({
  depot_id: z.string(),
  name_zh: z.string(),
  name_en: z.string(),
  lat: degrees,
  lng: degrees,
  coord_quality: z.string(),
  demo_buses_12m: whole,
  demo_buses_8m: whole,
});
export const readDepots = () => table("bus_depots_demo.csv").map((row) => depotRow.parse(row));

const typesFile = z.object({
  vehicle_types: z.array(
    z.object({
      vehicle_type: z.string(),
      name_zh: z.string(),
      max_packages: z.number(),
      demo_max_weight_kg: z.number(),
      demo_usable_volume_m3: z.number(),
      demo_speed_kmh: z.number(),
      demo_fragile_places: z.number(),
      demo_height_m: z.number(),
      demo_gross_weight_t: z.number(),
    }),
  ),
});
export const readVehicleTypes = () => typesFile.parse(JSON.parse(file("vehicle_types.json"))).vehicle_types;

const catalogueFile = z.object({
  items: z.array(
    z.object({
      item_id: z.string(),
      name_zh: z.string(),
      name_en: z.string(),
      unit: z.string(),
      demo_price_cny: z.number(),
      demo_cost_cny: z.number(),
      weight_kg: z.number(),
      demo_shelf_life_hours: z.number(),
      tags: z.array(z.string()),
    }),
  ),
  packages: z.array(
    z.object({
      package_id: z.string(),
      list_code: z.string(),
      name_zh: z.string(),
      name_en: z.string(),
      price_cny: z.number(),
      packing_fee_cny: z.number(),
      components: z.array(z.object({ item_id: z.string(), qty: z.number(), line_cny: z.number() })),
      weight_kg: z.number(),
      demo_volume_l: z.number(),
      min_shelf_life_hours: z.number(),
      fragile: z.boolean(),
      cold_chain: z.boolean(),
      max_per_household_per_cycle: z.number(),
      tags: z.array(z.string()),
      aliases_zh: z.array(z.string()),
    }),
  ),
});
const yuanToFen = (yuan: number) => Math.round(yuan * 100);

export function readCatalogue(): { items: CatalogueItem[]; packages: CataloguePackage[] } {
  const { items, packages } = catalogueFile.parse(JSON.parse(file("package_catalogue.json")));
  return {
    items: items.map((i) => ({
      code: i.item_id,
      name: { "zh-CN": i.name_zh, en: i.name_en },
      unit: i.unit,
      unitKind: i.unit === "斤" ? "weight" : "piece",
      priceFen: yuanToFen(i.demo_price_cny),
      costFen: yuanToFen(i.demo_cost_cny),
      weightGrams: Math.round(i.weight_kg * 1000),
      // Nobody has measured the demo's goods: as loosely as its packages are filled.
      volumeMl: Math.round(i.weight_kg * 2600),
      shelfLifeHours: i.demo_shelf_life_hours,
      tags: i.tags,
    })),
    packages: packages.map((p) => ({
      code: p.package_id,
      letter: p.list_code,
      name: { "zh-CN": p.name_zh, en: p.name_en },
      priceFen: yuanToFen(p.price_cny),
      feeFen: yuanToFen(p.packing_fee_cny),
      weightGrams: Math.round(p.weight_kg * 1000),
      volumeMl: Math.round(p.demo_volume_l * 1000),
      shelfLifeHours: p.min_shelf_life_hours,
      fragile: p.fragile,
      coldChain: p.cold_chain,
      householdLimit: p.max_per_household_per_cycle,
      tags: p.tags,
      aliases: p.aliases_zh,
      lines: p.components.map((c) => ({
        item: c.item_id,
        tenths: Math.round(c.qty * 10),
        lineFen: yuanToFen(c.line_cny),
      })),
    })),
  };
}
