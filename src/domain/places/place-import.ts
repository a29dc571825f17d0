import { defineMachine, type StateOf } from "../kernel/machine.ts";

export const PLACE_IMPORT_STATES = ["checking", "checked", "taking_in", "taken_in"] as const;

/**
 * The life of a list of places 地点导入: its lines are in order when it is born; the worker says what it would change,
 * the desk looks at that and takes it in once. The system itself takes in what the command hands it.
 */
export const PLACE_IMPORT = defineMachine(
  "place_import",
  PLACE_IMPORT_STATES,
  { every_place_laid_out: (f: { done: number; places: number }) => f.done === f.places },
  {
    checking: { report: { to: "checked", by: ["SYS"] } },
    checked: { take_in: { to: "taking_in", by: ["DESK", "SYS"] } },
    taking_in: { finish: { to: "taken_in", by: ["SYS"], guards: ["every_place_laid_out"] } },
    taken_in: {},
  },
);
export type PlaceImportState = StateOf<typeof PLACE_IMPORT>;
