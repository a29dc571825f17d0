/** What a city has of what a round needs, in counts. */
export type CityFacts = {
  /** Communities, and those in which no home is lived in. */
  readonly places: number;
  readonly placesWithoutHomes: number;
  /** Grids with homes, and those for which nobody works now. */
  readonly grids: number;
  readonly gridsWithoutWorker: number;
  readonly placesWithoutClerk: number;
  /** Stores, those that can pack nothing in a day, and those in which nobody works now. */
  readonly stores: number;
  readonly storesWithoutCapacity: number;
  readonly storesWithoutStaff: number;
  readonly packages: number;
  /** Vehicles in service, and those that nobody drives. */
  readonly buses: number;
  readonly busesWithoutDriver: number;
  readonly depots: number;
  readonly depotsWithoutKeeper: number;
  readonly dispatchers: number;
  readonly desks: number;
};

export const NEEDS = [
  "homes",
  "grid_workers",
  "clerks",
  "packages",
  "stores",
  "store_staff",
  "buses",
  "drivers",
  "keepers",
  "dispatch",
  "second_desk",
  "roads",
] as const;
export type Need = (typeof NEEDS)[number];

/**
 * How far one need is met. `stop`: a round would break on it. `look`: it goes, and somebody should know what it costs.
 * `missing` of `of`; without `of` there is nothing at all.
 */
export type Readiness = {
  readonly need: Need;
  readonly state: "ready" | "look" | "stop";
  readonly missing: number;
  readonly of: number;
};

/** Never stops a round: the day goes without it. */
export const wished = (need: Need, there: boolean): Readiness => ({
  need,
  state: there ? "ready" : "look",
  missing: there ? 0 : 1,
  of: 1,
});

/** Each need that the city's own records speak of, in the order in which a city is set up. */
export function readinessOf(f: CityFacts): Readiness[] {
  /** Stops without any, asks for a look where some are missing. */
  const some = (need: Need, of: number, missing: number): Readiness => ({
    need,
    state: missing >= of ? "stop" : missing > 0 ? "look" : "ready",
    missing,
    of,
  });
  const never = (found: Readiness): Readiness => (found.state === "stop" ? { ...found, state: "look" } : found);
  return [
    some("homes", f.places, f.placesWithoutHomes),
    some("grid_workers", f.grids, f.gridsWithoutWorker),
    never(some("clerks", f.places, f.placesWithoutClerk)),
    some("packages", f.packages, 0),
    some("stores", f.stores, f.storesWithoutCapacity),
    some("store_staff", f.stores, f.storesWithoutStaff),
    some("buses", f.buses, 0),
    some("drivers", f.buses, f.busesWithoutDriver),
    never(some("keepers", f.depots, f.depotsWithoutKeeper)),
    some("dispatch", f.dispatchers, 0),
    wished("second_desk", f.desks > 1),
  ];
}
