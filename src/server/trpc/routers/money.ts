import { orderAmountInput, orderMoneyInput, rejectPaymentInput } from "#contract/money.ts";
import { claimPayment, withdrawClaim } from "../../usecases/money/claim-payment.ts";
import { matchOrderPayment, refundOrder, rejectPayment } from "../../usecases/money/move-payment.ts";
import { procedureFor, router } from "../init.ts";

const desk = procedureFor("DESK");

export const moneyRouter = router({
  claim: procedureFor("RES")
    .input(orderMoneyInput)
    .mutation(({ ctx, input }) => claimPayment(ctx, input)),
  withdrawClaim: procedureFor("RES")
    .input(orderMoneyInput)
    .mutation(({ ctx, input }) => withdrawClaim(ctx, input)),
  match: desk.input(orderAmountInput).mutation(({ ctx, input }) => matchOrderPayment(ctx, input)),
  reject: desk.input(rejectPaymentInput).mutation(({ ctx, input }) => rejectPayment(ctx, input)),
  refund: desk.input(orderAmountInput).mutation(({ ctx, input }) => refundOrder(ctx, input)),
});
