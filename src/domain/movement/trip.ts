import type { StopId } from "../kernel/ids.ts";
import { defineMachine, statesFrom } from "../kernel/machine.ts";
import { reasonGiven } from "../kernel/reason.ts";
import type { Instant } from "../kernel/time.ts";
import { imbalances, TRIP_EQUATIONS, type TripLoad } from "../orders/conservation.ts";
import { GUARD_OF_FINDING, type PublishFinding, type PublishGuard } from "./publish-checks.ts";

export const TRIP_STATES = [
  "draft",
  "planned",
  "published",
  "ready",
  "loading",
  "sealed",
  "departed",
  "running",
  "diverted",
  "broken_down",
  "transferred",
  "returned",
  "disinfected",
  "closed",
  "cancelled",
] as const;
export type TripState = (typeof TRIP_STATES)[number];

/** A trip that is still dispatch's to change as a whole: nobody works on it. */
export const UNPUBLISHED_TRIP_STATES: readonly TripState[] = ["draft", "planned", "cancelled"];
/** A trip that will not be driven to its end: it binds no bus, no driver and no dock. */
export const VOID_TRIP_STATES: readonly TripState[] = ["cancelled", "transferred"];
/** A trip that nobody is to prepare for yet, or ever. */
export const UNPLANNED_TRIP_STATES: readonly TripState[] = ["draft", "cancelled"];
/** A trip that neither driver nor depot has to do with. */
export const UNDRIVEN_TRIP_STATES: readonly TripState[] = [...UNPUBLISHED_TRIP_STATES, "transferred"];
/** A trip to which a dock can still bring bags. */
export const UNSEALED_TRIP_STATES: readonly TripState[] = ["published", "ready", "loading"];
/** A trip that its store has still to load. */
export const AT_DOCK_TRIP_STATES: readonly TripState[] = ["planned", ...UNSEALED_TRIP_STATES];
/** A trip on the road, as planned: it can take over what another bus carries. */
export const ON_THE_ROAD_TRIP_STATES: readonly TripState[] = ["departed", "running"];
/** The seal is on, or the bus is out and goes on. */
export const SEALED_TRIP_STATES: readonly TripState[] = ["sealed", ...ON_THE_ROAD_TRIP_STATES, "diverted"];
/** A trip that its driver has in hand, whatever its day. */
export const IN_HAND_TRIP_STATES: readonly TripState[] = ["loading", ...SEALED_TRIP_STATES, "broken_down"];
/** A trip that has its bus: from its clearing until it is back. */
export const WITH_BUS_TRIP_STATES: readonly TripState[] = ["ready", ...IN_HAND_TRIP_STATES];
/** Its bus is out, or back and not clean: no other trip can have it. */
export const BUS_OUT_TRIP_STATES: readonly TripState[] = [...IN_HAND_TRIP_STATES, "returned"];
/** A trip that the depot waits for: to clear its bus, or to have it back and clean. */
export const AT_DEPOT_TRIP_STATES: readonly TripState[] = ["published", ...WITH_BUS_TRIP_STATES, "returned"];
/** A trip that is still to be driven, all of it or a part. */
export const AHEAD_TRIP_STATES: readonly TripState[] = ["planned", "published", ...WITH_BUS_TRIP_STATES];
/** A trip whose bus is out: it drives, waits for a new list, or stands broken down. */
export const OUT_TRIP_STATES: readonly TripState[] = [...ON_THE_ROAD_TRIP_STATES, "diverted", "broken_down"];
/** A trip that is over. */
export const ENDED_TRIP_STATES: readonly TripState[] = ["closed", "cancelled", "transferred"];

/** By dispatch, or as a consequence: the allocation that it carries was undone, its cycle was cancelled. */
const CANCEL = { to: "cancelled", by: ["DIS", "SYS"], guards: ["reason_given"] } as const;

const sameStops = (a: readonly StopId[], b: readonly StopId[]) =>
  a.length === b.length && new Set(a).size === a.length && a.every((id) => b.includes(id));
const clearOf = (guard: PublishGuard) => (f: { findings: readonly PublishFinding[] }) =>
  f.findings.every((finding) => GUARD_OF_FINDING[finding.kind] !== guard);

/** The life of a trip 班次: one bus, one driver, one list of stops. The solver plans as `SYS`. */
export const TRIP = defineMachine(
  "trip",
  TRIP_STATES,
  {
    reason_given: reasonGiven,
    pass_fits: clearOf("pass_fits"),
    zones_fit: clearOf("zones_fit"),
    capacity_fits: clearOf("capacity_fits"),
    windows_fit: clearOf("windows_fit"),
    in_service: clearOf("in_service"),
    vehicle_disinfected: (f: { disinfectedAt: Instant | null }) => f.disinfectedAt !== null,
    // Its bus stands in the yard: a bus that is out with another trip is neither clean nor at a dock.
    bus_is_in: (f: { outOnTrip: number }) => f.outOnTrip === 0,
    // A breakdown is taken back while nobody has acted on it.
    nobody_acted: (f: { stopsTakenOff: number }) => f.stopsTakenOff === 0,
    driver_cleared: (f: { driverClearedAt: Instant | null }) => f.driverClearedAt !== null,
    batches_staged: (f: { batchesNotStaged: number }) => f.batchesNotStaged === 0,
    every_bag_loaded: (f: { loaded: number; planned: number }) => f.loaded === f.planned,
    seal_number: (f: { sealNumber: string | null }) => (f.sealNumber ?? "").trim() !== "",
    new_stop_list: (f: { stopIds: readonly StopId[]; ahead: readonly StopId[] }) => sameStops(f.stopIds, f.ahead),
    stops_done: (f: { openStops: number }) => f.openStops === 0,
    // What was on board has been taken over by the relief trip, bag by bag.
    new_trip_takes_custody: (f: { bagsTaken: number; bagsLeft: number }) => f.bagsTaken > 0 && f.bagsLeft === 0,
    load_adds_up: (f: { load: TripLoad }) => imbalances(f.load, TRIP_EQUATIONS).length === 0,
  },
  {
    draft: {
      plan: { to: "planned", by: ["DIS", "SYS"] },
      // A relief trip begins on the road, where it takes over what a broken-down bus has on board: it must be as fit for
      // that as a bus that leaves a dock.
      relieve: {
        to: "departed",
        by: ["DIS"],
        guards: ["vehicle_disinfected", "driver_cleared", "seal_number", "zones_fit", "capacity_fits", "pass_fits"],
      },
    },
    planned: {
      publish: {
        to: "published",
        by: ["DIS"],
        guards: ["pass_fits", "zones_fit", "capacity_fits", "windows_fit", "in_service"],
      },
      cancel: CANCEL,
    },
    published: {
      clear: { to: "ready", by: ["DEP"], guards: ["bus_is_in", "vehicle_disinfected", "driver_cleared"] },
      unpublish: { to: "planned", by: ["DIS"] },
      cancel: CANCEL,
    },
    ready: {
      start_loading: { to: "loading", by: ["DIS", "SUP"], guards: ["bus_is_in", "batches_staged"] },
      cancel: CANCEL,
    },
    loading: { seal: { to: "sealed", by: ["DIS", "SUP", "DRV"], guards: ["every_bag_loaded", "seal_number"] } },
    sealed: { depart: { to: "departed", by: ["DRV"] } },
    departed: { run: { to: "running", by: ["DRV", "SYS"] } },
    running: {
      return: { to: "returned", by: ["DRV"], guards: ["stops_done"] },
      divert: { to: "diverted", by: ["DIS"], guards: ["new_stop_list", "reason_given"] },
      break_down: { to: "broken_down", by: ["DRV", "DIS"] },
    },
    // The driver takes the new list and goes on; until then the trip waits.
    diverted: { resume: { to: "running", by: ["DRV", "DIS"] } },
    broken_down: {
      go_on: { to: "running", by: ["DRV", "DIS"], guards: ["nobody_acted"] },
      // Nothing was left to bring, or all of it was taken off: it is towed home, or got there by itself.
      return: { to: "returned", by: ["DRV", "DIS"], guards: ["stops_done"] },
      transfer: { to: "transferred", by: ["DIS"], guards: ["new_trip_takes_custody"] },
    },
    returned: { disinfect: { to: "disinfected", by: ["DEP"] } },
    disinfected: { close: { to: "closed", by: ["SYS"], guards: ["load_adds_up"] } },
    transferred: {},
    closed: {},
    cancelled: {},
  },
);

/** A trip whose bus has left its dock. */
export const LEFT_TRIP_STATES: readonly TripState[] = statesFrom(TRIP, "departed");
/** A trip whose bus has come home. */
export const BACK_TRIP_STATES: readonly TripState[] = statesFrom(TRIP, "returned");
