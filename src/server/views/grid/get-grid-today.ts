import { and, eq, sql } from "drizzle-orm";
import type { DoorsProgress, GridTodayView, TallyView } from "#contract/grid.ts";
import { homesInBox, listCashInBox, sumOfBox } from "#db/queries/cash-in-box.ts";
import { gridSheets, persons } from "#db/schema/index.ts";
import type { GridId } from "#domain/kernel/ids.ts";
import { atServiceDay } from "#domain/kernel/time.ts";
import { look, type View } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { zoneOfHome } from "../resident/place-facts.ts";
import { listDoneToday, listWalkHomes } from "./get-door-walk.ts";
import { listTallyCycles, pickGrid, type TallyCycle } from "./grid-in-hand.ts";
import { listGridMoney } from "./grid-money.ts";
import { listBuses } from "./list-buses.ts";
import { readEndedEarly } from "./read-ended-early.ts";

/** The grid worker's day: what is left of each thing, for the clock list. @throws AppError `forbidden` without a grid */
export async function getGridToday(ctx: Ctx, gridId?: string): Promise<GridTodayView> {
  return look(ctx, async (tx) => {
    const { grid, grids } = await pickGrid(tx, ctx, gridId);
    const now = tx.at;
    const box = ctx.actor.userId ? await listCashInBox(tx, ctx.actor.userId) : [];
    const [waiting] = await tx
      .select({ n: sql<number>`count(*)::int` })
      .from(persons)
      .where(and(eq(persons.gridId, grid.gridId), eq(persons.state, "requested")));
    return {
      grid,
      grids,
      nowMs: now,
      zone: await zoneOfHome(tx, grid, now),
      buses: await listBuses(tx, ctx, grid.gridId),
      doors: await doorsProgress(tx, ctx, grid.gridId),
      tallies: await talliesOf(tx, grid.gridId),
      cashFen: sumOfBox(box),
      cashHomes: homesInBox(box),
      back: (await listGridMoney(tx, grid.gridId)).back,
      endedEarly: await readEndedEarly(tx, grid.gridId),
      people: waiting?.n ?? 0,
    };
  });
}

async function doorsProgress(tx: View, _ctx: Ctx, gridId: GridId): Promise<DoorsProgress | null> {
  const walk = await listWalkHomes(tx, gridId);
  const done = (await listDoneToday(tx, gridId, tx.at)).filter(
    (d) => d.state === "delivered" || d.state === "returned",
  ).length;
  const total = done + walk.length;
  return total === 0
    ? null
    : { total, done, left: walk.length, held: walk.filter((h) => h.held).length, next: walk[0]?.door ?? null };
}

async function talliesOf(tx: View, gridId: GridId): Promise<TallyView[]> {
  const tallies: TallyView[] = [];
  for (const cycle of await listTallyCycles(tx, gridId)) tallies.push(await tallyOf(tx, gridId, cycle));
  return tallies;
}

async function tallyOf(tx: View, gridId: GridId, cycle: TallyCycle): Promise<TallyView> {
  const [counts] = await tx.execute<{
    ordered: number;
    doubtful: number;
    late: number;
    silent: number;
    silent_no_phone: number;
  }>(sql`
    WITH mine AS (SELECT household_id, state FROM household_orders WHERE cycle_id = ${cycle.id} AND grid_id = ${gridId} AND state <> 'cancelled'),
      quiet AS (SELECT id, tags FROM households WHERE grid_id = ${gridId} AND NOT vacant AND id NOT IN (SELECT household_id FROM mine))
    SELECT (SELECT count(*) FROM mine)::int AS ordered, (SELECT count(*) FROM mine WHERE state = 'needs_review')::int AS doubtful,
      (SELECT count(DISTINCT l.household_id) FROM late_requests l JOIN quiet q ON q.id = l.household_id WHERE l.cycle_id = ${cycle.id} AND l.state = 'waiting')::int AS late,
      (SELECT count(*) FROM quiet)::int AS silent, (SELECT count(*) FROM quiet WHERE 'no_phone' = ANY (tags))::int AS silent_no_phone`);
  const [sheet] = await tx
    .select()
    .from(gridSheets)
    .where(and(eq(gridSheets.cycleId, cycle.id), eq(gridSheets.gridId, gridId)));
  return {
    cycleId: cycle.id,
    cycleState: cycle.state,
    cutOffMs: cycle.cutOffAt,
    graceEndsMs: cycle.graceEndsAt,
    deliveryDayMs: atServiceDay(cycle.deliveryDay, 0),
    sheetState: cycle.sheetState,
    returnReason: sheet?.returnReason ?? null,
    ordered: counts?.ordered ?? 0,
    doubtful: counts?.doubtful ?? 0,
    late: counts?.late ?? 0,
    silent: counts?.silent ?? 0,
    silentNoPhone: counts?.silent_no_phone ?? 0,
  };
}
