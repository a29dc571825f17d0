import { defineMachine, type StateOf } from "../kernel/machine.ts";

export const CITY_IMPORT_STATES = ["checking", "checked", "taking_in", "taken_in", "undone"] as const;

/** So long rows about people are kept, to take an import out again; the city itself has what they brought. */
export const ROWS_OF_PEOPLE_MS = 30 * 86_400_000;

/**
 * The life of a workbook 导入: its rows are in order when it is born; the worker says what they would change, the desk
 * looks at that and takes them in once, and may take them out again while nothing hangs on them. The system itself takes
 * in what the command hands it.
 */
export const CITY_IMPORT = defineMachine(
  "city_import",
  CITY_IMPORT_STATES,
  {
    its_rows_are_kept: (f: { kept: number; rows: number }) => f.kept === f.rows,
    every_row_taken_in: (f: { done: number; rows: number }) => f.done === f.rows,
    nothing_hangs_on_it: (f: { hanging: number }) => f.hanging === 0,
    not_changed_since: (f: { changedSince: number }) => f.changedSince === 0,
  },
  {
    checking: { report: { to: "checked", by: ["SYS"] } },
    checked: { take_in: { to: "taking_in", by: ["DESK", "SYS"], guards: ["its_rows_are_kept"] } },
    taking_in: { finish: { to: "taken_in", by: ["SYS"], guards: ["every_row_taken_in"] } },
    taken_in: {
      undo: { to: "undone", by: ["DESK"], guards: ["its_rows_are_kept", "not_changed_since", "nothing_hangs_on_it"] },
    },
    undone: {},
  },
);
export type CityImportState = StateOf<typeof CITY_IMPORT>;
