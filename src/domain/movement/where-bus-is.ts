import { type LatLng, metresBetween } from "../places/distance.ts";

/** Who tells where a bus is: its driver's phone, or a tracker that is built into it. */
export const TOLD_BY = ["driver", "tracker"] as const;
export type ToldBy = (typeof TOLD_BY)[number];

/** Where a bus said that it is. */
export type ToldPlace = LatLng & { readonly atMs: number };

/** A bus that is out, and the stretch that it drives or has driven. */
export type BusOut = {
  /** From where it left to where it is bound, along the streets or straight; one point when it is bound nowhere. */
  readonly stretch: readonly LatLng[];
  /** When it left the beginning, and when it is expected at the end. */
  readonly leftMs: number;
  readonly dueMs: number;
  /** It stands at the end of the stretch. */
  readonly isThere: boolean;
  /** When it broke down on the way. */
  readonly brokeDownMs: number | null;
  readonly told: ToldPlace | null;
};

/** `there`: at a gate or its dock, by what was pressed; `told`: by the bus itself; `reckoned`: by its hours alone. */
export type Whereabouts = LatLng & { readonly how: "there" | "told" | "reckoned"; readonly asOfMs: number };

/** A place told longer ago says less than the hours do; a bus that stands in the road stays where it was. */
export const TOLD_HOLDS_MS = 5 * 60_000;
/** Nobody has said that it is there yet: a bus that is overdue is drawn before the gate, not in it. */
const SHORT_OF_THERE = 0.95;

/**
 * Where a bus is to be drawn, and how one knows.
 * @returns null when nothing is known of its way
 */
export function whereIs(bus: BusOut, nowMs: number): Whereabouts | null {
  const end = bus.stretch.at(-1);
  if (!end) return null;
  if (bus.isThere) return { lat: end.lat, lng: end.lng, how: "there", asOfMs: nowMs };
  const { told, brokeDownMs } = bus;
  const holds = told && (brokeDownMs !== null || nowMs - told.atMs <= TOLD_HOLDS_MS) && told.atMs >= bus.leftMs;
  if (holds) return { lat: told.lat, lng: told.lng, how: "told", asOfMs: told.atMs };
  const asOfMs = brokeDownMs ?? nowMs;
  const share = Math.min(SHORT_OF_THERE, Math.max(0, (asOfMs - bus.leftMs) / Math.max(1, bus.dueMs - bus.leftMs)));
  return { ...alongLine(bus.stretch, share), how: "reckoned", asOfMs };
}

/** The point after a share of a line's length, 0 to 1; of a line of one point that point. */
export function alongLine(line: readonly LatLng[], share: number): LatLng {
  const first = line[0] ?? { lat: 0, lng: 0 };
  const lengths = line.slice(1).map((to, i) => metresBetween(line[i] ?? to, to));
  let left = share * lengths.reduce((a, b) => a + b, 0);
  for (const [i, length] of lengths.entries()) {
    const [from, to] = [line[i] ?? first, line[i + 1] ?? first];
    if (left <= length && length > 0) {
      const part = left / length;
      return { lat: from.lat + (to.lat - from.lat) * part, lng: from.lng + (to.lng - from.lng) * part };
    }
    left -= length;
  }
  const last = line.at(-1) ?? first;
  return { lat: last.lat, lng: last.lng };
}

/** A line in two, before and after the place on it that is nearest to `at`; both have `at` itself. */
export function cutLine(line: readonly LatLng[], at: LatLng): [LatLng[], LatLng[]] {
  let [best, cut] = [Number.POSITIVE_INFINITY, 0];
  for (const [i, to] of line.slice(1).entries()) {
    const away = metresBetween(at, nearestOf(line[i] ?? to, to, at));
    if (away < best) [best, cut] = [away, i];
  }
  return [
    [...line.slice(0, cut + 1), at],
    [at, ...line.slice(cut + 1)],
  ];
}

/** The point of a stretch that is nearest to `at`: within a city degrees are straight, those of longitude shorter. */
function nearestOf(from: LatLng, to: LatLng, at: LatLng): LatLng {
  const shrink = Math.cos((at.lat * Math.PI) / 180);
  const [x, y] = [(to.lng - from.lng) * shrink, to.lat - from.lat];
  const along = ((at.lng - from.lng) * shrink * x + (at.lat - from.lat) * y) / (x * x + y * y || 1);
  const part = Math.min(1, Math.max(0, along));
  return { lat: from.lat + (to.lat - from.lat) * part, lng: from.lng + (to.lng - from.lng) * part };
}

/** Some hundred metres: enough to know which bus is near, too little to know at whose door its driver stands. */
const STEPS_OF_A_DEGREE = 1_000;

/** A place as coarse as it may leave a driver's phone. */
export const coarse = ({ lat, lng }: LatLng): LatLng => ({
  lat: Math.round(lat * STEPS_OF_A_DEGREE) / STEPS_OF_A_DEGREE,
  lng: Math.round(lng * STEPS_OF_A_DEGREE) / STEPS_OF_A_DEGREE,
});
