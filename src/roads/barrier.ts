import { ACCESS_TAGS, SHUT } from "./profile.ts";
import type { Tags } from "./read-pbf.ts";
import { VEHICLE_BIT, type VehicleKind } from "./vehicle.ts";

/** What stands in the way of these kinds unless its tags let them through; every other barrier opens unless they shut it. */
const STOPS: Readonly<Record<string, readonly VehicleKind[]>> = {
  bollard: ["car", "bus", "truck"],
  block: ["car", "bus", "truck"],
  jersey_barrier: ["car", "bus", "truck"],
  cycle_barrier: ["car", "bus", "truck"],
  motorcycle_barrier: ["car", "bus", "truck"],
  kissing_gate: ["car", "bus", "truck"],
  turnstile: ["car", "bus", "truck"],
  stile: ["car", "bus", "truck"],
  log: ["car", "bus", "truck"],
  debris: ["car", "bus", "truck"],
  // Built so that a bus's wide axle straddles them.
  bus_trap: ["car"],
  sump_buster: ["car"],
};
const KINDS: readonly VehicleKind[] = ["car", "bus", "truck"];

/** Vehicle bits that the barrier of a node stops; 0 where there is none. */
export function barrierBinds(tags: Tags): number {
  const barrier = tags.get("barrier");
  if (barrier === undefined) return 0;
  let binds = 0;
  for (const kind of KINDS) {
    let open = !STOPS[barrier]?.includes(kind);
    for (const key of ACCESS_TAGS[kind]) {
      const value = tags.get(key);
      if (value !== undefined) open = !SHUT.has(value);
    }
    if (!open) binds |= VEHICLE_BIT[kind];
  }
  return binds;
}
