import type { Flow, Move } from "../kernel/machine.ts";

export const IMPORT_STATES = ["pasted", "parsed", "in_review", "applied", "reverted", "discarded"] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export const IMPORT_ACTS = ["parse", "review", "apply", "revert", "discard"] as const;
export type ImportAct = (typeof IMPORT_ACTS)[number];

export type ImportGuard = "all_rows_decided" | "sheet_not_frozen";

const DISCARD: Move<ImportState, ImportGuard> = { to: "discarded", by: ["GW"] };

/** The life of a pasted group list: nothing is ordered before a person has decided every row, and it can be undone. */
export const IMPORT_FLOW: Flow<ImportState, ImportAct, ImportGuard> = {
  pasted: { parse: { to: "parsed", by: ["SYS"] } },
  parsed: { review: { to: "in_review", by: ["GW"] }, discard: DISCARD },
  in_review: { apply: { to: "applied", by: ["GW"], guards: ["all_rows_decided"] }, discard: DISCARD },
  applied: { revert: { to: "reverted", by: ["GW"], guards: ["sheet_not_frozen"] } },
  reverted: {},
  discarded: {},
};
