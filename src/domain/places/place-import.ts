import type { Flow } from "../kernel/machine.ts";

export const PLACE_IMPORT_STATES = ["checking", "checked", "taking_in", "taken_in"] as const;
export type PlaceImportState = (typeof PLACE_IMPORT_STATES)[number];

export const PLACE_IMPORT_ACTS = ["report", "take_in", "finish"] as const;
export type PlaceImportAct = (typeof PLACE_IMPORT_ACTS)[number];
export type PlaceImportGuard = "every_place_laid_out";

/**
 * The life of a list of places 地点导入: its lines are in order when it is born; the worker says what it would change,
 * the desk looks at that and takes it in once. The system itself takes in what the command hands it.
 */
export const PLACE_IMPORT_FLOW: Flow<PlaceImportState, PlaceImportAct, PlaceImportGuard> = {
  checking: { report: { to: "checked", by: ["SYS"] } },
  checked: { take_in: { to: "taking_in", by: ["DESK", "SYS"] } },
  taking_in: { finish: { to: "taken_in", by: ["SYS"], guards: ["every_place_laid_out"] } },
  taken_in: {},
};
