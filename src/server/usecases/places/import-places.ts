import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { PlaceDatum } from "#contract/place-files.ts";
import type { CheckedPlaces, CheckPlacesInput, PlaceImportInput, PlaceMistake } from "#contract/places.ts";
import { placeImports } from "#db/schema/index.ts";
import type { Place } from "#db/seed/territory.ts";
import type { PlaceImportId } from "#domain/kernel/ids.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { PLACE_IMPORTS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { record } from "../../record.ts";
import { checkPlaces, inWgs84, toPlace } from "./check-places.ts";
import { readPlaceFile } from "./read-place-file.ts";
import type { ImportJob } from "./work-on-import.ts";

/** So many mistakes are told at once; a list with more is wrong as a whole. */
const MOST_MISTAKES = 100;

type PlaceFile = { readonly name: string; readonly bytes: Uint8Array; readonly datum: PlaceDatum };
type ReadPlaces =
  | { readonly places: readonly Place[]; readonly shiftMetres: number }
  | { readonly mistakes: readonly PlaceMistake[]; readonly of: number };

/**
 * Reads a list of places and checks its lines; touches nothing.
 * @throws AppError `refused` with a `FileRefusal`
 */
export async function readPlaces(file: PlaceFile): Promise<ReadPlaces> {
  const { good, mistakes } = checkPlaces(await readPlaceFile(file));
  if (mistakes.length > 0) return { mistakes: mistakes.slice(0, MOST_MISTAKES), of: mistakes.length };
  return inWgs84(good.map(toPlace), file.datum);
}

/** Keeps a list whose lines are in order, so that the worker can say what it would change. */
export async function keepImport(
  ctx: Ctx,
  file: Omit<PlaceFile, "bytes">,
  read: { readonly places: readonly Place[]; readonly shiftMetres: number },
): Promise<PlaceImportId> {
  const id = randomUUID() as PlaceImportId;
  await act(ctx, async (tx) => {
    await tx.insert(placeImports).values({
      id,
      fileName: file.name,
      datum: file.datum,
      places: read.places,
      shiftMetres: read.shiftMetres,
      addedBy: ctx.actor.userId,
      addedAt: tx.at,
    });
    await record(tx, {
      kind: "place_import.added",
      subjectId: id,
      data: { file: file.name, datum: file.datum, places: read.places.length },
    });
  });
  return id;
}

/**
 * The dry run: a list whose lines are in order is kept and looked at by the worker, anything else is answered at once.
 * The city stays as it is.
 * @throws AppError `refused` with a `FileRefusal`
 */
export async function checkPlaceFile(
  ctx: Ctx,
  input: CheckPlacesInput,
  queue: (job: ImportJob) => Promise<void>,
): Promise<CheckedPlaces> {
  const file = { name: input.fileName, datum: input.datum };
  const read = await readPlaces({ ...file, bytes: Buffer.from(input.base64, "base64") });
  if ("mistakes" in read) return read;
  const importId = await keepImport(ctx, file, read);
  await queue({ importId });
  return { importId };
}

/**
 * Asks for a list that was looked at to be taken in; the worker lays it out.
 * @throws AppError `not_found`; `refused` with `not_from_here` and where it is, when it was not looked at yet or is in already
 */
export async function takeInPlaces(
  ctx: Ctx,
  input: PlaceImportInput,
  queue: (job: ImportJob) => Promise<void>,
): Promise<void> {
  await act(ctx, async (tx) => {
    const [row] = await tx
      .select({ id: placeImports.id, state: placeImports.state, fileName: placeImports.fileName })
      .from(placeImports)
      .where(eq(placeImports.id, input.importId))
      .for("update");
    if (!row) throw new AppError("not_found");
    // Whoever asked may have ended before the job was sent, or pressed twice: it is sent again, and does each part once.
    if (row.state !== "taking_in")
      await moveOne(tx, PLACE_IMPORTS, row, "take_in", {}, { data: { file: row.fileName } });
  });
  await queue({ importId: input.importId });
}
