import { tracked } from "@trpc/server";
import { z } from "zod";
import { AppError } from "../../app-error.ts";
import { REMEMBERED_MS } from "../../live.ts";
import { publicProcedure, router } from "../init.ts";

const TOPIC = /^(?:(?:cycle|grid|community|supermarket|trip|home|plan|import|user):[0-9a-f-]{36}|dispatch|desk)$/;

export const liveRouter = router({
  /**
   * Says which of the topics changed, never what: the screen reads again with its own rights. A client that comes back
   * is told at once to read everything again, and one that was read `missedMs` before its stream opened hears of what
   * changed since: nothing that happened meanwhile is missed.
   */
  changes: publicProcedure
    .input(
      z.object({
        topics: z.array(z.string().regex(TOPIC)).min(1).max(20),
        missedMs: z.number().int().min(0).max(REMEMBERED_MS).default(0),
        lastEventId: z.string().nullish(),
      }),
    )
    .subscription(async function* ({ ctx, input, signal }) {
      if (!(await ctx.session())) throw new AppError("not_signed_in");
      let number = 0;
      const stamp = () => `${ctx.runtime.clock.now()}-${number++}`;
      if (input.lastEventId) yield tracked(stamp(), "*");
      const missedMs = input.lastEventId ? 0 : input.missedMs;
      for await (const topic of ctx.runtime.live.changes(input.topics, signal, missedMs)) yield tracked(stamp(), topic);
    }),
});
