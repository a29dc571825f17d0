import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { cycles, placeImports } from "#db/schema/index.ts";
import { layOutTerritory, type Place } from "#db/seed/territory.ts";
import type { PlaceImportId } from "#domain/kernel/ids.ts";
import { TAKING_ORDERS } from "#domain/offer/cycle.ts";
import { act, look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { PLACE_IMPORTS } from "../../lives.ts";
import { move, moveOne } from "../../move.ts";
import type { OpenRoads } from "../../planning/roads-in-use.ts";
import { reportPlaces } from "./report-places.ts";

/** One import, or whichever waits. */
export type ImportJob = { readonly importId?: PlaceImportId };

/** So many homes are laid out in one transaction: a second or two, so that progress is seen and a lock never stands long. */
const HOMES_AT_ONCE = 20_000;

/**
 * The worker's part of an import, decided from its state alone: a list that is being checked gets its report, one that
 * is being taken in is laid out part by part. Each part is written with the count of those done, so that a worker that
 * was killed is gone on from where it was, and two of them do no part twice.
 */
export async function workOnImport(ctx: Ctx, job: ImportJob, open: OpenRoads): Promise<void> {
  const system: Ctx = { ...ctx, actor: SYSTEM };
  const waiting = await look(system, (tx) =>
    tx
      .select({ id: placeImports.id, state: placeImports.state })
      .from(placeImports)
      .where(
        and(
          inArray(placeImports.state, ["checking", "taking_in"]),
          job.importId ? eq(placeImports.id, job.importId) : undefined,
        ),
      )
      .orderBy(asc(placeImports.addedAt)),
  );
  for (const { id, state } of waiting)
    if (state === "checking") await report(system, id, open);
    else while (!(await layOutNextPart(system, id)));
}

async function report(ctx: Ctx, id: PlaceImportId, open: OpenRoads): Promise<void> {
  const [row] = await look(ctx, (tx) => tx.select().from(placeImports).where(eq(placeImports.id, id)));
  if (!row) return;
  const answer = await reportPlaces(ctx, row.places, open);
  // Another worker may have said the same meanwhile.
  await act(ctx, (tx) => move(tx, PLACE_IMPORTS, [row], "report", {}, { set: { report: answer } }));
}

/** Lays out the next part of an import: one act a part, so that a killed one is gone on from. @returns whether the import is over */
async function layOutNextPart(ctx: Ctx, id: PlaceImportId): Promise<boolean> {
  return act(ctx, async (tx) => {
    const [row] = await tx.select().from(placeImports).where(eq(placeImports.id, id)).for("update");
    if (row?.state !== "taking_in") return true;
    const part = nextPart(row.places.slice(row.done));
    // A cycle that opens meanwhile waits, and then finds the new grids by itself.
    await tx
      .select({ id: cycles.id })
      .from(cycles)
      .where(inArray(cycles.state, ["published", ...TAKING_ORDERS]))
      .for("share");
    await layOutTerritory(tx, part);
    await addSheets(tx, part);
    const done = row.done + part.length;
    tx.tell(`import:${id}`);
    if (done < row.places.length) {
      await tx.update(placeImports).set({ done }).where(eq(placeImports.id, id));
      return false;
    }
    const facts = { done, places: row.places.length };
    const data = { file: row.fileName, datum: row.datum, places: done };
    await moveOne(tx, PLACE_IMPORTS, row, "finish", facts, { set: { done, takenInAt: tx.at }, data });
    return true;
  });
}

/** Grids that come while a cycle takes orders get their sheets in it, or what their homes order would never be locked. */
async function addSheets(tx: Tx, part: readonly Place[]): Promise<void> {
  const codes = part.map((p) => p.code);
  await tx.execute(sql`INSERT INTO grid_sheets (id, cycle_id, grid_id, community_id, state)
    SELECT gen_random_uuid(), c.id, g.id, g.community_id, 'collecting'
    FROM cycles c, grids g JOIN communities m ON m.id = g.community_id
    WHERE c.state IN ${[...TAKING_ORDERS]} AND m.code IN ${codes} ON CONFLICT DO NOTHING`);
}

/** The places from the first that together have not too many homes; always at least one. */
function nextPart(places: readonly Place[]): readonly Place[] {
  let homes = 0;
  const end = places.findIndex((p, i) => {
    homes += p.households;
    return i > 0 && homes > HOMES_AT_ONCE;
  });
  return end < 0 ? places : places.slice(0, end);
}
