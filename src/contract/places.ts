import { z } from "zod";

const whole = z.coerce.number<string>().int().min(0);
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
  place_id: z.string().min(1),
  place_type: z.string().min(1),
  name_zh: z.string().min(1),
  name_en: z.string().min(1),
  subdistrict_zh: z.string(),
  subdistrict_en: z.string(),
  district_zh: z.string().min(1),
  lat: z.coerce.number<string>().min(-90).max(90),
  lng: z.coerce.number<string>().min(-180).max(180),
  coord_quality: z.string().min(1),
  demo_households: whole,
  demo_elderly_alone: whole,
  demo_no_smartphone_households: whole,
  demo_grids: whole,
  demo_buildings: whole,
  demo_gate_window: window,
  demo_bus_accessible: z.enum(["yes", "no"]),
  demo_transfer_mode: z.string(),
});
export type PlaceRow = z.infer<typeof placeRow>;
