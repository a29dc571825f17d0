import { keepOwnStoreInput, keepRowInput, stateCapInput } from "#contract/city-rows.ts";
import { keepOwnStore, keepRow } from "../../usecases/city/keep-row.ts";
import { stateCap } from "../../usecases/city/state-cap.ts";
import { procedureFor, router } from "../init.ts";

const desk = procedureFor("DESK");

export const cityRouter = router({
  keepRow: desk.input(keepRowInput).mutation(({ ctx, input }) => keepRow(ctx, input)),
  keepOwnStore: procedureFor("SUPM")
    .input(keepOwnStoreInput)
    .mutation(({ ctx, input }) => keepOwnStore(ctx, input)),
  stateCap: desk.input(stateCapInput).mutation(({ ctx, input }) => stateCap(ctx, input)),
});
