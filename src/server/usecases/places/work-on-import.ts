import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { cycles, placeImports } from "#db/schema/index.ts";
import { layOutTerritory, type Place } from "#db/seed/territory.ts";
import type { PlaceImportId } from "#domain/kernel/ids.ts";
import { decide } from "#domain/kernel/machine.ts";
import { PLACE_IMPORT_FLOW } from "#domain/places/place-import.ts";
import { unwrap } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import type { OpenRoads } from "../../planning/roads-in-use.ts";
import { record } from "../../record.ts";
import { reportPlaces } from "./report-places.ts";

/** One import, or whichever waits. */
export type ImportJob = { readonly importId?: PlaceImportId };

/** So many homes are laid out in one transaction: a second or two, so that progress is seen and a lock never stands long. */
const HOMES_AT_ONCE = 20_000;
/** States of a cycle in which orders still come. */
const TAKING = ["open", "closing"] as const;

/**
 * The worker's part of an import, decided from its state alone: a list that is being checked gets its report, one that
 * is being taken in is laid out part by part. Each part is written with the count of those done, so that a worker that
 * was killed is gone on from where it was, and two of them do no part twice.
 */
export async function workOnImport(ctx: Ctx, job: ImportJob, open: OpenRoads): Promise<void> {
  const system: Ctx = { ...ctx, actor: systemActor };
  const waiting = await inScope(system, (tx) =>
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
  const [row] = await inScope(ctx, (tx) =>
    tx.select({ places: placeImports.places }).from(placeImports).where(eq(placeImports.id, id)),
  );
  if (!row) return;
  const state = unwrap(decide(PLACE_IMPORT_FLOW, "checking", "report", ctx.actor.role));
  const answer = await reportPlaces(ctx, row.places, open);
  await inScope(ctx, (tx) =>
    tx
      .update(placeImports)
      .set({ state, report: answer })
      .where(and(eq(placeImports.id, id), eq(placeImports.state, "checking"))),
  );
  await ctx.live.announce(`import:${id}`);
}

/** Lays out the next part of an import. @returns whether the import is over */
async function layOutNextPart(ctx: Ctx, id: PlaceImportId): Promise<boolean> {
  const over = await inScope(ctx, async (tx) => {
    const [row] = await tx.select().from(placeImports).where(eq(placeImports.id, id)).for("update");
    if (row?.state !== "taking_in") return true;
    const part = nextPart(row.places.slice(row.done));
    // A cycle that opens meanwhile waits, and then finds the new grids by itself.
    await tx
      .select({ id: cycles.id })
      .from(cycles)
      .where(inArray(cycles.state, ["published", ...TAKING]))
      .for("share");
    await layOutTerritory(tx, part);
    await addSheets(tx, part);
    const done = row.done + part.length;
    if (done < row.places.length) {
      await tx.update(placeImports).set({ done }).where(eq(placeImports.id, id));
      return false;
    }
    const facts = { every_place_laid_out: true };
    const state = unwrap(decide(PLACE_IMPORT_FLOW, row.state, "finish", ctx.actor.role, facts));
    await tx.update(placeImports).set({ done, state, takenInAt: ctx.clock.now() }).where(eq(placeImports.id, id));
    await record(tx, ctx, {
      kind: "place_import.taken_in",
      subjectId: id,
      data: { file: row.fileName, datum: row.datum, places: done },
    });
    return true;
  });
  await ctx.live.announce(`import:${id}`, ...(over ? (["desk"] as const) : []));
  return over;
}

/** Grids that come while a cycle takes orders get their sheets in it, or what their homes order would never be locked. */
async function addSheets(tx: Tx, part: readonly Place[]): Promise<void> {
  const codes = part.map((p) => p.code);
  await tx.execute(sql`INSERT INTO grid_sheets (id, cycle_id, grid_id, community_id, state)
    SELECT gen_random_uuid(), c.id, g.id, g.community_id, 'collecting'
    FROM cycles c, grids g JOIN communities m ON m.id = g.community_id
    WHERE c.state IN ${TAKING} AND m.code IN ${codes} ON CONFLICT DO NOTHING`);
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
