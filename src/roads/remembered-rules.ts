import { type WayRules, wayRules } from "./profile.ts";
import type { Tags } from "./read-pbf.ts";

/** The first part of every tag that `wayRules` reads, but for the name. */
const READ = new Set([
  ...[
    "highway",
    "junction",
    "oneway",
    "busway",
    "lanes",
    "tunnel",
    "bridge",
    "layer",
    "location",
    "motorroad",
    "service",
  ],
  ...[
    "access",
    "vehicle",
    "motor_vehicle",
    "motorcar",
    "psv",
    "bus",
    "goods",
    "hgv",
    "area",
    "route",
    "duration",
    "smoothness",
  ],
  ...["ford", "impassable", "4wd_only", "construction", "proposed", "planned", "disused", "abandoned", "razed"],
  ...["demolished", "removed", "closed"],
]);

/**
 * The same as `wayRules`, worked out once for ways that say the same but for their names: a city's hundred thousand
 * streets say some hundred things.
 */
export function rememberedRules(): typeof wayRules {
  const known = new Map<string, WayRules | undefined>();
  return (tags) => {
    const key = signature(tags);
    if (!known.has(key)) known.set(key, wayRules(tags));
    const rules = known.get(key);
    return rules && { ...rules, name: tags.get("name") ?? tags.get("ref") ?? "" };
  };
}

function signature(tags: Tags): string {
  let text = "";
  for (const [key, value] of tags) {
    const end = key.indexOf(":");
    const root = end < 0 ? key : key.slice(0, end);
    if (READ.has(root) || root.startsWith("max")) text += `${key}\0${value}\0`;
  }
  return text;
}
