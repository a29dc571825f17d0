import { defineMachine } from "../kernel/machine.ts";
import type { SheetState } from "./grid-sheet.ts";
import { OPEN_SHEET_STATES } from "./grid-sheet.ts";

export const IMPORT_STATES = ["pasted", "parsed", "in_review", "applied", "reverted", "discarded"] as const;

/** By the desk where the round ends that it would have been written to. */
const DISCARD = { to: "discarded", by: ["GW", "DESK"] } as const;

/** The life of a pasted group list: nothing is ordered before a person has decided every row, and it can be undone. */
export const IMPORT_JOB = defineMachine(
  "import_job",
  IMPORT_STATES,
  {
    columns_named: (f: { homeColumns: number; wishColumns: number }) => f.homeColumns > 0 && f.wishColumns > 0,
    all_rows_decided: (f: { undecidedRows: number }) => f.undecidedRows === 0,
    sheet_not_frozen: (f: { sheet: SheetState }) => OPEN_SHEET_STATES.includes(f.sheet),
  },
  {
    // A spreadsheet waits here until somebody has looked at what its columns are taken for.
    pasted: { parse: { to: "parsed", by: ["GW"], guards: ["columns_named"] }, discard: DISCARD },
    parsed: { review: { to: "in_review", by: ["GW"] }, discard: DISCARD },
    in_review: {
      apply: { to: "applied", by: ["GW"], guards: ["all_rows_decided", "sheet_not_frozen"] },
      discard: DISCARD,
    },
    applied: { revert: { to: "reverted", by: ["GW"], guards: ["sheet_not_frozen"] } },
    reverted: {},
    discarded: {},
  },
);
