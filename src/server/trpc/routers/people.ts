import { joinHomeInput } from "#contract/people.ts";
import { readNoticesInput } from "#contract/resident.ts";
import { joinHome } from "../../usecases/people/join-home.ts";
import { readNotices } from "../../usecases/people/read-notices.ts";
import { procedureFor, router } from "../init.ts";

export const peopleRouter = router({
  join: procedureFor("RES")
    .input(joinHomeInput)
    .mutation(async ({ ctx, input }) => {
      const joined = await joinHome(ctx, input);
      if (ctx.actor.userId) ctx.runtime.forget(ctx.actor.userId);
      return joined;
    }),
  readNotices: procedureFor("RES")
    .input(readNoticesInput)
    .mutation(({ ctx, input }) => readNotices(ctx, input)),
});
