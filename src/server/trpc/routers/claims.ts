import { answerClaimInput, openClaimInput, reopenClaimInput } from "#contract/claims.ts";
import { answerClaim } from "../../usecases/claims/answer-claim.ts";
import { openClaim } from "../../usecases/claims/open-claim.ts";
import { reopenClaim } from "../../usecases/claims/reopen-claim.ts";
import { procedureFor, router } from "../init.ts";

export const claimsRouter = router({
  open: procedureFor("RES")
    .input(openClaimInput)
    .mutation(({ ctx, input }) => openClaim(ctx, input)),
  openForHome: procedureFor("GW")
    .input(openClaimInput)
    .mutation(({ ctx, input }) => openClaim(ctx, input)),
  reopen: procedureFor("RES")
    .input(reopenClaimInput)
    .mutation(({ ctx, input }) => reopenClaim(ctx, input)),
  reopenForHome: procedureFor("GW")
    .input(reopenClaimInput)
    .mutation(({ ctx, input }) => reopenClaim(ctx, input)),
  answer: procedureFor("DESK")
    .input(answerClaimInput)
    .mutation(({ ctx, input }) => answerClaim(ctx, input)),
});
