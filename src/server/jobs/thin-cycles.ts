import { and, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import { cycles } from "#db/schema/index.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { OUT_TRIP_STATES } from "#domain/movement/trip.ts";
import { RETENTION_MS } from "#domain/offer/cycle.ts";
import { ROWS_OF_PEOPLE_MS } from "#domain/workbook/city-import.ts";
import { SHEETS_OF_PEOPLE } from "#domain/workbook/sheets.ts";
import { type ActTx, act, look } from "../act.ts";
import { type Ctx, SYSTEM } from "../ctx.ts";
import { moveCycle } from "../usecases/cycles/move-cycle.ts";

/**
 * Rounds whose keep is over: the settled are archived, and of these and the cancelled goes what was said about people.
 * Counts, sums, who acted when, and the hashed record stay. Each round is an act of its own; killed in between, the next
 * hour goes on.
 */
export async function thinCycles(ctx: Ctx): Promise<void> {
  const system: Ctx = { ...ctx, actor: SYSTEM };
  const found = (state: ("settled" | "archived" | "cancelled")[]) =>
    look(system, (tx) =>
      tx
        .select({ id: cycles.id })
        .from(cycles)
        .where(
          and(
            inArray(cycles.state, state),
            isNull(cycles.thinnedAt),
            lte(cycles.graceEndsAt, (tx.at - RETENTION_MS) as Instant),
          ),
        ),
    );
  for (const { id } of await found(["settled"])) await moveCycle(system, "archive", { cycleId: id });
  for (const { id } of await found(["archived", "cancelled"])) await act(system, (tx) => thin(tx, id));
  await act(system, forgetOld);
  await act(system, forgetPlaces);
  await act(system, forgetImported);
}

async function thin(tx: ActTx, id: CycleId): Promise<void> {
  await tx.execute(
    sql`DELETE FROM photos p USING claims c WHERE c.cycle_id = ${id} AND p.subject = 'claim' AND p.subject_id = c.id`,
  );
  await tx.execute(sql`DELETE FROM photos p USING handovers h JOIN stops s ON s.id = h.stop_id JOIN trips t ON t.id = s.trip_id
    WHERE t.cycle_id = ${id} AND p.subject = 'handover' AND p.subject_id = h.id`);
  await tx.execute(
    sql`DELETE FROM photos p USING household_orders o WHERE o.cycle_id = ${id} AND p.subject = 'door' AND p.subject_id = o.id`,
  );
  await tx.execute(sql`DELETE FROM list_imports WHERE cycle_id = ${id}`);
  await tx.execute(sql`UPDATE household_orders SET note = NULL, pickup_code = '' WHERE cycle_id = ${id}`);
  await tx.execute(sql`UPDATE late_requests SET reason = NULL WHERE cycle_id = ${id}`);
  await tx.execute(sql`UPDATE claims SET words = '', answer = NULL WHERE cycle_id = ${id}`);
  await tx.execute(sql`UPDATE payment_claims SET reason = NULL WHERE cycle_id = ${id}`);
  await tx.execute(sql`UPDATE handovers h SET giver_name = NULL, receiver_name = NULL
    FROM stops s JOIN trips t ON t.id = s.trip_id WHERE s.id = h.stop_id AND t.cycle_id = ${id}`);
  await tx.update(cycles).set({ thinnedAt: tx.at }).where(eq(cycles.id, id));
}

/** Where a bus was is nobody's business once it is back. */
const forgetPlaces = (tx: ActTx) =>
  tx.execute(
    sql`DELETE FROM bus_positions p USING trips t WHERE t.id = p.trip_id AND t.state NOT IN ${OUT_TRIP_STATES}`,
  );

/**
 * Rows of workbooks about people, once an import is undone, or lay so long that nobody takes it in or out any more. One
 * that is being taken in keeps them until it is in.
 */
const forgetImported = (tx: ActTx) =>
  tx.execute(sql`WITH over AS (
      SELECT id FROM city_imports i
      WHERE (state = 'undone' OR (state <> 'taking_in' AND coalesce(taken_in_at, added_at) <= ${new Date(tx.at - ROWS_OF_PEOPLE_MS).toISOString()}::timestamptz))
        AND EXISTS (SELECT FROM city_import_rows r WHERE r.import_id = i.id AND r.sheet IN ${[...SHEETS_OF_PEOPLE]})
      ORDER BY id FOR UPDATE)
    DELETE FROM city_import_rows r USING over WHERE r.import_id = over.id AND r.sheet IN ${[...SHEETS_OF_PEOPLE]}`);

/** What belongs to no round, and is of use only while a phone may still send it again or somebody reads it. */
async function forgetOld(tx: ActTx): Promise<void> {
  const before = sql`${new Date(tx.at - RETENTION_MS).toISOString()}::timestamptz`;
  for (const table of ["notices", "client_events", "demo_inbox"])
    await tx.execute(sql`DELETE FROM ${sql.identifier(table)} WHERE at < ${before}`);
}
