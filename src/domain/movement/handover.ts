import type { Flow } from "../kernel/machine.ts";
import type { Role } from "../kernel/role.ts";

export const HANDOVER_STATES = ["offered", "counted", "agreed", "disputed", "resolved"] as const;
export type HandoverState = (typeof HANDOVER_STATES)[number];

export const HANDOVER_ACTS = ["count", "agree", "dispute", "recount", "rule"] as const;
export type HandoverAct = (typeof HANDOVER_ACTS)[number];

export type HandoverGuard = "is_receiver" | "counts_equal" | "counts_differ" | "photo" | "reason_given";

/** Everyone who holds goods on their way: store, bus, community gate, grid worker, and the depot for what comes back. */
const HOLDERS: readonly Role[] = ["SUP", "DRV", "COM", "GW", "DEP"];
const HOLDERS_OR_SYS: readonly Role[] = [...HOLDERS, "SYS"];

/** The life of a handover 交接: the giver offers a count, the receiver counts, and equal counts pass custody on. */
export const HANDOVER_FLOW: Flow<HandoverState, HandoverAct, HandoverGuard> = {
  offered: { count: { to: "counted", by: HOLDERS, guards: ["is_receiver"] } },
  counted: {
    agree: { to: "agreed", by: HOLDERS_OR_SYS, guards: ["counts_equal"] },
    dispute: { to: "disputed", by: HOLDERS_OR_SYS, guards: ["counts_differ"] },
  },
  disputed: {
    recount: { to: "agreed", by: HOLDERS, guards: ["counts_equal"] },
    rule: { to: "resolved", by: ["DIS", "DESK"], guards: ["photo", "reason_given"] },
  },
  agreed: {},
  resolved: {},
};

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
