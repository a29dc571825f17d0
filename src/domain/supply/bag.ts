import type { HouseholdId, PackageVersionId, TripId } from "../kernel/ids.ts";
import { type ActOf, defineMachine, statesBefore, statesFrom } from "../kernel/machine.ts";
import { reasonGiven } from "../kernel/reason.ts";
import type { ServiceDay } from "../kernel/time.ts";
import { type HandoverState, SETTLED_HANDOVER_STATES } from "../movement/handover.ts";

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

/** What a home's line counts of bags whose way has ended; the columns of that name follow every move of a bag. */
export const BAG_ENDS = ["delivered", "returned", "scrapped", "lost", "damaged"] as const;
/** With its store, on a bus, in hands at the gate or on the way to a door, or at one of the ends. */
export type Whereabouts = "in_store" | "on_bus" | "in_hand" | (typeof BAG_ENDS)[number];

/** Where a bag counts by its state; one that was only created is not packed yet and counts nowhere. */
export const WHEREABOUTS: Readonly<Record<BagState, Whereabouts | undefined>> = {
  created: undefined,
  packed: "in_store",
  staged: "in_store",
  loaded: "on_bus",
  in_transit: "on_bus",
  at_gate: "in_hand",
  with_grid: "in_hand",
  reassigned: "in_hand",
  found: "in_hand",
  delivered: "delivered",
  returned: "returned",
  restocked: "returned",
  donated: "returned",
  scrapped: "scrapped",
  lost: "lost",
  damaged: "damaged",
};

/** The states in which a bag counts in one of `places`. */
export const bagStatesAt = (...places: readonly Whereabouts[]): BagState[] =>
  BAG_STATES.filter((state) => places.some((place) => place === WHEREABOUTS[state]));

/** Where a bag's way ends; all others are still under way to a door. */
export const FINAL_BAG_STATES: readonly BagState[] = bagStatesAt(...BAG_ENDS);
/** A bag that nobody at a door will get any more. */
export const GONE_BAG_STATES: readonly BagState[] = FINAL_BAG_STATES.filter((s) => s !== "delivered");
/** On a bus, at its dock or on the road. */
export const ON_BUS_BAG_STATES: readonly BagState[] = bagStatesAt("on_bus");
/** Packed, and still with its store. */
export const IN_STORE_BAG_STATES: readonly BagState[] = bagStatesAt("in_store");
/** A bag that the store can still do something about: not loaded. */
export const AT_STORE_BAG_STATES: readonly BagState[] = ["created", ...IN_STORE_BAG_STATES];

const SCRAP_AT_STORE = { to: "scrapped", by: ["SUP"], guards: ["reason_given"] } as const;
const DAMAGE = { to: "damaged", by: ["GW"], guards: ["reason_given"] } as const;
const RETURN = { to: "returned", by: ["GW"], guards: ["reason_given"] } as const;
/** The list has it and the hands do not: it was counted at the gate, and is not there at the door. */
const MISS = { to: "lost", by: ["GW"], guards: ["reason_given"] } as const;
const REASSIGN = { to: "reassigned", by: ["GW"], guards: ["same_package", "consent", "another_home"] } as const;

/**
 * The life of a bag 包裹. Each arrow is one custody event, and a bag is in exactly one place.
 * A reassigned bag is in the grid worker's hands for another home. A bag found again goes back to where it was lost, on
 * the trip or in the grid worker's hands, and takes the normal way from there. A repacked bag is a new bag that names the scrapped one.
 */
export const BAG = defineMachine(
  "bag",
  BAG_STATES,
  {
    reason_given: reasonGiven,
    // The first of the lots that its items were picked from to expire; null where the store notes no lots.
    lots_fit_for_use: (f: { firstExpiry: ServiceDay | null; today: ServiceDay }) =>
      f.firstExpiry === null || f.firstExpiry >= f.today,
    new_trip_named: (f: { fromTrip: TripId; toTrip: TripId }) => f.fromTrip !== f.toTrip,
    bus_is_home: (f: { busHome: boolean }) => f.busHome,
    handover_settled: (f: { handover: HandoverState }) => SETTLED_HANDOVER_STATES.includes(f.handover),
    same_package: (f: { given: PackageVersionId; wanted: PackageVersionId }) => f.given === f.wanted,
    consent: (f: { consentBy: string }) => f.consentBy.trim() !== "",
    another_home: (f: { fromHome: HouseholdId; toHome: HouseholdId }) => f.fromHome !== f.toHome,
    fit_for_use: (f: { fitForUse: boolean }) => f.fitForUse,
    // Where its custody says that it was lost.
    lost_in_hands: (f: { lostFrom: BagState | undefined }) =>
      f.lostFrom !== undefined && WHEREABOUTS[f.lostFrom] === "in_hand",
    ambient_seal_whole: (f: { coldChain: boolean; sealWhole: boolean }) => !f.coldChain && f.sealWhole,
  },
  {
    created: { pack: { to: "packed", by: ["SUP"], guards: ["lots_fit_for_use"] } },
    packed: { stage: { to: "staged", by: ["SUP"] }, scrap: SCRAP_AT_STORE },
    staged: { load: { to: "loaded", by: ["SUP", "DIS"] }, scrap: SCRAP_AT_STORE },
    loaded: {
      depart: { to: "in_transit", by: ["DRV", "SYS"] },
      offload: { to: "staged", by: ["SUP", "DIS"], guards: ["reason_given"] },
    },
    in_transit: {
      arrive: { to: "at_gate", by: ["DRV", "GW", "SYS"], guards: ["handover_settled"] },
      // From a bus that cannot go on, or past a gate that was shut, onto another that is on the road.
      change_bus: { to: "in_transit", by: ["DIS"], guards: ["new_trip_named"] },
      // Home again with its bus: counted at the depot or the store, and kept there for another bus, or taken back.
      count_back: { to: "in_transit", by: ["DIS"], guards: ["bus_is_home"] },
      take_back: { to: "returned", by: ["DIS"], guards: ["reason_given"] },
      lose: { to: "lost", by: ["DRV", "DIS", "DESK"], guards: ["reason_given"] },
      damage: { to: "damaged", by: ["DRV", "DIS"], guards: ["reason_given"] },
    },
    at_gate: {
      // After a dispute the ruling puts them there, or sends them back.
      take_over: { to: "with_grid", by: ["GW", "SYS"] },
      // Set down in the marked zone, and not all there when the grid worker came to count.
      lose: { to: "lost", by: ["DIS", "DESK"], guards: ["reason_given"] },
      damage: DAMAGE,
      return: { to: "returned", by: ["GW", "DRV", "SYS"], guards: ["reason_given"] },
      reassign: REASSIGN,
    },
    with_grid: {
      deliver: { to: "delivered", by: ["GW"] },
      lose: MISS,
      damage: DAMAGE,
      return: RETURN,
      reassign: REASSIGN,
    },
    reassigned: { deliver: { to: "delivered", by: ["GW"] }, lose: MISS, damage: DAMAGE, return: RETURN },
    returned: {
      restock: { to: "restocked", by: ["SUP"], guards: ["ambient_seal_whole"] },
      scrap: { to: "scrapped", by: ["SUP", "DEP"], guards: ["reason_given"] },
      donate: { to: "donated", by: ["DESK"] },
    },
    lost: { find: { to: "found", by: ["GW", "DRV", "DIS"] } },
    found: {
      put_back: { to: "in_transit", by: ["GW", "DIS"], guards: ["fit_for_use"] },
      // It had been taken over at the gate: that stands, and no count changes.
      take_up: { to: "with_grid", by: ["GW"], guards: ["lost_in_hands", "fit_for_use"] },
    },
    delivered: {},
    restocked: {},
    donated: {},
    scrapped: {},
    damaged: {},
  },
);
export type BagAct = ActOf<typeof BAG>;

/** In the grid worker's hands, on the way to a door. */
export const IN_HAND_BAG_STATES: readonly BagState[] = statesBefore(BAG, "deliver");
/** A bag that no bus has taken away yet. */
export const STORE_BAG_STATES: readonly BagState[] = BAG_STATES.filter(
  (state) => !statesFrom(BAG, "in_transit").includes(state),
);
/** A bag that has not come to its gate. */
export const BEFORE_GATE_BAG_STATES: readonly BagState[] = [...STORE_BAG_STATES, ...statesBefore(BAG, "arrive")];
/** A bag that still has to get to a stop that was skipped: at its store's dock, or on a bus. */
export const LEFT_BAG_STATES: readonly BagState[] = [...AT_STORE_BAG_STATES, ...statesBefore(BAG, "arrive")];
/** A bag that was lost on the way and is not where it belongs yet, though it may be found. */
export const LOST_BAG_STATES: readonly BagState[] = ["lost", ...statesBefore(BAG, "put_back")];
