import { defineMachine, type StateOf } from "../kernel/machine.ts";
import { reasonGiven } from "../kernel/reason.ts";

export const SETTLEMENT_STATES = ["drafted", "proposed", "disputed", "agreed", "settled"] as const;

/** The desk lays its figures down, and by that has agreed to them; again after a dispute, or when they have changed since. */
const PROPOSE = { to: "proposed", by: ["DESK"], guards: ["bags_final", "something_packed"] } as const;

/** The life of a settlement 结算: what a store is owed for a round, laid down by the desk, agreed by the store, then settled. */
export const SETTLEMENT = defineMachine(
  "settlement",
  SETTLEMENT_STATES,
  {
    reason_given: reasonGiven,
    // Before that some may still be lost, found or sent back.
    bags_final: (f: { bagsUnderWay: number }) => f.bagsUnderWay === 0,
    something_packed: (f: { lines: number }) => f.lines > 0,
    // Both speak of the same lines: a claim that was answered meanwhile makes others.
    lines_stand: (f: { changedLines: number }) => f.changedLines === 0,
    claims_answered: (f: { openClaims: number }) => f.openClaims === 0,
  },
  {
    drafted: { propose: PROPOSE },
    proposed: {
      propose: PROPOSE,
      agree: { to: "agreed", by: ["SUPM"], guards: ["lines_stand"] },
      dispute: { to: "disputed", by: ["SUPM"], guards: ["reason_given"] },
    },
    disputed: { propose: PROPOSE },
    agreed: {
      propose: PROPOSE,
      settle: { to: "settled", by: ["DESK"], guards: ["lines_stand", "claims_answered"] },
    },
    settled: {},
  },
);
export type SettlementState = StateOf<typeof SETTLEMENT>;
