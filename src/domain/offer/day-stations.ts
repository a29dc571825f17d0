import { atServiceDay, type Instant, plusSeconds, type ServiceDay } from "../kernel/time.ts";

/** The hours of a round that everybody works towards, from the cut-off to the day's books. */
export const DAY_STATIONS = ["cut_off", "grace_end", "loading", "first_gate", "doors", "close"] as const;
export type DayStation = (typeof DAY_STATIONS)[number];

export type RoundHours = {
  readonly cutOffAt: Instant;
  readonly graceEndsAt: Instant;
  readonly deliveryDay: ServiceDay;
  /** Of its trips, as they are planned; empty before there are any. */
  readonly trips: readonly {
    readonly dockAt: Instant;
    readonly firstGateAt: Instant;
    readonly lastGateAt: Instant;
    readonly backAt: Instant;
  }[];
};

/** Bags that have come to the last gate are at their doors within so many seconds … */
export const DOORS_TAKE = 90 * 60;
/** … and what was taken there is counted: the books close no earlier after it … */
const CLOSE_AFTER_LAST_GATE = 2 * 3600;
/** … nor after the last bus is back, which is cleaned, and may be late. */
const CLOSE_AFTER_LAST_BUS = 3600;

/** Seconds into the delivery day when nothing is planned yet: the hours that the city usually keeps. */
const USUAL = { loading: 6.75 * 3600, first_gate: 7.5 * 3600, doors: 12 * 3600, close: 18 * 3600 } as const;

/**
 * When a round reaches each of its stations: by its trips where they are planned, else at the usual hours. `doors` is when
 * the last gate is done, so that bags are on their way to doors everywhere; `close` leaves them and the buses the time that they take.
 * Never earlier than the station before.
 */
export function stationHours(round: RoundHours): Readonly<Record<DayStation, Instant>> {
  const usual = (key: keyof typeof USUAL) => atServiceDay(round.deliveryDay, USUAL[key]);
  const planned = round.trips.length > 0;
  const lastGate = planned ? (Math.max(...round.trips.map((t) => t.lastGateAt)) as Instant) : usual("doors");
  const hours: Record<DayStation, Instant> = {
    cut_off: round.cutOffAt,
    grace_end: round.graceEndsAt,
    loading: planned ? (Math.min(...round.trips.map((t) => t.dockAt)) as Instant) : usual("loading"),
    first_gate: planned ? (Math.min(...round.trips.map((t) => t.firstGateAt)) as Instant) : usual("first_gate"),
    doors: lastGate,
    close: Math.max(
      usual("close"),
      plusSeconds(lastGate, CLOSE_AFTER_LAST_GATE),
      ...round.trips.map((t) => plusSeconds(t.backAt, CLOSE_AFTER_LAST_BUS)),
    ) as Instant,
  };
  for (const [i, key] of DAY_STATIONS.entries()) {
    const before = DAY_STATIONS[i - 1];
    if (before) hours[key] = Math.max(hours[key], hours[before]) as Instant;
  }
  return hours;
}
