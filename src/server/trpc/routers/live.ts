import { tracked } from "@trpc/server";
import { z } from "zod";
import { AppError } from "../../app-error.ts";
import { mayHear } from "../../auth/may-hear.ts";
import { publicProcedure, router } from "../init.ts";

const TOPIC = /^(?:(?:cycle|grid|community|supermarket|trip|home|plan|import|user):[0-9a-f-]{36}|dispatch|desk)$/;

/** A page's time may be taken when its rows were read already, and a change is told a moment after its commit. */
const READING_MS = 5_000;

export const liveRouter = router({
  /**
   * Says which of the topics changed, never what: the screen reads again with its own rights. A client that comes back
   * is told at once to read everything again, and one whose page was read at `readMs` by the server's clock hears of what
   * changed since: nothing that happened meanwhile is missed, not even by a page that was kept for hours.
   */
  changes: publicProcedure
    .input(
      z.object({
        topics: z.array(z.string().regex(TOPIC)).min(1).max(20),
        readMs: z.number().int().min(0),
        lastEventId: z.string().nullish(),
      }),
    )
    .subscription(async function* ({ ctx, input, signal }) {
      const { runtime } = ctx;
      const session = await ctx.session();
      if (!session) throw new AppError("not_signed_in");
      if (!(await mayHear(runtime.db, session, input.topics))) throw new AppError("forbidden");
      const mayGoOn = async () => {
        const now = await ctx.session();
        return now !== null && mayHear(runtime.db, now, input.topics);
      };
      const { ended, close } = runtime.streams.take(session.userId, ctx.address, mayGoOn);
      const over = signal ? AbortSignal.any([signal, ended]) : ended;
      try {
        let number = 0;
        const openedMs = await runtime.now();
        const stamp = () => `${openedMs}-${number++}`;
        if (input.lastEventId) yield tracked(stamp(), "*");
        const missedMs = input.lastEventId ? 0 : Math.max(0, openedMs - input.readMs) + READING_MS;
        for await (const topic of runtime.live.changes(input.topics, over, missedMs)) yield tracked(stamp(), topic);
      } catch (error) {
        // A stream that makes room for a newer one, or whose session is over, is over; every other end is somebody else's to tell.
        if (!ended.aborted) throw error;
      } finally {
        close();
      }
    }),
});
