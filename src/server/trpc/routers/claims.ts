import { openClaimInput } from "#contract/claims.ts";
import { openClaim } from "../../usecases/claims/open-claim.ts";
import { procedureFor, router } from "../init.ts";

export const claimsRouter = router({
  open: procedureFor("RES")
    .input(openClaimInput)
    .mutation(({ ctx, input }) => openClaim(ctx, input)),
  openForHome: procedureFor("GW")
    .input(openClaimInput)
    .mutation(({ ctx, input }) => openClaim(ctx, input)),
});
