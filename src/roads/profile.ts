import type { Tags } from "./read-pbf.ts";
import { type Direction, KINDS, verdictOf } from "./tags/access.ts";
import { type Limits, limitsOf } from "./tags/limits.ts";
import { parseDuration, parseSpeed } from "./tags/measure.ts";
import { directionsOf } from "./tags/oneway.ts";
import { classOf, isNoPlaceToStop } from "./tags/way-class.ts";
import { VEHICLE_BIT } from "./vehicle.ts";

/** What the tags of a way say about one direction of it. */
export type Lane = {
  /** Vehicle bits: who may drive it, and who of them to a door in it but not through it. */
  readonly access: number;
  readonly guests: number;
  readonly limits: Limits | undefined;
};

/** What the tags of a way say about driving on it. */
export type WayRules = {
  readonly forward: Lane;
  readonly backward: Lane;
  readonly speedKmh: number;
  /** From one end of the way to the other, where it is signed as a ferry's is; `speedKmh` is then a stopgap. */
  readonly seconds?: number | undefined;
  readonly roundabout: boolean;
  /** An expressway, a tunnel, a bridge: no stop is put there while a street on the ground is near. */
  readonly stopless: boolean;
  readonly name: string;
  /** Tags that say something which could not be read, as `key=value`. */
  readonly unread: readonly string[];
};

/** The rules of a way, or undefined when nothing with an engine may use it. */
export function wayRules(tags: Tags): WayRules | undefined {
  const unread = new Set<string>();
  const note = (key: string) => unread.add(`${key}=${tags.get(key) ?? tags.get(`${key}:lanes`) ?? "…"}`);
  const kind = classOf(tags, note);
  if (!kind) return undefined;
  const lane = (direction: Direction): Lane => {
    let [access, guests] = [0, 0];
    for (const vehicle of KINDS) {
      if (!directionsOf(tags, vehicle, note)[direction]) continue;
      const verdict = verdictOf(tags, vehicle, direction, kind.base[vehicle], kind.opener, note);
      if (verdict !== "shut") access |= VEHICLE_BIT[vehicle];
      if (verdict === "guests") guests |= VEHICLE_BIT[vehicle];
    }
    return { access, guests, limits: access === 0 ? undefined : limitsOf(tags, direction, note) };
  };
  const [forward, backward] = [lane("forward"), lane("backward")];
  if ((forward.access | backward.access) === 0) return undefined;
  const junction = tags.get("junction");
  return {
    forward,
    backward,
    speedKmh: Math.max(5, Math.min(kind.kmh, parseSpeed(tags.get("maxspeed")) ?? kind.kmh)),
    seconds: kind.base.bus === "shut" && tags.has("route") ? parseDuration(tags.get("duration")) : undefined,
    roundabout: junction === "roundabout" || junction === "circular",
    stopless: isNoPlaceToStop(tags),
    name: tags.get("name") ?? tags.get("ref") ?? "",
    unread: [...unread],
  };
}
