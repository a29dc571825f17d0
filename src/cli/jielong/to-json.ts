import { formatMessageFlag } from "../../domain/group-list/flags.ts";
import type { ListOrder } from "../../domain/group-list/order.ts";
import type { GroupList } from "../../domain/group-list/parse-group-list.ts";

/** An order in the shape of the samples in shared/data, and the lines it stands in. */
export function orderJson(order: ListOrder) {
  return {
    household: order.household,
    items: order.items,
    flags: order.reasons.map((r) => r.flag),
    ...given({
      contact: order.contact,
      note: order.note,
      candidates: order.candidates,
      raw_address: order.rawAddress,
      raw_item: order.rawItem,
      placed_by: order.placedBy,
      split_to: order.splitTo,
      claimed_cny: order.claimedYuan,
      due_cny: order.dueYuan,
    }),
    lines: [...new Set(order.spans.flatMap((s) => (s.endLine > s.line ? [s.line, s.endLine] : [s.line])))],
  };
}

/** The whole result: orders and what is flagged of the message. */
export function listJson(list: GroupList) {
  return { orders: list.orders.map(orderJson), message_flags: list.flags.map(formatMessageFlag), counts: list.counts };
}

const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined));
