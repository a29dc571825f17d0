import {
  answerLateInput,
  bankCashInput,
  countHandoverInput,
  decidePersonInput,
  handBackInput,
  householdInput,
  moveInInput,
  moveOutInput,
  personInput,
  receiveCashInput,
  resolveReviewInput,
  setHeadsInput,
  takeBackCashInput,
} from "#contract/grid.ts";
import { findBagInput, reassignBagInput, recordDoorsInput } from "#contract/grid-doors.ts";
import { findBag } from "../../usecases/bags/find-bag.ts";
import { reassignBag } from "../../usecases/bags/reassign-bag.ts";
import { recordDoors } from "../../usecases/bags/record-doors.ts";
import { bankCash } from "../../usecases/money/bank-cash.ts";
import { handBackCash } from "../../usecases/money/hand-back-cash.ts";
import { receiveCash } from "../../usecases/money/receive-cash.ts";
import { takeBackCash } from "../../usecases/money/take-back-cash.ts";
import { countHandover } from "../../usecases/movement/count-handover.ts";
import { answerLate } from "../../usecases/orders/answer-late.ts";
import { resolveReview } from "../../usecases/orders/resolve-review.ts";
import { decidePerson, makeJoinCode, showPhone } from "../../usecases/people/decide-person.ts";
import { moveIn, moveOut } from "../../usecases/people/move-home.ts";
import { setHeads } from "../../usecases/people/set-heads.ts";
import { procedureFor, router } from "../init.ts";

const worker = procedureFor("GW");

export const gridRouter = router({
  resolveReview: worker.input(resolveReviewInput).mutation(({ ctx, input }) => resolveReview(ctx, input)),
  countHandover: worker.input(countHandoverInput).mutation(({ ctx, input }) => countHandover(ctx, input)),
  recordDoors: worker.input(recordDoorsInput).mutation(({ ctx, input }) => recordDoors(ctx, input)),
  answerLate: worker.input(answerLateInput).mutation(({ ctx, input }) => answerLate(ctx, input)),
  reassignBag: worker.input(reassignBagInput).mutation(({ ctx, input }) => reassignBag(ctx, input)),
  handBackCash: worker.input(handBackInput).mutation(({ ctx, input }) => handBackCash(ctx, input)),
  findBag: worker.input(findBagInput).mutation(({ ctx, input }) => findBag(ctx, input)),
  receiveCash: worker.input(receiveCashInput).mutation(({ ctx, input }) => receiveCash(ctx, input)),
  takeBackCash: worker.input(takeBackCashInput).mutation(({ ctx, input }) => takeBackCash(ctx, input)),
  bankCash: worker.input(bankCashInput).mutation(({ ctx, input }) => bankCash(ctx, input)),
  decidePerson: worker.input(decidePersonInput).mutation(async ({ ctx, input }) => {
    const { userId } = await decidePerson(ctx, input);
    if (userId) ctx.runtime.forget(userId);
  }),
  makeJoinCode: worker.input(householdInput).mutation(({ ctx, input }) => makeJoinCode(ctx, input)),
  setHeads: worker.input(setHeadsInput).mutation(({ ctx, input }) => setHeads(ctx, input)),
  moveOut: worker.input(moveOutInput).mutation(({ ctx, input }) => moveOut(ctx, input)),
  moveIn: worker.input(moveInInput).mutation(async ({ ctx, input }) => {
    const { userIds } = await moveIn(ctx, input);
    for (const id of userIds) ctx.runtime.forget(id);
  }),
  showPhone: worker.input(personInput).mutation(({ ctx, input }) => showPhone(ctx, input)),
});
