import { placeOrderInput } from "#contract/orders.ts";
import { placeOrder } from "../../usecases/orders/place-order.ts";
import { procedureFor, router } from "../init.ts";

export const ordersRouter = router({
  place: procedureFor("RES").input(placeOrderInput).mutation(({ ctx, input }) => placeOrder(ctx, ctx.runtime.lanes, input)),
  placeForHome: procedureFor("GW").input(placeOrderInput).mutation(({ ctx, input }) => placeOrder(ctx, ctx.runtime.lanes, input)),
});
