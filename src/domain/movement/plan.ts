import type { PlanId } from "../kernel/ids.ts";
import { defineMachine, type StateOf, statesBefore } from "../kernel/machine.ts";

export const PLAN_STATES = ["solving", "proposed", "accepted", "superseded", "failed"] as const;

const ACCEPT = { to: "accepted", by: ["DIS"], guards: ["has_trips", "same_trips_out"] } as const;
const SUPERSEDE = { to: "superseded", by: ["DIS", "SYS"] } as const;

/** The life of a plan 排线方案: searched by the worker, taken by dispatch at any moment, replaced by the next one taken. */
export const PLAN = defineMachine(
  "plan",
  PLAN_STATES,
  {
    has_trips: (f: { proposedTrips: number | undefined }) => f.proposedTrips !== undefined,
    // It was made beside the trips that were out then: with others out its loads are not the ones to carry.
    same_trips_out: (f: { tripsOutSince: number }) => f.tripsOutSince === 0,
  },
  {
    solving: {
      // By dispatch one that it has changed by hand.
      propose: { to: "proposed", by: ["SYS", "DIS"] },
      accept: ACCEPT,
      supersede: SUPERSEDE,
      fail: { to: "failed", by: ["SYS"] },
    },
    proposed: { accept: ACCEPT, supersede: SUPERSEDE },
    accepted: { supersede: SUPERSEDE },
    superseded: {},
    failed: {},
  },
);
export type PlanState = StateOf<typeof PLAN>;
/** A plan that waits to be taken, or is still getting better. */
export const FRESH_PLAN_STATES: readonly PlanState[] = statesBefore(PLAN, "accept");
/** A plan that another one still has to replace. */
export const STANDING_PLAN_STATES: readonly PlanState[] = ["solving", "proposed", "accepted"];

/**
 * What was asked for besides the seed: how long to search, and the plan to start from. Of one that was changed by hand:
 * the plan before the change, and the change as it was sent; of one that was given back, the plan that was given up for it.
 */
export type PlanAsked = {
  readonly seconds: number;
  readonly from?: PlanId | undefined;
  readonly change?: object;
  readonly redo?: PlanId;
  readonly step?: "redo";
  /** The former plan that was taken up again. */
  readonly took?: PlanId;
};
