import { cancelOrderInput, changeOrderInput, findOrderInput, placeOrderInput } from "#contract/orders.ts";
import { cancelOrder } from "../../usecases/orders/cancel-order.ts";
import { changeOrder } from "../../usecases/orders/change-order.ts";
import { placeOrder } from "../../usecases/orders/place-order.ts";
import { findOrder } from "../../views/desk/find-order.ts";
import { listOffers } from "../../views/resident/list-offers.ts";
import { procedureFor, router } from "../init.ts";

export const ordersRouter = router({
  offers: procedureFor("RES", "GW").query(({ ctx }) => listOffers(ctx)),
  place: procedureFor("RES")
    .input(placeOrderInput)
    .mutation(({ ctx, input }) => placeOrder(ctx, ctx.runtime.lanes, input)),
  placeForHome: procedureFor("GW")
    .input(placeOrderInput)
    .mutation(({ ctx, input }) => placeOrder(ctx, ctx.runtime.lanes, input)),
  change: procedureFor("RES")
    .input(changeOrderInput)
    .mutation(({ ctx, input }) => changeOrder(ctx, input)),
  changeForHome: procedureFor("GW")
    .input(changeOrderInput)
    .mutation(({ ctx, input }) => changeOrder(ctx, input)),
  cancel: procedureFor("RES")
    .input(cancelOrderInput)
    .mutation(({ ctx, input }) => cancelOrder(ctx, input)),
  cancelForHome: procedureFor("GW")
    .input(cancelOrderInput)
    .mutation(({ ctx, input }) => cancelOrder(ctx, input)),
  find: procedureFor("DESK")
    .input(findOrderInput)
    .query(({ ctx, input }) => findOrder(ctx, input)),
  cancelByDesk: procedureFor("DESK")
    .input(cancelOrderInput)
    .mutation(({ ctx, input }) => cancelOrder(ctx, input)),
});
