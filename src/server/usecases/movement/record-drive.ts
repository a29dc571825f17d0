import type { DriveEvent, DriveOutcome, DriveRecorded, RecordDriveInput } from "#contract/drive.ts";
import { claimedAt } from "#domain/offline/claimed-at.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { eachOnce } from "../../each-once.ts";
import { log } from "../../log.ts";
import type { CleanPhoto } from "../../photo/clean-photo.ts";
import { cleanPhotos } from "../../photo/clean-photos.ts";
import { record } from "../../record.ts";
import { resume } from "./divert-trip.ts";
import { atStop, depart } from "./drive-trip.ts";
import { comeHome } from "./end-trip.ts";
import { handOnPaper, handOverByCode, setDown, typeInNamesOfPile } from "./hand-over-alone.ts";
import type { Said } from "./said.ts";
import { sayLate } from "./say-late.ts";

/**
 * Takes in what a driver pressed, in the order given: one transaction for the call, a savepoint for each press. What was
 * taken in before is answered as it was then; what the tables refuse is kept as a conflict, with the reason, and stops none
 * of the others. When the database fails in the middle nothing is stored, and all of it is answered with `again`.
 */
export async function recordDrive(ctx: Ctx, { events, sentAt }: RecordDriveInput): Promise<DriveRecorded> {
  const photos = await cleanPhotos(events.map((e) => (e.act === "set_down" ? e : { id: e.id })));
  try {
    return await act(ctx, async (tx) => ({
      at: tx.at,
      outcomes: await eachOnce(tx, "drive", events, {
        apply: (event) =>
          applyAlone(
            tx,
            event,
            { at: claimedAt(event.deviceAt, sentAt, tx.at), deviceAt: event.deviceAt },
            photos.get(event.id),
          ),
        taken: ({ id }) => refused(id, new AppError("refused", { kind: "id_taken" })),
        other: async (event) => {
          const subjectId = "stopId" in event ? event.stopId : event.tripId;
          const kind = "stopId" in event ? "stop.drive_again" : "trip.drive_again";
          await record(tx, { kind, subjectId, data: { event: event.id, act: event.act } });
          return refused(event.id, new AppError("refused", { kind: "id_taken" }));
        },
      }),
    }));
  } catch (err) {
    log.error({ err, driveEvents: events.length }, "what a driver pressed was not stored");
    return { outcomes: events.map(({ id }) => ({ id, status: "again" })) };
  }
}

const refused = (id: string, { code, detail }: AppError): DriveOutcome => ({
  id,
  status: "conflict",
  app: { code: code === "not_found" ? code : "refused", detail },
});

/** A refusal undoes this press and nothing else, and is kept. Whoever lost a race is asked to send it again. */
async function applyAlone(tx: ActTx, event: DriveEvent, said: Said, photo: CleanPhoto | undefined) {
  try {
    return await tx.part((inner) => apply(inner, event, said, photo));
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== "refused" && error.code !== "not_found")) throw error;
    return refused(event.id, error);
  }
}

async function apply(tx: ActTx, event: DriveEvent, said: Said, photo: CleanPhoto | undefined): Promise<DriveOutcome> {
  switch (event.act) {
    case "depart":
      await depart(tx, event.tripId, said);
      break;
    case "resume":
      await resume(tx, event.tripId, said);
      break;
    case "return":
      await comeHome(tx, event.tripId, said);
      break;
    case "late":
      await sayLate(tx, event, said);
      break;
    case "paper":
      await handOnPaper(tx, event, said);
      break;
    case "names":
      await typeInNamesOfPile(tx, event, event);
      break;
    case "set_down":
      if (!photo) throw new AppError("refused", { kind: "not_a_photo" });
      await setDown(tx, event, photo, said);
      break;
    case "code": {
      const wrong = await handOverByCode(tx, event, said);
      if (!wrong) break;
      const detail = { kind: "guard_failed", act: "hand_by_code", guard: "handover_code_right", ...wrong } as const;
      return refused(event.id, new AppError("refused", detail));
    }
    default:
      await atStop(tx, event, said);
  }
  return { id: event.id, status: "done" };
}
