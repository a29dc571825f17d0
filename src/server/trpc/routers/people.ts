import { endOtherSessionsInput, endSessionInput } from "#contract/own-sessions.ts";
import { joinHomeInput } from "#contract/people.ts";
import { readNoticesInput } from "#contract/resident.ts";
import { STAFF_ROLES } from "#contract/staff.ts";
import { joinHome } from "../../usecases/people/join-home.ts";
import { readNotices } from "../../usecases/people/read-notices.ts";
import { procedureFor, router } from "../init.ts";

/** Whoever can sign in; as a resident first, who needs no second factor to end what is his own. */
const anybody = procedureFor("RES", ...STAFF_ROLES);

export const peopleRouter = router({
  endSession: anybody
    .input(endSessionInput)
    .mutation(({ ctx, input }) => ctx.actor.userId && ctx.runtime.ownSessions.end(ctx.actor.userId, input.sessionId)),
  endOtherSessions: anybody
    .input(endOtherSessionsInput)
    .mutation(({ ctx, input }) => ctx.actor.userId && ctx.runtime.ownSessions.endOthers(ctx.actor.userId, input.keep)),
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
