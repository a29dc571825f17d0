import type { Flow, Move } from "../kernel/machine.ts";

export const BAG_STATES = [
  "created",
  "packed",
  "staged",
  "loaded",
  "in_transit",
  "at_gate",
  "with_grid",
  "reassigned",
  "delivered",
  "returned",
  "restocked",
  "donated",
  "scrapped",
  "lost",
  "found",
  "damaged",
] as const;
export type BagState = (typeof BAG_STATES)[number];

/** A bag that no bus has taken away yet. */
export const STORE_BAG_STATES: readonly BagState[] = ["created", "packed", "staged", "loaded"];

/** Where a bag's way ends; all others are still under way to a door. */
export const FINAL_BAG_STATES: readonly BagState[] = [
  "delivered",
  "returned",
  "restocked",
  "donated",
  "scrapped",
  "lost",
  "damaged",
];

export const BAG_ACTS = [
  "pack",
  "stage",
  "load",
  "offload",
  "depart",
  "arrive",
  "change_bus",
  "take_over",
  "reassign",
  "deliver",
  "return",
  "restock",
  "donate",
  "scrap",
  "damage",
  "lose",
  "find",
  "put_back",
] as const;
export type BagAct = (typeof BAG_ACTS)[number];

export type BagGuard =
  | "lots_fit_for_use"
  | "reason_given"
  | "new_trip_named"
  | "handover_agreed"
  | "same_package"
  | "consent"
  | "both_homes_recorded"
  | "ambient_seal_whole";

const SCRAP_AT_STORE: Move<BagState, BagGuard> = { to: "scrapped", by: ["SUP"], guards: ["reason_given"] };
const DAMAGE: Move<BagState, BagGuard> = { to: "damaged", by: ["GW"], guards: ["reason_given"] };
const RETURN: Move<BagState, BagGuard> = { to: "returned", by: ["GW"], guards: ["reason_given"] };
const REASSIGN: Move<BagState, BagGuard> = {
  to: "reassigned",
  by: ["GW"],
  guards: ["same_package", "consent", "both_homes_recorded"],
};

/**
 * The life of a bag 包裹. Each arrow is one custody event, and a bag is in exactly one place.
 * A reassigned bag is in the grid worker's hands for another home. A bag found again goes back to where it was lost,
 * on the trip, and takes the normal way from there. A repacked bag is a new bag that names the scrapped one.
 */
export const BAG_FLOW: Flow<BagState, BagAct, BagGuard> = {
  created: { pack: { to: "packed", by: ["SUP"], guards: ["lots_fit_for_use"] } },
  packed: { stage: { to: "staged", by: ["SUP"] }, scrap: SCRAP_AT_STORE },
  staged: { load: { to: "loaded", by: ["SUP", "DIS"] }, scrap: SCRAP_AT_STORE },
  loaded: {
    depart: { to: "in_transit", by: ["DRV", "SYS"] },
    offload: { to: "staged", by: ["SUP", "DIS"], guards: ["reason_given"] },
  },
  in_transit: {
    arrive: { to: "at_gate", by: ["DRV", "GW", "SYS"], guards: ["handover_agreed"] },
    // From a bus that cannot go on, or past a gate that was shut, onto another that is on the road.
    change_bus: { to: "in_transit", by: ["DIS"], guards: ["new_trip_named"] },
    lose: { to: "lost", by: ["DRV", "DIS", "DESK"], guards: ["reason_given"] },
    damage: { to: "damaged", by: ["DRV", "DIS"], guards: ["reason_given"] },
  },
  at_gate: {
    take_over: { to: "with_grid", by: ["GW"] },
    damage: DAMAGE,
    return: { to: "returned", by: ["GW", "DRV"], guards: ["reason_given"] },
    reassign: REASSIGN,
  },
  with_grid: { deliver: { to: "delivered", by: ["GW"] }, damage: DAMAGE, return: RETURN, reassign: REASSIGN },
  reassigned: { deliver: { to: "delivered", by: ["GW"] }, damage: DAMAGE, return: RETURN },
  returned: {
    restock: { to: "restocked", by: ["SUP"], guards: ["ambient_seal_whole"] },
    scrap: { to: "scrapped", by: ["SUP", "DEP"], guards: ["reason_given"] },
    donate: { to: "donated", by: ["DESK"] },
  },
  lost: { find: { to: "found", by: ["GW", "DRV", "DIS"] } },
  found: { put_back: { to: "in_transit", by: ["GW", "DIS"] } },
  delivered: {},
  restocked: {},
  donated: {},
  scrapped: {},
  damaged: {},
};
