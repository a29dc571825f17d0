import { sql } from "drizzle-orm";
import pLimit from "p-limit";
import type { GoOnInput } from "#contract/demo.ts";
import { appClock, type cycles } from "#db/schema/index.ts";
import { type Instant, plusSeconds } from "#domain/kernel/time.ts";
import { act, look, type View } from "../act.ts";
import { AppError } from "../app-error.ts";
import { type Ctx, SYSTEM } from "../ctx.ts";
import { findNextDue, tellHomes, turnClock } from "../jobs/turn-clock.ts";
import { nobodyListens } from "../live.ts";
import type { OpenRoads } from "../planning/roads-in-use.ts";
import { listWork } from "./play/list-work.ts";
import type { Work } from "./play/work.ts";
import { findWalkedRound, hoursOfRound } from "./read-clock.ts";
import { findWalkedBus } from "./walked-bus.ts";

/**
 * Sends the demo's hour on to a station of the round in hand, or to its walked bus; one that is past sends it nowhere. Who takes it there
 * is the worker: what was asked for is a row, so that a worker that dies on the way goes on from where it was.
 * @throws AppError `not_found` where no clock was laid: outside of a demo
 */
export async function sendClockOn(ctx: Ctx, input: GoOnInput): Promise<void> {
  await act({ ...ctx, actor: SYSTEM }, async (tx) => {
    const [clock] = await tx.select().from(appClock).for("update");
    if (!clock) throw new AppError("not_found");
    const round = await findWalkedRound(tx);
    const to = round && (await hourOf(tx, round, input.to));
    if (!to || to <= Math.max(tx.at, clock.goingTo ?? 0)) return;
    await tx.update(appClock).set({ goingTo: to });
    tx.tell("*");
  });
}

async function hourOf(tx: View, round: typeof cycles.$inferSelect, to: GoOnInput["to"]): Promise<Instant | undefined> {
  if (to === "walked_bus") return (await findWalkedBus(tx, round.id))?.dockAt;
  return (await hoursOfRound(tx, round))[to];
}

/** Whoever has something to do within so many seconds does it at one stop of the clock. */
const TOGETHER = 600;
/** So many of them act at the same time. */
const AT_ONCE = 6;

/**
 * Takes the hour to where it was sent. It stops whenever the clock has something to do, or one of the demo's people who is
 * not on a screen, and has that done as of that moment.
 */
export async function goOn(heard: Ctx, roads: OpenRoads): Promise<void> {
  // Open screens read again once the hour has come, not at each of a thousand steps on the way: the bar says where it is.
  const ctx = { ...heard, live: nobodyListens };
  const tried = new Set<string>();
  for (;;) {
    const way = await look({ ...ctx, actor: SYSTEM }, async (tx) => {
      const [clock] = await tx.select().from(appClock);
      const to = clock?.goingTo;
      return to ? { to, due: (await findNextDue(tx, to)) ?? to } : undefined;
    });
    if (!way) return;
    const work = (await listWork(ctx, roads)).filter((w) => w.at <= way.to && !tried.has(w.key));
    const stop = Math.min(way.due, work[0]?.at ?? way.to) as Instant;
    await moveClockTo(ctx, stop);
    const until = Math.min(plusSeconds(stop, TOGETHER), way.due) as Instant;
    const inTurn = pLimit(AT_ONCE);
    await Promise.all(work.filter((w) => w.at <= until).map((w) => inTurn(() => workUntil(w, until, tried))));
    // The clock itself has something to do where a moment is due, and at the end: what people do moves the rest.
    if (stop >= way.due || work.length === 0) await turnClock(ctx);
    if (work.length > 0) continue;
    if (await arrive(heard)) return tellHomes(heard);
  }
}

/** A piece of work, and what its people have to do after it until then: a bus that is unloaded is counted, and drives on. */
async function workUntil(first: Work, until: Instant, tried: Set<string>): Promise<void> {
  for (let work: Work | undefined = first; work && work.at <= until && !tried.has(work.key); ) {
    tried.add(work.key);
    await work.run().catch(stayAsItIs);
    work = await work.next?.();
  }
}

/** Somebody on a screen was quicker, or left it in a way that a quiet day knows nothing of: it is his to go on with. */
function stayAsItIs(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
}

const at = (moment: Instant) => sql`${new Date(moment).toISOString()}::timestamptz`;

async function moveClockTo(ctx: Ctx, moment: Instant): Promise<void> {
  await act({ ...ctx, actor: SYSTEM }, async (tx) => {
    await tx.execute(sql`UPDATE app_clock SET ahead = greatest(ahead, ${at(moment)} - statement_timestamp())`);
  });
}

/** Whether the hour is where it was sent; then every open screen reads again. */
function arrive(ctx: Ctx): Promise<boolean> {
  return act({ ...ctx, actor: SYSTEM }, async (tx) => {
    const [clock] = await tx.select().from(appClock).for("update");
    if (clock?.goingTo && clock.goingTo > tx.at) return false;
    await tx.update(appClock).set({ goingTo: null });
    tx.tell("*");
    return true;
  });
}
