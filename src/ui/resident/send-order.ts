import type { PlacedOrder } from "#contract/orders.ts";
import type { OrderLoad } from "../outbox/load.ts";
import type { PhoneOutbox } from "../outbox/phone-outbox.ts";

/**
 * Places an order by way of the outbox, so that a reload in a lift loses nothing; its key makes every repeat of it the
 * same order.
 * @returns the order, or `null` when nothing answered and it waits for the network
 * @throws what the server refused, as the call would have
 */
export async function sendOrder(
  outbox: PhoneOutbox | undefined,
  order: OrderLoad["order"],
  words: string,
): Promise<PlacedOrder | null> {
  const answer = await outbox?.ask(`home ${order.householdId}`, { kind: "order", order, words }, order.key);
  if (!answer) return null;
  if (answer.trouble === null) return answer.detail as PlacedOrder;
  void outbox?.putAway(order.key);
  throw Object.assign(new Error("refused"), { data: answer.detail });
}
