import type { Flow, Move } from "../kernel/machine.ts";

export const STOP_STATES = [
  "planned",
  "approaching",
  "arrived",
  "waiting",
  "unloading",
  "handed_over",
  "part_handed",
  "refused",
  "skipped",
  "re_planned",
] as const;
export type StopState = (typeof STOP_STATES)[number];

export const STOP_ACTS = [
  "approach",
  "arrive",
  "wait",
  "start_unloading",
  "hand_over",
  "hand_part",
  "refuse",
  "skip",
  "re_plan",
] as const;
export type StopAct = (typeof STOP_ACTS)[number];

export type StopGuard = "reason_given" | "gate_closed" | "all_bags_handed" | "some_bags_handed" | "new_stop_named";

const SKIP: Move<StopState, StopGuard> = { to: "skipped", by: ["DRV", "DIS"], guards: ["reason_given"] };
/** A diverted or broken-down bus never reaches the rest of its list: only the dispatcher may say so. */
const DROP: Move<StopState, StopGuard> = { to: "skipped", by: ["DIS"], guards: ["reason_given"] };
const UNLOAD: Move<StopState, StopGuard> = { to: "unloading", by: ["DRV", "GW"] };

/** The life of a stop 停靠点. A re-planned stop ends here and names the new stop that carries on, on any trip. */
export const STOP_FLOW: Flow<StopState, StopAct, StopGuard> = {
  planned: { approach: { to: "approaching", by: ["DRV", "SYS"] }, skip: DROP },
  approaching: { arrive: { to: "arrived", by: ["DRV"] }, skip: DROP },
  arrived: {
    wait: { to: "waiting", by: ["DRV"], guards: ["gate_closed"] },
    start_unloading: UNLOAD,
  },
  waiting: { start_unloading: UNLOAD, skip: SKIP },
  unloading: {
    hand_over: { to: "handed_over", by: ["DRV", "GW", "SYS"], guards: ["all_bags_handed"] },
    hand_part: { to: "part_handed", by: ["DRV", "GW", "SYS"], guards: ["some_bags_handed", "reason_given"] },
    refuse: { to: "refused", by: ["GW"], guards: ["reason_given"] },
    skip: SKIP,
  },
  skipped: { re_plan: { to: "re_planned", by: ["DIS"], guards: ["new_stop_named"] } },
  handed_over: {},
  part_handed: {},
  refused: {},
  re_planned: {},
};
