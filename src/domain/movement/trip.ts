import type { Flow, Move } from "../kernel/machine.ts";

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

export const TRIP_ACTS = [
  "plan",
  "publish",
  "unpublish",
  "clear",
  "start_loading",
  "seal",
  "depart",
  "run",
  "divert",
  "resume",
  "break_down",
  "transfer",
  "return",
  "disinfect",
  "close",
  "cancel",
] as const;
export type TripAct = (typeof TRIP_ACTS)[number];

export type TripGuard =
  | "pass_fits"
  | "zones_fit"
  | "capacity_fits"
  | "windows_fit"
  | "vehicle_disinfected"
  | "driver_cleared"
  | "seal_number"
  | "new_stop_list"
  | "reason_given"
  | "new_trip_takes_custody"
  | "load_adds_up";

const CANCEL: Move<TripState, TripGuard> = { to: "cancelled", by: ["DIS"], guards: ["reason_given"] };

/**
 * How a relief trip comes to be: on the road, where it takes over what a broken-down bus has on board. It must be as
 * fit for that as a bus that leaves a dock.
 */
export const RELIEF_BIRTH: Move<TripState, TripGuard> = {
  to: "departed",
  by: ["DIS"],
  guards: ["vehicle_disinfected", "driver_cleared", "seal_number", "zones_fit", "capacity_fits"],
};

/** The life of a trip 班次: one bus, one driver, one list of stops. The solver plans as `SYS`. */
export const TRIP_FLOW: Flow<TripState, TripAct, TripGuard> = {
  draft: { plan: { to: "planned", by: ["DIS", "SYS"] } },
  planned: {
    publish: { to: "published", by: ["DIS"], guards: ["pass_fits", "zones_fit", "capacity_fits", "windows_fit"] },
    cancel: CANCEL,
  },
  published: {
    clear: { to: "ready", by: ["DEP"], guards: ["vehicle_disinfected", "driver_cleared"] },
    unpublish: { to: "planned", by: ["DIS"] },
    cancel: CANCEL,
  },
  ready: { start_loading: { to: "loading", by: ["DIS", "SUP"] }, cancel: CANCEL },
  loading: { seal: { to: "sealed", by: ["DIS", "SUP", "DRV"], guards: ["seal_number"] } },
  sealed: { depart: { to: "departed", by: ["DRV"] } },
  departed: { run: { to: "running", by: ["DRV", "SYS"] } },
  running: {
    return: { to: "returned", by: ["DRV"] },
    divert: { to: "diverted", by: ["DIS"], guards: ["new_stop_list", "reason_given"] },
    break_down: { to: "broken_down", by: ["DRV", "DIS"] },
  },
  // The driver takes the new list and goes on; until then the trip waits.
  diverted: { resume: { to: "running", by: ["DRV", "DIS"] } },
  broken_down: { transfer: { to: "transferred", by: ["DIS"], guards: ["new_trip_takes_custody"] } },
  returned: { disinfect: { to: "disinfected", by: ["DEP"] } },
  disinfected: { close: { to: "closed", by: ["SYS"], guards: ["load_adds_up"] } },
  transferred: {},
  closed: {},
  cancelled: {},
};
