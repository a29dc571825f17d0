import { defineMachine, type StateOf } from "../kernel/machine.ts";
import { reasonGiven } from "../kernel/reason.ts";
import { isTallying } from "./grid-sheet.ts";

export const LATE_STATES = ["waiting", "taken", "put_off", "declined"] as const;

/**
 * The life of a wish that came after the cut-off 迟到的单: kept until its grid worker answers it. It can still be taken
 * as a proxy order in the grace; afterwards the home is told to order in the next cycle, or why not.
 */
export const LATE_REQUEST = defineMachine(
  "late_request",
  LATE_STATES,
  {
    within_grace: isTallying,
    order_placed: (f: { orderId: string | null }) => f.orderId !== null,
    reason_given: reasonGiven,
  },
  {
    waiting: {
      take: { to: "taken", by: ["GW"], guards: ["within_grace", "order_placed"] },
      put_off: { to: "put_off", by: ["GW"] },
      // The desk declines what waits when it calls the whole round off.
      decline: { to: "declined", by: ["GW", "DESK"], guards: ["reason_given"] },
    },
    taken: {},
    put_off: {},
    declined: {},
  },
);
export type LateState = StateOf<typeof LATE_REQUEST>;
