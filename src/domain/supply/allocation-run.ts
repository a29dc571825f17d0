import { defineMachine, type StateOf } from "../kernel/machine.ts";

export const ALLOCATION_RUN_STATES = ["computing", "preview", "approved", "dropped", "failed"] as const;

/** The life of an allocation run 分配: computed by the worker, looked at by the desk, approved or left. */
export const ALLOCATION_RUN = defineMachine(
  "allocation_run",
  ALLOCATION_RUN_STATES,
  {
    // The shares are computed again from the rows of now and must be the ones that were looked at.
    preview_holds: (f: { previewed: string; computed: string }) => f.previewed === f.computed,
  },
  {
    computing: { show: { to: "preview", by: ["SYS"] }, fail: { to: "failed", by: ["SYS"] } },
    preview: {
      approve: { to: "approved", by: ["DESK"], guards: ["preview_holds"] },
      drop: { to: "dropped", by: ["DESK", "SYS"] },
    },
    approved: { drop: { to: "dropped", by: ["DESK"] } },
    dropped: {},
    failed: {},
  },
);
export type AllocationRunState = StateOf<typeof ALLOCATION_RUN>;
