import type { GridId } from "../kernel/ids.ts";
import { defineMachine, endsOf } from "../kernel/machine.ts";
import { reasonGiven } from "../kernel/reason.ts";

export const HANDOVER_STATES = ["offered", "counted", "agreed", "disputed", "resolved"] as const;
export type HandoverState = (typeof HANDOVER_STATES)[number];

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
  },
  {
    offered: { count: { to: "counted", by: HOLDERS, guards: ["is_receiver"] } },
    counted: {
      agree: { to: "agreed", by: HOLDERS_OR_SYS, guards: ["counts_equal"] },
      dispute: { to: "disputed", by: HOLDERS_OR_SYS, guards: ["counts_differ"] },
    },
    disputed: {
      recount: { to: "agreed", by: HOLDERS, guards: ["is_receiver", "counts_equal"] },
      rule: { to: "resolved", by: ["DIS", "DESK"], guards: ["photo", "reason_given", "ruling_adds_up"] },
    },
    agreed: {},
    resolved: {},
  },
);

/** A handover whose count is settled: custody has passed for what was agreed. */
export const SETTLED_HANDOVER_STATES: readonly HandoverState[] = endsOf(HANDOVER);
/** A handover that is still being counted, or disputed. */
export const OPEN_HANDOVER_STATES: readonly HandoverState[] = HANDOVER_STATES.filter(
  (state) => !SETTLED_HANDOVER_STATES.includes(state),
);
