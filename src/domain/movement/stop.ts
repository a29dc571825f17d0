import { defineMachine, endsOf, statesFrom } from "../kernel/machine.ts";
import { reasonGiven } from "../kernel/reason.ts";

export const STOP_STATES = [
  "planned",
  "approaching",
  "arrived",
  "waiting",
  "unloading",
  "handed_over",
  "part_handed",
  "refused",
  "skipped",
  "re_planned",
  "given_up",
] as const;
export type StopState = (typeof STOP_STATES)[number];

/** Where bags that came home with their bus are put down and counted. */
export const BACK_PLACES = ["depot", "store"] as const;
export type BackPlace = (typeof BACK_PLACES)[number];

const SKIP = { to: "skipped", by: ["DRV", "DIS"], guards: ["reason_given"] } as const;
/** A diverted or broken-down bus never reaches the rest of its list: only the dispatcher may say so; and where
 * what was loaded for it was taken off at the dock, it follows. */
const DROP = { to: "skipped", by: ["DIS", "SYS"], guards: ["reason_given"] } as const;
const UNLOAD = { to: "unloading", by: ["DRV", "GW"], guards: ["bags_aboard"] } as const;

type Handed = { readonly offered: number; readonly agreed: number };

/** The life of a stop 停靠点. A re-planned stop ends here and names the new stop that carries on, on any trip. */
export const STOP = defineMachine(
  "stop",
  STOP_STATES,
  {
    reason_given: reasonGiven,
    // In its hours a gate can be shut all the same: then it is the driver's word, and it stands in the record.
    gate_closed: (f: {
      secondsIntoDay: number;
      gateOpensSeconds: number;
      gateClosesSeconds: number;
      reason: string | undefined;
    }) => f.secondsIntoDay < f.gateOpensSeconds || f.secondsIntoDay >= f.gateClosesSeconds || reasonGiven(f),
    bags_aboard: (f: { bagsAboard: number }) => f.bagsAboard > 0,
    bus_is_home: (f: { busHome: boolean }) => f.busHome,
    count_explained: (f: { counted: number; aboard: number; reason: string | undefined }) =>
      f.aboard > 0 && f.counted <= f.aboard && (f.counted === f.aboard || reasonGiven(f)),
    // Where they were put down somebody has counted just these.
    counted_back: (f: { aboard: number; countedBack: number | null }) => f.aboard === f.countedBack,
    bags_to_carry_on: (f: { bagsLeft: number }) => f.bagsLeft > 0,
    all_bags_handed: (f: Handed) => f.agreed === f.offered,
    some_bags_missing: (f: Handed) => f.agreed < f.offered,
  },
  {
    planned: { approach: { to: "approaching", by: ["DRV", "SYS"] }, skip: DROP },
    approaching: { arrive: { to: "arrived", by: ["DRV"] }, skip: DROP },
    arrived: {
      wait: { to: "waiting", by: ["DRV"], guards: ["gate_closed"] },
      start_unloading: UNLOAD,
      skip: DROP,
    },
    waiting: { start_unloading: UNLOAD, skip: SKIP },
    unloading: {
      hand_over: { to: "handed_over", by: ["DRV", "GW", "SYS"], guards: ["all_bags_handed"] },
      hand_part: { to: "part_handed", by: ["DRV", "GW", "SYS"], guards: ["some_bags_missing", "reason_given"] },
      refuse: { to: "refused", by: ["GW"], guards: ["reason_given"] },
      skip: SKIP,
    },
    skipped: {
      re_plan: { to: "re_planned", by: ["DIS"], guards: ["bags_to_carry_on"] },
      // The bus has brought its bags home: they are counted where they are put down, and then ride again or are paid back.
      count_back: { to: "skipped", by: ["DIS"], guards: ["bus_is_home", "count_explained"] },
      give_up: { to: "given_up", by: ["DIS"], guards: ["counted_back", "reason_given"] },
    },
    handed_over: {},
    part_handed: {},
    refused: {},
    re_planned: {},
    given_up: {},
  },
);

/** A stop at which bags were set down, or refused: its batch waits for nothing more there. */
export const HANDED_STOP_STATES: readonly StopState[] = endsOf(STOP);
/** A stop that the bus never reached, or will not. */
export const PASSED_BY_STOP_STATES: readonly StopState[] = statesFrom(STOP, "skipped");
/** A stop at which the bus has been. */
export const SERVED_STOP_STATES: readonly StopState[] = HANDED_STOP_STATES.filter(
  (state) => !PASSED_BY_STOP_STATES.includes(state),
);
/** A stop with which its bus is done, whatever became of it. */
export const DONE_STOP_STATES: readonly StopState[] = [...SERVED_STOP_STATES, ...PASSED_BY_STOP_STATES];
/** A stop with which its bus is not done. */
export const OPEN_STOP_STATES: readonly StopState[] = STOP_STATES.filter((state) => !DONE_STOP_STATES.includes(state));
/** The stop that the bus drives to, or stands at. */
export const CURRENT_STOP_STATES: readonly StopState[] = OPEN_STOP_STATES.filter((state) => state !== "planned");
/** The bus stands at its gate. */
export const AT_GATE_STOP_STATES: readonly StopState[] = CURRENT_STOP_STATES.filter((state) => state !== "approaching");
/** The bus has not come there yet. */
export const COMING_STOP_STATES: readonly StopState[] = ["planned", "approaching"];
/** The bus is let in there: whatever befalls it, it is unloaded at this gate. */
export const LET_IN_STOP_STATES: readonly StopState[] = ["arrived", "unloading"];
