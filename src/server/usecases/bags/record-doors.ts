import { inArray, sql } from "drizzle-orm";
import type { DoorEvent, DoorOutcome, DoorsRecorded, RecordDoorsInput } from "#contract/grid-doors.ts";
import { clientEvents } from "#db/schema/index.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { log } from "../../log.ts";
import { contentOf } from "../../once.ts";
import { type CleanPhoto, cleanPhoto } from "../../photo/clean-photo.ts";
import { record } from "../../record.ts";
import { takeCashAtDoor } from "../money/receive-cash.ts";
import { applyDoorEvent } from "./apply-door-event.ts";

/**
 * Takes in what happened at doors, in the order given: one transaction for the call, a savepoint for each event. An
 * event that was taken in before answers what it answered then, and a conflict that is on record when its id comes with
 * another content; one that cannot be taken in is kept as a conflict and stops none of the others. When the database fails in the middle nothing is stored, and every event is answered with `again`.
 */
export async function recordDoors(ctx: Ctx, input: RecordDoorsInput): Promise<DoorsRecorded> {
  const photos = await cleanPhotos(input.events);
  try {
    return await act(ctx, async (tx) => ({ outcomes: await takeIn(tx, input.events, photos), at: tx.at }));
  } catch (err) {
    log.error({ err, doorEvents: input.events.length }, "door events were not stored");
    return { outcomes: input.events.map((e) => ({ id: e.id, status: "again" })) };
  }
}

/** By their events' ids; what is no photo is not among them. Before the transaction, which would wait for it. */
async function cleanPhotos(events: readonly DoorEvent[]): Promise<ReadonlyMap<string, CleanPhoto>> {
  const clean = new Map<string, CleanPhoto>();
  for (const { id, photo } of events)
    try {
      if (photo) clean.set(id, await cleanPhoto(photo));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  return clean;
}

async function takeIn(
  tx: ActTx,
  events: readonly DoorEvent[],
  photos: ReadonlyMap<string, CleanPhoto>,
): Promise<DoorOutcome[]> {
  // The rows are claimed first, in the order of their ids: of the same event sent twice at once, the second waits here
  // and reads the first's outcome.
  const rows = events.map((e) => ({
    id: e.id,
    kind: "door",
    content: contentOf(e),
    outcome: {},
    userId: tx.actor.userId,
    deviceAt: e.deviceAt ?? null,
    at: tx.at,
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
      b.kind === "door" && b.userId === tx.actor.userId
        ? (b.outcome as DoorOutcome)
        : { id: b.id, status: "conflict", reason: "id_taken", orderState: null },
    ]),
  );
  const contents = new Map(before.map((b) => [b.id, b.content]));
  const outcomes: DoorOutcome[] = [];
  for (const event of events) {
    const first = known.get(event.id);
    const outcome = first
      ? await refuseOther(tx, event, first, contents.get(event.id) ?? null)
      : await applyAlone(tx, event, photos.get(event.id));
    outcomes.push(outcome);
    if (first) continue;
    known.set(event.id, outcome);
    contents.set(event.id, contentOf(event));
  }
  const fresh = [...mine].map((id) => ({ id, outcome: known.get(id) }));
  if (fresh.length > 0)
    await tx.execute(sql`UPDATE client_events c SET outcome = f.outcome
      FROM jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) AS f (id uuid, outcome jsonb) WHERE c.id = f.id`);
  return outcomes;
}

/** The first answer to an event that comes again; where it says something else now, that is flagged and changes nothing. */
async function refuseOther(
  tx: ActTx,
  event: DoorEvent,
  first: DoorOutcome,
  content: string | null,
): Promise<DoorOutcome> {
  const known = content === null || content === contentOf(event);
  if (known || (first.status === "conflict" && first.reason === "id_taken")) return first;
  await record(tx, { kind: "order.door_again", subjectId: event.orderId, data: { event: event.id, act: event.act } });
  return { id: event.id, status: "conflict", reason: "other_content", orderState: null };
}

/**
 * One event in a savepoint of its own: a refusal of the tables undoes it and nothing else, and is kept, flagged. Cash is
 * booked as it was given when the bags are handed over. Where they are not, only what is due still is: two phones may
 * tell of one door, and the worker of the second reads that his cash is not written down.
 */
async function applyAlone(tx: ActTx, event: DoorEvent, photo: CleanPhoto | undefined): Promise<DoorOutcome> {
  const outcome = await applyOnce(tx, event, photo);
  if (event.cashFen === undefined) return outcome;
  const cashBooked = await takeCashAtDoor(tx, event, outcome.status === "done" ? "as_given" : "if_due");
  return outcome.status === "conflict" ? { ...outcome, cashBooked } : outcome;
}

async function applyOnce(tx: ActTx, event: DoorEvent, photo: CleanPhoto | undefined): Promise<DoorOutcome> {
  if (event.photo && !photo) return { id: event.id, status: "conflict", reason: "bad_photo", orderState: null };
  try {
    return await tx.part((inner) => applyDoorEvent(inner, event, photo));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { id: event.id, status: "conflict", reason: "not_from_here", orderState: null };
  }
}
