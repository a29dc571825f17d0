import {
  type ActOf,
  actsFor,
  defineMachine,
  endsOf,
  movesOf,
  type StateOf,
  statesBefore,
  statesFrom,
} from "../kernel/machine.ts";
import { reasonGiven } from "../kernel/reason.ts";
import type { Role } from "../kernel/role.ts";
import type { Instant } from "../kernel/time.ts";
import { BAG_GUARDS, type BagsOfOrder } from "./bags-of-order.ts";
import type { SheetState } from "./grid-sheet.ts";
import type { PaymentState } from "./payment.ts";

export const ORDER_STATES = [
  "draft",
  "submitted",
  "needs_review",
  "confirmed",
  "locked",
  "allocated",
  "shorted_out",
  "packed",
  "in_transit",
  "at_gate",
  "delivered",
  "partly_delivered",
  "held",
  "returned",
  "failed",
  "cancelled",
  "closed",
] as const;

/** When an order may still be changed or taken back, and by whom. */
export type OrderTimes = {
  readonly role: Role;
  readonly now: Instant;
  readonly cutOffAt: Instant;
  /** End of the grid worker's time to clear up after the cut-off; never before `cutOffAt`. */
  readonly graceEndsAt: Instant;
};

const CANCEL = {
  to: "cancelled",
  by: ["RES", "GW", "DESK"],
  guards: ["before_cut_off_or_grace", "reason_given"],
} as const;
const REVISE = { to: "submitted", by: ["RES", "GW"], guards: ["before_cut_off_or_grace", "lines_valid"] } as const;
/** The desk takes one package off the round: what else is in the order stays as it is. */
const takeOff = <S extends string>(to: S) => ({ to, by: ["DESK"], guards: ["told_why"] }) as const;
const FAIL = { to: "failed", by: ["DESK"], guards: ["told_why"] } as const;
const HOLD = { to: "held", by: ["GW"], guards: ["hold_place_and_deadline"] } as const;
/** None of its bags came, and at least one of them is lost. */
const LOSE = { to: "failed", by: ["SYS"], guards: ["lost_not_back"] } as const;
const RETURN = { to: "returned", by: ["GW"], guards: ["every_bag_back"] } as const;
/** A home that came short gets a bag that another one gave up. */
const GET_BAG = { to: "at_gate", by: ["GW"], guards: ["a_bag_in_hand"] } as const;
const CLOSE = { to: "closed", by: ["SYS"], guards: ["money_settled", "claim_window_over"] } as const;

/** The life of a household order 住户订单: state, act, where it leads and who may. Read it as a table. */
export const ORDER = defineMachine(
  "order",
  ORDER_STATES,
  {
    ...BAG_GUARDS,
    // Residents stop at the cut-off, and at that very moment they are late; the grid worker goes on to the end of the
    // grace to clear up doubtful orders; the desk is bound by the table alone, which ends at the lock.
    before_cut_off_or_grace: ({ role, now, cutOffAt, graceEndsAt }: OrderTimes) =>
      now < (role === "RES" ? cutOffAt : role === "GW" ? graceEndsAt : Number.POSITIVE_INFINITY),
    // Only the resident need not say why.
    reason_given: (f: { role: Role; reason: string | undefined }) => f.role === "RES" || reasonGiven(f),
    told_why: reasonGiven,
    lines_valid: (f: { verdict: { readonly ok: boolean } }) => f.verdict.ok,
    doubt_named: (f: { doubts: readonly string[] }) => f.doubts.length > 0,
    sheet_frozen: (f: { sheet: SheetState }) => f.sheet === "frozen",
    batch_not_picking: (f: { pickingBatches: number }) => f.pickingBatches === 0,
    refund_not_paid: (f: { payment: PaymentState }) => f.payment !== "refunded",
    split_adds_up: (f: { locked: number; extra: number; allocated: number; shorted: number }) =>
      f.locked + f.extra === f.allocated + f.shorted,
    hold_place_and_deadline: (f: { place: string | undefined; holdUntil: Instant | undefined; now: Instant }) =>
      f.place !== undefined && f.holdUntil !== undefined && f.holdUntil > f.now,
    money_settled: (f: { owedFen: number }) => f.owedFen === 0,
    claim_window_over: (f: { now: Instant; claimsUntil: Instant }) => f.now >= f.claimsUntil,
  },
  {
    draft: {
      submit: { to: "submitted", by: ["RES", "GW"], guards: ["before_cut_off_or_grace", "lines_valid"] },
      cancel: CANCEL,
    },
    submitted: {
      flag: { to: "needs_review", by: ["SYS", "GW"], guards: ["doubt_named"] },
      confirm: { to: "confirmed", by: ["GW", "SYS"] },
      revise: REVISE,
      take_off: takeOff("submitted"),
      cancel: CANCEL,
    },
    needs_review: {
      take_off: takeOff("needs_review"),
      // By the desk where it closes the round before the grid worker has decided: the order counts as it is written.
      resolve: { to: "submitted", by: ["GW", "DESK"], guards: ["told_why"] },
      cancel: CANCEL,
    },
    confirmed: {
      revise: REVISE,
      take_off: takeOff("confirmed"),
      lock: { to: "locked", by: ["SYS"], guards: ["sheet_frozen"] },
      cancel: CANCEL,
    },
    locked: {
      thaw: { to: "confirmed", by: ["DESK"], guards: ["batch_not_picking"] },
      allocate: { to: "allocated", by: ["SYS"], guards: ["split_adds_up"] },
    },
    allocated: {
      undo_allocation: { to: "locked", by: ["SYS"], guards: ["batch_not_picking", "refund_not_paid"] },
      short_out: { to: "shorted_out", by: ["SYS"], guards: ["no_bags"] },
      pack: { to: "packed", by: ["SYS"], guards: ["every_bag_packed"] },
      fail: FAIL,
    },
    // An undone allocation takes back its shortages too, as long as nobody has been paid for them.
    shorted_out: {
      undo_allocation: { to: "locked", by: ["SYS"], guards: ["batch_not_picking", "refund_not_paid"] },
      get_bag: GET_BAG,
      close: CLOSE,
    },
    packed: {
      // Its store packs one of its bags anew.
      repack: { to: "allocated", by: ["SYS"], guards: ["a_bag_to_pack"] },
      depart: { to: "in_transit", by: ["SYS"], guards: ["a_bag_departed"] },
      fail: FAIL,
    },
    in_transit: {
      arrive: { to: "at_gate", by: ["SYS"], guards: ["a_bag_in_hand"] },
      // All its bags were lost or broken on the way: counted at the gate, or ruled by dispatch or the desk, with a reason.
      lose: { to: "failed", by: ["SYS"], guards: ["every_bag_gone"] },
      fail: FAIL,
    },
    at_gate: {
      deliver: { to: "delivered", by: ["GW"], guards: ["every_bag_delivered"] },
      deliver_part: { to: "partly_delivered", by: ["GW"], guards: ["some_bags_delivered"] },
      lose: LOSE,
      return: RETURN,
      hold: HOLD,
      fail: FAIL,
    },
    partly_delivered: {
      // What was waiting in the grid worker's hands came too, so nothing is missing any more.
      deliver: { to: "delivered", by: ["GW"], guards: ["every_bag_delivered"] },
      return: RETURN,
      hold: HOLD,
      fail: FAIL,
      close: CLOSE,
    },
    held: {
      deliver: { to: "delivered", by: ["GW"], guards: ["rest_is_settled"] },
      lose: LOSE,
      return: RETURN,
      fail: FAIL,
    },
    failed: {
      find: { to: "at_gate", by: ["GW", "DIS"], guards: ["a_bag_in_hand"] },
      close: CLOSE,
    },
    delivered: { get_bag: GET_BAG, close: CLOSE },
    returned: { close: CLOSE },
    cancelled: {},
    closed: {},
  },
);
export type OrderState = StateOf<typeof ORDER>;
export type OrderAct = ActOf<typeof ORDER>;

/** An order that is not locked: it can still be taken back. */
export const UNLOCKED_ORDER_STATES: readonly OrderState[] = statesBefore(ORDER, "cancel");
/** An order that stands on no sheet: unfinished, in doubt, or taken back. */
export const UNCOUNTED_ORDER_STATES: readonly OrderState[] = ["draft", "needs_review", "cancelled"];
/** An order as the lock or its shares left it: nothing is packed for it. */
export const UNPACKED_ORDER_STATES: readonly OrderState[] = [
  ...statesBefore(ORDER, "thaw"),
  ...statesBefore(ORDER, "undo_allocation"),
];
/** An order with bags in its grid worker's hands, or held for it. */
export const AT_DOOR_ORDER_STATES: readonly OrderState[] = statesBefore(ORDER, "deliver");
/** An order whose door the grid worker has been to. */
export const VISITED_ORDER_STATES: readonly OrderState[] = [
  ...new Set(
    movesOf(ORDER).flatMap((m) => (m.from === "at_gate" && m.move.by.includes("GW") ? [m.move.to as OrderState] : [])),
  ),
];
/** An order whose bags ride, wait at the gate, or have been at the door. */
export const ON_ITS_WAY_ORDER_STATES: readonly OrderState[] = [
  "packed",
  "in_transit",
  ...statesFrom(ORDER, "at_gate").filter((state) => state !== "closed"),
];
/** An order that its home may pay for in cash: its bags are near, or at the door. */
export const CASH_ORDER_STATES: readonly OrderState[] = ["in_transit", ...AT_DOOR_ORDER_STATES, "delivered"];
/** An order of which its home waits for nothing more. */
export const FINISHED_ORDER_STATES: readonly OrderState[] = [
  "shorted_out",
  "delivered",
  "returned",
  "failed",
  ...endsOf(ORDER),
];
/** What has become of an order that its home is told by itself. */
export const TOLD_ORDER_STATES: readonly OrderState[] = [
  "needs_review",
  "shorted_out",
  "at_gate",
  "delivered",
  "held",
  "failed",
];

/** The acts that follow from an order's bags, the one that tells most first. */
const FOLLOWING = [
  "short_out",
  "repack",
  "pack",
  "depart",
  "arrive",
  "lose",
  "find",
  "get_bag",
  "deliver",
  "deliver_part",
  "return",
] as const satisfies readonly OrderAct[];
type Following = (typeof FOLLOWING)[number];

/**
 * What an order does when its bags have moved: the first act of its row whose guards hold for the bags as they are now;
 * undefined while it stays as it is. After an act the bags may ask for another.
 */
export function orderActOf(state: OrderState, bags: BagsOfOrder): Following | undefined {
  const row: Partial<Record<OrderAct, { readonly guards?: readonly (keyof typeof BAG_GUARDS)[] }>> = ORDER.flow[
    state
  ] as never;
  return FOLLOWING.find((act) => row[act]?.guards?.every((guard) => BAG_GUARDS[guard]({ bags })));
}

/** Whether the order may still be changed or taken back, as far as its state, who asks and the time go. */
export function canStill(act: "revise" | "cancel", state: OrderState, times: OrderTimes): boolean {
  return actsFor(ORDER, state, times.role).includes(act) && ORDER.guards.before_cut_off_or_grace(times);
}
