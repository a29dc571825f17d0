import type { OrderId } from "../kernel/ids.ts";
import { decide, type Facts, type Flow, type Move, type Refusal } from "../kernel/machine.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { Role } from "../kernel/role.ts";
import type { Instant } from "../kernel/time.ts";

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
export type OrderState = (typeof ORDER_STATES)[number];

export const ORDER_ACTS = [
  "submit",
  "flag",
  "resolve",
  "confirm",
  "revise",
  "cancel",
  "lock",
  "thaw",
  "allocate",
  "undo_allocation",
  "short_out",
  "pack",
  "repack",
  "depart",
  "arrive",
  "deliver",
  "deliver_part",
  "hold",
  "return",
  "fail",
  "find",
  "get_bag",
  "close",
] as const;
export type OrderAct = (typeof ORDER_ACTS)[number];

export type OrderGuard =
  | "household_known"
  | "cycle_takes_orders"
  | "before_cut_off_or_grace"
  | "reason_given"
  | "lines_valid"
  | "doubt_named"
  | "decision_recorded"
  | "one_active_order"
  | "sheet_frozen"
  | "batch_not_picking"
  | "refund_not_paid"
  | "split_adds_up"
  | "every_line_shorted"
  | "bags_packed_or_shorted"
  | "bag_repacked"
  | "a_bag_departed"
  | "gate_handover_agreed"
  | "every_bag_delivered"
  | "some_bags_delivered"
  | "hold_place_and_deadline"
  | "bags_back_or_consent"
  | "fit_for_use"
  | "bag_reassigned_to_it"
  | "money_settled"
  | "claim_window_over";

/** How an order comes to be: a draft by the resident, or by the grid worker as proxy or out of an import. */
export const ORDER_BIRTH: Move<OrderState, OrderGuard> = {
  to: "draft",
  by: ["RES", "GW"],
  guards: ["household_known", "cycle_takes_orders"],
};

const CANCEL: Move<OrderState, OrderGuard> = {
  to: "cancelled",
  by: ["RES", "GW", "DESK"],
  guards: ["before_cut_off_or_grace", "reason_given"],
};
const REVISE: Move<OrderState, OrderGuard> = {
  to: "submitted",
  by: ["RES", "GW"],
  guards: ["before_cut_off_or_grace", "lines_valid"],
};
const FAIL: Move<OrderState, OrderGuard> = { to: "failed", by: ["DESK"], guards: ["reason_given"] };
const HOLD: Move<OrderState, OrderGuard> = { to: "held", by: ["GW"], guards: ["hold_place_and_deadline"] };
const RETURN: Move<OrderState, OrderGuard> = { to: "returned", by: ["GW"], guards: ["bags_back_or_consent"] };
/** A home that came short gets a bag that another one gave up. */
const GET_BAG: Move<OrderState, OrderGuard> = { to: "at_gate", by: ["GW"], guards: ["bag_reassigned_to_it"] };
const CLOSE: Move<OrderState, OrderGuard> = {
  to: "closed",
  by: ["SYS"],
  guards: ["money_settled", "claim_window_over"],
};

/** The life of a household order 住户订单: state, act, where it leads and who may. Read it as a table. */
export const ORDER_FLOW: Flow<OrderState, OrderAct, OrderGuard> = {
  draft: {
    submit: { to: "submitted", by: ["RES", "GW"], guards: ["before_cut_off_or_grace", "lines_valid"] },
    cancel: CANCEL,
  },
  submitted: {
    flag: { to: "needs_review", by: ["SYS", "GW"], guards: ["doubt_named"] },
    confirm: { to: "confirmed", by: ["GW", "SYS"], guards: ["one_active_order"] },
    revise: REVISE,
    cancel: CANCEL,
  },
  needs_review: {
    resolve: { to: "submitted", by: ["GW"], guards: ["decision_recorded"] },
    cancel: CANCEL,
  },
  confirmed: {
    revise: REVISE,
    lock: { to: "locked", by: ["SYS"], guards: ["sheet_frozen"] },
    cancel: CANCEL,
  },
  locked: {
    thaw: { to: "confirmed", by: ["DESK"], guards: ["batch_not_picking"] },
    allocate: { to: "allocated", by: ["SYS"], guards: ["split_adds_up"] },
  },
  allocated: {
    undo_allocation: { to: "locked", by: ["SYS"], guards: ["batch_not_picking"] },
    short_out: { to: "shorted_out", by: ["SYS"], guards: ["every_line_shorted", "reason_given"] },
    pack: { to: "packed", by: ["SYS"], guards: ["bags_packed_or_shorted"] },
    fail: FAIL,
  },
  // An undone allocation takes back its shortages too, as long as nobody has been paid for them.
  shorted_out: {
    undo_allocation: { to: "locked", by: ["SYS"], guards: ["batch_not_picking", "refund_not_paid"] },
    get_bag: GET_BAG,
    close: CLOSE,
  },
  packed: {
    depart: { to: "in_transit", by: ["SYS"], guards: ["a_bag_departed"] },
    // Its store packs one of its bags anew.
    repack: { to: "allocated", by: ["SYS"], guards: ["bag_repacked"] },
    fail: FAIL,
  },
  in_transit: {
    arrive: { to: "at_gate", by: ["SYS"], guards: ["gate_handover_agreed"] },
    fail: FAIL,
  },
  at_gate: {
    deliver: { to: "delivered", by: ["GW"], guards: ["every_bag_delivered"] },
    deliver_part: { to: "partly_delivered", by: ["GW"], guards: ["some_bags_delivered"] },
    hold: HOLD,
    return: RETURN,
    fail: FAIL,
  },
  partly_delivered: { hold: HOLD, return: RETURN, fail: FAIL, close: CLOSE },
  held: {
    deliver: { to: "delivered", by: ["GW"] },
    return: RETURN,
    fail: FAIL,
  },
  failed: {
    find: { to: "at_gate", by: ["GW", "DIS"], guards: ["fit_for_use"] },
    close: CLOSE,
  },
  delivered: { get_bag: GET_BAG, close: CLOSE },
  returned: { close: CLOSE },
  cancelled: {},
  closed: {},
};

/** What a move needs to know of an order; the row may carry more, and it comes back with it. */
export type MovableOrder = {
  readonly id: OrderId;
  readonly state: OrderState;
  readonly revision: number;
  readonly cutOffAt: Instant;
  /** End of the grid worker's time to clear up after the cut-off; never before `cutOffAt`. */
  readonly graceEndsAt: Instant;
};

/** Who acts, when by the server's clock, and why; the rest of the guards' facts by name. */
export type OrderActing = {
  readonly role: Role;
  readonly now: Instant;
  readonly reason?: string | undefined;
  readonly facts?: Facts<OrderGuard>;
};

export type OrderMoved = {
  readonly kind: "order.moved";
  readonly id: OrderId;
  readonly from: OrderState;
  readonly to: OrderState;
  readonly act: OrderAct;
  readonly by: Role;
  readonly at: Instant;
  readonly revision: number;
  readonly reason: string | undefined;
};

export type OrderRefusal = Refusal<OrderState, OrderAct, OrderGuard>;

/**
 * The facts that follow from who acts and when. At the very moment of the cut-off a resident is late.
 * Residents stop at the cut-off; the grid worker goes on to the end of the grace to clear up doubtful orders;
 * the desk is bound by the table alone, which ends at the lock. Only the resident need not say why.
 */
export function orderFacts(
  order: Pick<MovableOrder, "cutOffAt" | "graceEndsAt">,
  acting: Pick<OrderActing, "role" | "now" | "reason">,
): Facts<OrderGuard> {
  const { role, now, reason } = acting;
  const until = role === "RES" ? order.cutOffAt : role === "GW" ? order.graceEndsAt : undefined;
  return {
    before_cut_off_or_grace: until === undefined || now < until,
    reason_given: role === "RES" || (reason ?? "").trim() !== "",
  };
}

/**
 * Decides, and only decides: the order after `act` and the event for the record, or the named refusal.
 * A revision adds one to `revision`; the caller stores order, lines and event in one transaction.
 */
export function moveOrder<O extends MovableOrder>(
  order: O,
  act: OrderAct,
  acting: OrderActing,
): Result<readonly [O, OrderMoved], OrderRefusal> {
  const facts = { ...acting.facts, ...orderFacts(order, acting) };
  const to = decide(ORDER_FLOW, order.state, act, acting.role, facts);
  if (!to.ok) return to;
  const revision = act === "revise" ? order.revision + 1 : order.revision;
  const { role: by, now: at, reason } = acting;
  const event = {
    kind: "order.moved",
    id: order.id,
    from: order.state,
    to: to.value,
    act,
    by,
    at,
    revision,
    reason,
  } as const;
  return ok([{ ...order, state: to.value, revision }, event]);
}
