import type { GridId } from "../kernel/ids.ts";
import { defineMachine, endsOf } from "../kernel/machine.ts";
import { reasonGiven } from "../kernel/reason.ts";

export const HANDOVER_STATES = [
  "offered",
  "counted",
  "agreed",
  "disputed",
  "resolved",
  "on_paper",
  "set_down",
  "withdrawn",
] as const;
export type HandoverState = (typeof HANDOVER_STATES)[number];

/** How custody passed: by a count that agrees, a code read out by phone, on paper, set down in the marked zone, or a ruling. */
export const HANDOVER_WAYS = ["counted", "code", "paper", "set_down", "ruled"] as const;
export type HandoverWay = (typeof HANDOVER_WAYS)[number];

/**
 * How long the bus stands at the gate before its driver may hand over without somebody who counts. A code is the word of
 * the receiver himself, so it comes first; on paper and by setting down the driver is nearly alone.
 */
export const LEAST_WAIT_MINUTES = { code: 3, paper: 10, set_down: 10 } as const;
export type WayOut = keyof typeof LEAST_WAIT_MINUTES;
/** So many wrong codes are taken for slips of the tongue; after that only paper, the marked zone or dispatch are left. */
export const MOST_CODE_TRIES = 5;
export const CODE_DIGITS = 6;
/** Rounds of PBKDF2 (RFC 8018) between a code and what a driver's phone carries of it: to check one, not to work it out. */
export const CODE_ROUNDS = 20_000;

/** What the hash of a code is salted with, so that one pile's says nothing of another's. */
export const codeSalt = (stopId: string, grid: number): string => `${stopId}:${grid}`;

/** Bags counted by one side, by package. */
export type Count = Readonly<Record<string, number>>;

/** What two counts come to: `differences` holds receiver minus giver for each package that differs, in package order. */
export type CountDecision = {
  readonly act: "agree" | "dispute";
  readonly differences: readonly { readonly packageId: string; readonly difference: number }[];
};

/** Compares the giver's and the receiver's count package by package, so that equal totals cannot hide a mix-up. */
export function decideCount(offered: Count, counted: Count): CountDecision {
  const differences = [...new Set([...Object.keys(offered), ...Object.keys(counted)])]
    .sort()
    .map((packageId) => ({ packageId, difference: (counted[packageId] ?? 0) - (offered[packageId] ?? 0) }))
    .filter((d) => d.difference !== 0);
  return { act: differences.length === 0 ? "agree" : "dispute", differences };
}

/** Everyone who holds goods on their way: store, bus, community gate, grid worker, and the depot for what comes back. */
const HOLDERS = ["SUP", "DRV", "COM", "GW", "DEP"] as const;
const HOLDERS_OR_SYS = ["SUP", "DRV", "COM", "GW", "DEP", "SYS"] as const;

type Counts = { readonly offered: Count; readonly counted: Count };
type Waited = { readonly waitedMinutes: number; readonly leastMinutes: number };

const COUNT = { to: "counted", by: HOLDERS, guards: ["is_receiver"] } as const;
/** The bus goes on without these bags' count: what is left of them is no longer offered here. */
const WITHDRAW = { to: "withdrawn", by: ["SYS"] } as const;

/** The life of a handover 交接: the giver offers a count, the receiver counts, and equal counts pass custody on. */
export const HANDOVER = defineMachine(
  "handover",
  HANDOVER_STATES,
  {
    reason_given: reasonGiven,
    is_receiver: (f: { receiverGrids: readonly GridId[]; gridId: GridId }) => f.receiverGrids.includes(f.gridId),
    counts_equal: (f: Counts) => decideCount(f.offered, f.counted).act === "agree",
    counts_differ: (f: Counts) => decideCount(f.offered, f.counted).act === "dispute",
    photo: (f: { photo: string | null }) => f.photo !== null,
    ruling_adds_up: (f: { offeredBags: number; agreed: number; lost: number; backOnBoard: number }) =>
      f.agreed + f.lost + f.backOnBoard === f.offeredBags,
    waited_long_enough: (f: Waited) => f.waitedMinutes >= f.leastMinutes,
    handover_code_right: (f: { code: string; rightCode: string }) => f.code === f.rightCode,
    tries_left: (f: { wrongTries: number }) => f.wrongTries < MOST_CODE_TRIES,
    both_names: (f: { giverName: string; receiverName: string }) =>
      f.giverName.trim() !== "" && f.receiverName.trim() !== "",
    place_has_zone: (f: { setDownZone: string | null }) => f.setDownZone !== null,
  },
  {
    offered: {
      count: COUNT,
      // Nobody stands at the gate: three ways on for the driver, each after a wait, and one for dispatch.
      hand_by_code: { to: "agreed", by: ["DRV"], guards: ["waited_long_enough", "tries_left", "handover_code_right"] },
      hand_on_paper: { to: "on_paper", by: ["DRV"], guards: ["waited_long_enough"] },
      set_down: { to: "set_down", by: ["DRV"], guards: ["waited_long_enough", "place_has_zone", "photo"] },
      rule_uncounted: { to: "resolved", by: ["DIS", "DESK"], guards: ["reason_given", "ruling_adds_up"] },
      withdraw: WITHDRAW,
    },
    counted: {
      agree: { to: "agreed", by: HOLDERS_OR_SYS, guards: ["counts_equal"] },
      dispute: { to: "disputed", by: HOLDERS_OR_SYS, guards: ["counts_differ"] },
    },
    disputed: {
      recount: { to: "agreed", by: HOLDERS, guards: ["is_receiver", "counts_equal"] },
      rule: { to: "resolved", by: ["DIS", "DESK"], guards: ["photo", "reason_given", "ruling_adds_up"] },
      withdraw: WITHDRAW,
    },
    // Custody has passed, and the bus goes on; the two names are typed in from the paper when there is time.
    on_paper: { type_in: { to: "agreed", by: ["DRV", "GW", "DIS"], guards: ["both_names"] } },
    // The bags stand in the marked zone: they have left the bus, and the grid worker counts them when he comes.
    set_down: { count: COUNT },
    agreed: {},
    resolved: {},
    withdrawn: {},
  },
);

/** Custody has left the bus for what was agreed: it waits for nothing more at this pile. */
export const SETTLED_HANDOVER_STATES: readonly HandoverState[] = [...endsOf(HANDOVER), "on_paper", "set_down"];
/** A handover that is still to be counted, or disputed, by its grid worker. */
export const OPEN_HANDOVER_STATES: readonly HandoverState[] = HANDOVER_STATES.filter(
  (state) => state === "set_down" || !SETTLED_HANDOVER_STATES.includes(state),
);
/** A pile that the grid worker has: counted, ruled on, or taken on paper. */
export const TAKEN_HANDOVER_STATES: readonly HandoverState[] = ["agreed", "resolved", "on_paper"];
/** A pile that the grid worker has still to count, without a quarrel. */
export const TO_COUNT_HANDOVER_STATES: readonly HandoverState[] = OPEN_HANDOVER_STATES.filter(
  (state) => state !== "disputed",
);
/** A handover that keeps its bus at the gate. */
export const HOLDING_HANDOVER_STATES: readonly HandoverState[] = HANDOVER_STATES.filter(
  (state) => !SETTLED_HANDOVER_STATES.includes(state),
);
