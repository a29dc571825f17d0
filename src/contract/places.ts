import { z } from "zod";

const words = z.string("write something here").min(1, "write something here");
const whole = z
  .string()
  .regex(/^\d+$/, "write a whole number, 0 or more")
  .transform(Number)
  .refine(Number.isSafeInteger, "write a smaller number");
const degrees = (axis: string, most: number) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/, `write degrees ${axis} as a number with a point`)
    .transform(Number)
    .refine((d) => Math.abs(d) <= most, `degrees ${axis} lie between -${most} and ${most}: are lat and lng swapped?`);
const window = z
  .string()
  .regex(/^\d{2}:\d{2}-\d{2}:\d{2}$/, "write a window as 08:00-12:00")
  .transform((text) => {
    const [opens = "", closes = ""] = text.split("-");
    const seconds = (clock: string) => Number(clock.slice(0, 2)) * 3600 + Number(clock.slice(3)) * 60;
    return { opensSeconds: seconds(opens), closesSeconds: seconds(closes) };
  })
  .refine((w) => w.opensSeconds < w.closesSeconds && w.closesSeconds <= 86_400, "the gate must open before it closes");

/** One row of a city's list of places: a community or a unit, with the numbers from which its doors are laid out. */
export const placeRow = z.object({
  place_id: words,
  place_type: words,
  name_zh: words,
  name_en: words,
  subdistrict_zh: z.string(),
  subdistrict_en: z.string(),
  district_zh: words,
  lat: degrees("north", 90),
  lng: degrees("east", 180),
  coord_quality: words,
  demo_households: whole,
  demo_elderly_alone: whole,
  demo_no_smartphone_households: whole,
  demo_grids: whole,
  demo_buildings: whole,
  demo_gate_window: window,
  demo_bus_accessible: z.enum(["yes", "no"], "write yes or no"),
  demo_transfer_mode: z.string(),
});
export type PlaceRow = z.infer<typeof placeRow>;
