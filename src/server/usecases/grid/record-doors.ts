import { inArray, sql } from "drizzle-orm";
import type { DoorEvent, DoorOutcome, RecordDoorsInput } from "#contract/grid-doors.ts";
import type { Tx } from "#db/client.ts";
import { clientEvents } from "#db/schema/index.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, inScope } from "../../ctx.ts";
import type { Topic } from "../../live.ts";
import { log } from "../../log.ts";
import { applyDoorEvent } from "./apply-door-event.ts";

/**
 * Takes in what happened at doors, in the order given: one transaction for the call, a savepoint for each event. An
 * event that was taken in before answers what it answered then; one that cannot be is kept as a conflict and stops none
 * of the others. When the database fails in the middle nothing is stored, and every event is answered with `again`.
 */
export async function recordDoors(ctx: Ctx, input: RecordDoorsInput): Promise<{ outcomes: DoorOutcome[] }> {
  const topics = new Set<Topic>();
  try {
    const outcomes = await inScope(ctx, (tx) => takeIn(tx, ctx, input.events, topics));
    if (topics.size > 0) await ctx.live.announce(...topics);
    return { outcomes };
  } catch (err) {
    log.error({ err, doorEvents: input.events.length }, "door events were not stored");
    return { outcomes: input.events.map((e) => ({ id: e.id, status: "again" })) };
  }
}

async function takeIn(tx: Tx, ctx: Ctx, events: readonly DoorEvent[], topics: Set<Topic>): Promise<DoorOutcome[]> {
  // The rows are claimed first, in the order of their ids: of the same event sent twice at once, the second waits here
  // and reads the first's outcome.
  const rows = events.map((e) => ({
    id: e.id,
    kind: "door",
    outcome: {},
    userId: ctx.actor.userId,
    deviceAt: e.deviceAt ?? null,
    at: ctx.clock.now(),
  }));
  const claimed = await tx
    .insert(clientEvents)
    .values(rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    .onConflictDoNothing()
    .returning({ id: clientEvents.id });
  const mine = new Set(claimed.map((c) => c.id));
  const others = events.filter((e) => !mine.has(e.id)).map((e) => e.id);
  const before = others.length > 0 ? await tx.select().from(clientEvents).where(inArray(clientEvents.id, others)) : [];
  const known = new Map<string, DoorOutcome>(
    before.map((b) => [
      b.id,
      b.kind === "door" && b.userId === ctx.actor.userId
        ? (b.outcome as DoorOutcome)
        : { id: b.id, status: "conflict", reason: "id_taken", orderState: null },
    ]),
  );
  for (const event of events) if (!known.has(event.id)) known.set(event.id, await applyAlone(tx, ctx, event, topics));
  const fresh = [...mine].map((id) => ({ id, outcome: known.get(id) }));
  if (fresh.length > 0)
    await tx.execute(sql`UPDATE client_events c SET outcome = f.outcome
      FROM jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) AS f (id uuid, outcome jsonb) WHERE c.id = f.id`);
  return events.map((e) => known.get(e.id) as DoorOutcome);
}

/** One event in a savepoint of its own: a refusal of the tables undoes it and nothing else, and is kept, flagged. */
async function applyAlone(tx: Tx, ctx: Ctx, event: DoorEvent, topics: Set<Topic>): Promise<DoorOutcome> {
  try {
    return await tx.transaction((inner) => applyDoorEvent(inner, ctx, event, topics));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { id: event.id, status: "conflict", reason: "not_from_here", orderState: null };
  }
}
