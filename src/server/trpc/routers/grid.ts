import {
  answerLateInput,
  bankCashInput,
  countHandoverInput,
  decidePersonInput,
  householdInput,
  personInput,
  receiveCashInput,
  resolveReviewInput,
} from "#contract/grid.ts";
import { findBagInput, reassignBagInput, recordDoorsInput } from "#contract/grid-doors.ts";
import { answerLate } from "../../usecases/grid/answer-late.ts";
import { bankCash } from "../../usecases/grid/bank-cash.ts";
import { countHandover } from "../../usecases/grid/count-handover.ts";
import { findBag } from "../../usecases/grid/find-bag.ts";
import { decidePerson, makeJoinCode, showPhone } from "../../usecases/grid/people.ts";
import { reassignBag } from "../../usecases/grid/reassign-bag.ts";
import { receiveCash } from "../../usecases/grid/receive-cash.ts";
import { recordDoors } from "../../usecases/grid/record-doors.ts";
import { resolveReview } from "../../usecases/grid/resolve-review.ts";
import { procedureFor, router } from "../init.ts";

const worker = procedureFor("GW");

export const gridRouter = router({
  resolveReview: worker.input(resolveReviewInput).mutation(({ ctx, input }) => resolveReview(ctx, input)),
  countHandover: worker.input(countHandoverInput).mutation(({ ctx, input }) => countHandover(ctx, input)),
  recordDoors: worker.input(recordDoorsInput).mutation(({ ctx, input }) => recordDoors(ctx, input)),
  answerLate: worker.input(answerLateInput).mutation(({ ctx, input }) => answerLate(ctx, ctx.runtime.lanes, input)),
  reassignBag: worker.input(reassignBagInput).mutation(({ ctx, input }) => reassignBag(ctx, input)),
  findBag: worker.input(findBagInput).mutation(({ ctx, input }) => findBag(ctx, input)),
  receiveCash: worker.input(receiveCashInput).mutation(({ ctx, input }) => receiveCash(ctx, input)),
  bankCash: worker.input(bankCashInput).mutation(({ ctx, input }) => bankCash(ctx, input)),
  decidePerson: worker.input(decidePersonInput).mutation(async ({ ctx, input }) => {
    const { userId } = await decidePerson(ctx, input);
    if (userId) ctx.runtime.forget(userId);
  }),
  makeJoinCode: worker.input(householdInput).mutation(({ ctx, input }) => makeJoinCode(ctx, input)),
  showPhone: worker.input(personInput).mutation(({ ctx, input }) => showPhone(ctx, input)),
});
