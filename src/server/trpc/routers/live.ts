import { tracked } from "@trpc/server";
import { z } from "zod";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { mayHear } from "../../auth/may-hear.ts";
import { actorsOf, type Session } from "../../auth/session.ts";
import { readPositions } from "../../views/dispatch/get-live.ts";
import { type ApiContext, procedureFor, publicProcedure, router } from "../init.ts";

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
      const mayHearThem = (session: Session) => mayHear(runtime.db, session, input.topics);
      yield* whileHeard(ctx, signal, mayHearThem, async function* (over) {
        let number = 0;
        const openedMs = await runtime.now();
        const stamp = () => `${openedMs}-${number++}`;
        if (input.lastEventId) yield tracked(stamp(), "*");
        const missedMs = input.lastEventId ? 0 : Math.max(0, openedMs - input.readMs) + READING_MS;
        for await (const topic of runtime.live.changes(input.topics, over, missedMs)) yield tracked(stamp(), topic);
      });
    }),

  /** Where the buses that are out are: all that is known first, then what is told, for who follows the day. */
  positions: procedureFor("DIS", "DESK").subscription(async function* ({ ctx, signal }) {
    const { db, live } = ctx.runtime;
    const follows = (session: Session) => actorsOf(session).find((a) => a.role === "DIS" || a.role === "DESK");
    yield* whileHeard(ctx, signal, follows, async function* (over, actor) {
      // What is told while the rest is read waits in the stream.
      const told = live.positions(over);
      yield await look({ db, actor }, readPositions);
      yield* told;
    });
  }),
});

/**
 * Streams while a session may hear it: until it ends, loses the role, or makes room for a newer one.
 * @param may what the session may hear it by; nothing when it may not
 * @throws AppError `not_signed_in`, `forbidden`
 */
async function* whileHeard<T, By>(
  { runtime, session, address }: ApiContext,
  signal: AbortSignal | undefined,
  may: (session: Session) => By | undefined | false | Promise<By | undefined | false>,
  stream: (over: AbortSignal, by: By) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const now = await session();
  if (!now) throw new AppError("not_signed_in");
  const by = await may(now);
  if (!by) throw new AppError("forbidden");
  const mayGoOn = async () => {
    const then = await session();
    return then !== null && Boolean(await may(then));
  };
  const { ended, close } = runtime.streams.take(now.userId, address, mayGoOn);
  try {
    yield* stream(signal ? AbortSignal.any([signal, ended]) : ended, by);
  } catch (error) {
    // A stream that makes room for a newer one, or whose session is over, is over; every other end is somebody else's to tell.
    if (!ended.aborted) throw error;
  } finally {
    close();
  }
}
