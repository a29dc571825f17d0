import type { DoorEvent, DoorOutcome, DoorsRecorded, RecordDoorsInput } from "#contract/grid-doors.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { eachOnce } from "../../each-once.ts";
import { log } from "../../log.ts";
import type { CleanPhoto } from "../../photo/clean-photo.ts";
import { cleanPhotos } from "../../photo/clean-photos.ts";
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

async function takeIn(
  tx: ActTx,
  events: readonly DoorEvent[],
  photos: ReadonlyMap<string, CleanPhoto>,
): Promise<DoorOutcome[]> {
  const conflict = ({ id }: DoorEvent, reason: "id_taken" | "other_content"): DoorOutcome => ({
    id,
    status: "conflict",
    reason,
    orderState: null,
  });
  return eachOnce(tx, "door", events, {
    apply: (event) => applyAlone(tx, event, photos.get(event.id)),
    taken: (event) => conflict(event, "id_taken"),
    other: async (event) => {
      const { id, act, orderId } = event;
      await record(tx, { kind: "order.door_again", subjectId: orderId, data: { event: id, act } });
      return conflict(event, "other_content");
    },
  });
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
