import type { BagsWhere, CycleState } from "./cycle.ts";

/** The stations of a cycle as the desks' day line has them. */
export const CYCLE_STATIONS = [
  "open",
  "cut_off",
  "to_stores",
  "routes",
  "pick",
  "load",
  "gates",
  "back",
  "close",
] as const;
export type CycleStation = (typeof CYCLE_STATIONS)[number];

const OF_STATE = {
  draft: "open",
  published: "open",
  open: "open",
  closing: "cut_off",
  closed: "to_stores",
  reconciling: "close",
} as const satisfies Partial<Record<CycleState, CycleStation>>;
const OF_BAGS = { in_store: "pick", at_dock: "load", under_way: "gates", arrived: "back" } as const satisfies Record<
  BagsWhere,
  CycleStation
>;

/**
 * Where a cycle stands: what has happened to it, whatever hour it is. While stores pack, its routes are the station until
 * a trip is published. Undefined once it is over.
 */
export function cycleStation(state: CycleState, where: BagsWhere, tripsPublished: boolean): CycleStation | undefined {
  if (state === "allocated") return tripsPublished ? "pick" : "routes";
  if (state === "fulfilling") return where === "in_store" && !tripsPublished ? "routes" : OF_BAGS[where];
  return state in OF_STATE ? OF_STATE[state as keyof typeof OF_STATE] : undefined;
}
