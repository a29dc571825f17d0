import { z } from "zod";
import type { Place } from "./territory.ts";

const words = z.string().min(1);
const whole = z.coerce.number<string>().int().min(0);
const degrees = z.coerce.number<string>();
const window = z.string().transform((text) => {
  const [opens = "", closes = ""] = text.split("-");
  const seconds = (clock: string) => Number(clock.slice(0, 2)) * 3600 + Number(clock.slice(3)) * 60;
  return { opensSeconds: seconds(opens), closesSeconds: seconds(closes) };
});

/** One row of the demo's list of places: a community or a unit, with the invented numbers from which its doors are laid out. */
const placeRow = z.object({
  place_id: words,
  place_type: words,
  name_zh: words,
  name_en: words,
  subdistrict_zh: z.string(),
  subdistrict_en: z.string(),
  district_zh: words,
  lat: degrees,
  lng: degrees,
  coord_quality: words,
  demo_households: whole,
  demo_elderly_alone: whole,
  demo_no_smartphone_households: whole,
  demo_grids: whole,
  demo_buildings: whole,
  demo_gate_window: window,
  demo_bus_accessible: z.enum(["yes", "no"]),
  demo_transfer_mode: z.string(),
});

/** A row of the list as it is laid out. @throws ZodError: the list is ours */
export function toPlace(row: unknown): Place {
  const r = placeRow.parse(row);
  return {
    code: r.place_id,
    kind: r.place_type,
    name: { "zh-CN": r.name_zh, en: r.name_en },
    subdistrict: { "zh-CN": r.subdistrict_zh, en: r.subdistrict_en },
    district: r.district_zh,
    lat: r.lat,
    lng: r.lng,
    pointQuality: r.coord_quality,
    households: r.demo_households,
    eldersAlone: r.demo_elderly_alone,
    withoutPhone: r.demo_no_smartphone_households,
    grids: r.demo_grids,
    buildings: r.demo_buildings,
    gateOpensSeconds: r.demo_gate_window.opensSeconds,
    gateClosesSeconds: r.demo_gate_window.closesSeconds,
    busAccessible: r.demo_bus_accessible === "yes",
    transferMode: r.demo_transfer_mode || null,
  };
}
