import { sql } from "drizzle-orm";
import type { GoOnInput } from "#contract/demo.ts";
import { appClock } from "#db/schema/index.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { act, look } from "../act.ts";
import { AppError } from "../app-error.ts";
import { type Ctx, SYSTEM } from "../ctx.ts";
import { findNextDue, tellHomes, turnClock } from "../jobs/turn-clock.ts";
import { findWalkedRound, hoursOfRound } from "./read-clock.ts";

/**
 * Sends the demo's hour on to a station of the round in hand; a station that is past sends it nowhere. Who takes it there
 * is the worker: what was asked for is a row, so that a worker that dies on the way goes on from where it was.
 * @throws AppError `not_found` where no clock was laid: outside of a demo
 */
export async function sendClockOn(ctx: Ctx, input: GoOnInput): Promise<void> {
  await act({ ...ctx, actor: SYSTEM }, async (tx) => {
    const [clock] = await tx.select().from(appClock).for("update");
    if (!clock) throw new AppError("not_found");
    const round = await findWalkedRound(tx);
    const to = round && (await hoursOfRound(tx, round))[input.to];
    if (!to || to <= Math.max(tx.at, clock.goingTo ?? 0)) return;
    await tx.update(appClock).set({ goingTo: to });
    tx.tell("*");
  });
}

/** Takes the hour to where it was sent, stopping whenever the clock has something to do, and does it as of that moment. */
export async function goOn(ctx: Ctx): Promise<void> {
  for (;;) {
    const next = await look({ ...ctx, actor: SYSTEM }, async (tx) => {
      const [clock] = await tx.select().from(appClock);
      return clock?.goingTo ? ((await findNextDue(tx, clock.goingTo)) ?? clock.goingTo) : undefined;
    });
    if (next === undefined) return;
    await moveClockTo(ctx, next);
    await turnClock(ctx);
    await tellHomes(ctx);
    if (await arrive(ctx)) return;
  }
}

const at = (moment: Instant) => sql`${new Date(moment).toISOString()}::timestamptz`;

async function moveClockTo(ctx: Ctx, moment: Instant): Promise<void> {
  await act({ ...ctx, actor: SYSTEM }, async (tx) => {
    await tx.execute(sql`UPDATE app_clock SET ahead = greatest(ahead, ${at(moment)} - statement_timestamp())`);
    tx.tell("*");
  });
}

/** Whether the hour is where it was sent; open screens read again either way, each stop shows on them. */
function arrive(ctx: Ctx): Promise<boolean> {
  return act({ ...ctx, actor: SYSTEM }, async (tx) => {
    const [clock] = await tx.select().from(appClock).for("update");
    if (clock?.goingTo && clock.goingTo > tx.at) return false;
    await tx.update(appClock).set({ goingTo: null });
    tx.tell("*");
    return true;
  });
}
