import type { Flow } from "../kernel/machine.ts";

export const LATE_STATES = ["waiting", "taken", "put_off", "declined"] as const;
export type LateState = (typeof LATE_STATES)[number];

export const LATE_ACTS = ["take", "put_off", "decline"] as const;
export type LateAct = (typeof LATE_ACTS)[number];
export type LateGuard = "within_grace" | "order_placed" | "reason_given";

/**
 * The life of a wish that came after the cut-off 迟到的单: kept until its grid worker answers it. It can still be taken
 * as a proxy order in the grace; afterwards the home is told to order in the next cycle, or why not.
 */
export const LATE_FLOW: Flow<LateState, LateAct, LateGuard> = {
  waiting: {
    take: { to: "taken", by: ["GW"], guards: ["within_grace", "order_placed"] },
    put_off: { to: "put_off", by: ["GW"] },
    decline: { to: "declined", by: ["GW"], guards: ["reason_given"] },
  },
  taken: {},
  put_off: {},
  declined: {},
};
