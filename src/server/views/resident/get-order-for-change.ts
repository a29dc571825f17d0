import type { OrderView, PackageOfferView } from "#contract/resident.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { getResidentOrder } from "./get-resident-order.ts";
import { offersOfCycle } from "./offers-of-cycle.ts";

/**
 * An order with all that its round offers, so that packages can be added as well as taken off.
 * @throws AppError `not_found`
 */
export async function getOrderForChange(
  ctx: Ctx,
  orderId: string,
): Promise<{ order: OrderView; offers: PackageOfferView[] }> {
  const order = await getResidentOrder(ctx, orderId);
  const offers = await look(ctx, (tx) => offersOfCycle(tx, order.cycleId));
  return { order, offers: offers.map((o) => o.view) };
}
