import { answerSettlementInput, proposeSettlementInput, settleStoreInput } from "#contract/settlements.ts";
import { answerSettlement, proposeSettlement, settleStore } from "../../usecases/money/settle-store.ts";
import { procedureFor, router } from "../init.ts";

const desk = procedureFor("DESK");

export const settlementsRouter = router({
  propose: desk.input(proposeSettlementInput).mutation(({ ctx, input }) => proposeSettlement(ctx, input)),
  answer: procedureFor("SUPM")
    .input(answerSettlementInput)
    .mutation(({ ctx, input }) => answerSettlement(ctx, input)),
  settle: desk.input(settleStoreInput).mutation(({ ctx, input }) => settleStore(ctx, input)),
});
