import { eq } from "drizzle-orm";
import type { DoorEvent, DoorOutcome, RecordDoorsInput } from "#contract/grid.ts";
import { clientEvents } from "#db/schema/index.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, inScope } from "../../ctx.ts";
import type { Topic } from "../../live.ts";
import { log } from "../../log.ts";
import { applyDoorEvent } from "./apply-door-event.ts";

/**
 * Takes in what happened at doors, in the order given, each event in a transaction of its own. An event that was taken
 * in before answers what it answered then; one that cannot be is kept as a conflict and stops none of the others.
 */
export async function recordDoors(ctx: Ctx, input: RecordDoorsInput): Promise<{ outcomes: DoorOutcome[] }> {
  const topics = new Set<Topic>();
  const outcomes: DoorOutcome[] = [];
  for (const event of input.events) {
    try {
      outcomes.push(await takeIn(ctx, event, topics));
    } catch (err) {
      log.error({ err, doorEvent: event.id }, "a door event was not stored");
      outcomes.push({ id: event.id, status: "again" });
    }
  }
  if (topics.size > 0) await ctx.live.announce(...topics);
  return { outcomes };
}

async function takeIn(ctx: Ctx, event: DoorEvent, topics: Set<Topic>): Promise<DoorOutcome> {
  return inScope(ctx, async (tx): Promise<DoorOutcome> => {
    const now = ctx.clock.now();
    // The row is claimed first: of the same event sent twice at once, the second waits here and reads the first's outcome.
    const claimed = await tx
      .insert(clientEvents)
      .values({
        id: event.id,
        kind: "door",
        outcome: {},
        userId: ctx.actor.userId,
        deviceAt: event.deviceAt ?? null,
        at: now,
      })
      .onConflictDoNothing()
      .returning({ id: clientEvents.id });
    if (claimed.length === 0) {
      const [before] = await tx.select().from(clientEvents).where(eq(clientEvents.id, event.id));
      if (before?.kind !== "door" || before.userId !== ctx.actor.userId)
        return { id: event.id, status: "conflict", reason: "id_taken", orderState: null };
      return before.outcome as DoorOutcome;
    }
    const outcome = await applyDoorEvent(tx, ctx, event, topics);
    await tx.update(clientEvents).set({ outcome }).where(eq(clientEvents.id, event.id));
    return outcome;
  }).catch(async (error: unknown): Promise<DoorOutcome> => {
    // A refusal of the tables rolled the event back; it is kept all the same, flagged.
    if (!(error instanceof AppError)) throw error;
    const outcome: DoorOutcome = { id: event.id, status: "conflict", reason: "not_from_here", orderState: null };
    await inScope(ctx, (tx) =>
      tx
        .insert(clientEvents)
        .values({
          id: event.id,
          kind: "door",
          outcome,
          userId: ctx.actor.userId,
          deviceAt: event.deviceAt ?? null,
          at: ctx.clock.now(),
        })
        .onConflictDoNothing(),
    );
    return outcome;
  });
}
