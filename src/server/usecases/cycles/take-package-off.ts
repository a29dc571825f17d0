import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { PackageOffInput } from "#contract/cycles.ts";
import { anyId } from "#db/queries/any-of.ts";
import { cycles, gridSheets, householdOrders, offers } from "#db/schema/index.ts";
import type { GridId, OrderId } from "#domain/kernel/ids.ts";
import { UNALLOCATED_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { FROZEN_SHEET_STATES, SUBMITTED_SHEET_STATES } from "#domain/orders/grid-sheet.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { followMoney } from "../../follow-money.ts";
import { ORDER_KEYS, ORDERS } from "../../lives.ts";
import { moveAll } from "../../move.ts";
import { record } from "../../record.ts";
import { reserveChange } from "../orders/reserve-change.ts";
import { type OrderInAct, takeBackOrders } from "../orders/take-back-orders.ts";
import { freezeThawedSheetIn, tallyAgain, thawSheetIn } from "../sheets/thaw-sheet.ts";
import { lockRound } from "./lock-round.ts";

/**
 * Takes one package off a round before it is shared out, with a reason that its homes read: it leaves every order, an
 * order of nothing else is cancelled, what was paid for it is owed back, and nobody orders it again. Sheets that are in
 * are tallied anew and frozen ones frozen again, so that nobody has to hand in twice. The same call again finds nothing
 * left to do.
 * @returns orders that lost the package, and those of them that were cancelled
 * @throws AppError `not_found`; `refused` with `last_package`, `not_from_here` or the domain's reason
 */
export async function takePackageOff(
  ctx: Ctx,
  { cycleId, packageVersionId, reason }: PackageOffInput,
): Promise<{ orders: number; cancelled: number }> {
  return act(ctx, (desk) =>
    desk.seeingAll(async (tx) => {
      await lockRound(tx, cycleId);
      const [cycle] = await tx.select().from(cycles).where(eq(cycles.id, cycleId));
      const card = await tx.select().from(offers).where(eq(offers.cycleId, cycleId));
      const offer = card.find((o) => o.packageVersionId === packageVersionId);
      if (!cycle || !offer) throw new AppError("not_found");
      if (offer.takenOff !== null) return { orders: 0, cancelled: 0 };
      if (!UNALLOCATED_CYCLE_STATES.includes(cycle.state))
        throw new AppError("refused", { kind: "not_from_here", from: cycle.state, act: "take_off" });
      if (card.every((o) => o === offer || o.takenOff !== null))
        throw new AppError("refused", { kind: "last_package" });
      const sheets = await sheetsWith(tx, { cycleId, packageVersionId });
      const frozen = sheets.filter((s) => FROZEN_SHEET_STATES.includes(s.state));
      for (const { id } of frozen) await thawSheetIn(tx, { sheetId: id, reason });
      const times = { role: tx.role, now: tx.at, cutOffAt: cycle.cutOffAt, graceEndsAt: cycle.graceEndsAt };
      const { rest, alone } = await ordersWith(tx, { cycleId, packageVersionId });
      await takeBackOrders(tx, cycleId, alone, times, reason);
      await takeFromOrders(tx, { cycleId, packageVersionId, reason }, rest);
      await tx
        .update(offers)
        .set({ offered: 0, takenOff: reason })
        .where(and(eq(offers.cycleId, cycleId), eq(offers.packageVersionId, packageVersionId)));
      for (const { id } of frozen) await freezeThawedSheetIn(tx, id);
      for (const sheet of sheets) if (!frozen.includes(sheet)) await tallyAgain(tx, sheet);
      const done = { orders: rest.length + alone.length, cancelled: alone.length };
      await record(tx, { kind: "package.taken_off", subjectId: packageVersionId, cycleId, reason, data: done });
      tx.tell([`cycle:${cycleId}`, "desk"]);
      return done;
    }),
  );
}

type Package = Pick<PackageOffInput, "cycleId" | "packageVersionId">;

const wants = ({ cycleId, packageVersionId }: Package) =>
  sql`l.cycle_id = ${cycleId} AND l.package_version_id = ${packageVersionId} AND l.wanted > l.cancelled_before_lock`;

/** The sheets that are in, of the grids where somebody wants it. */
function sheetsWith(tx: ActTx, of: Package) {
  return tx
    .select()
    .from(gridSheets)
    .where(
      and(
        eq(gridSheets.cycleId, of.cycleId),
        inArray(gridSheets.state, [...SUBMITTED_SHEET_STATES, ...FROZEN_SHEET_STATES]),
        sql`${gridSheets.gridId} IN (SELECT l.grid_id FROM order_lines l WHERE ${wants(of)})`,
      ),
    )
    .orderBy(asc(gridSheets.id));
}

/** The orders that want it, locked: those with something else besides, and those of nothing else. */
async function ordersWith(tx: ActTx, of: Package): Promise<{ rest: OrderInAct[]; alone: OrderInAct[] }> {
  const orders = await tx
    .select(ORDER_KEYS)
    .from(householdOrders)
    .where(sql`${householdOrders.id} IN (SELECT l.order_id FROM order_lines l WHERE ${wants(of)})`)
    .orderBy(asc(householdOrders.id))
    .for("update");
  const more = await tx.execute<{ id: OrderId }>(sql`SELECT DISTINCT order_id AS id FROM order_lines
    WHERE order_id = ${anyId(orders.map((o) => o.id))} AND package_version_id <> ${of.packageVersionId} AND wanted > cancelled_before_lock`);
  const { rest = [], alone = [] } = Object.groupBy(orders, (o) => (more.some((m) => m.id === o.id) ? "rest" : "alone"));
  return { rest, alone };
}

/** What else they want stays as it is, in a revision that says why. */
async function takeFromOrders(tx: ActTx, of: PackageOffInput, orders: readonly OrderInAct[]): Promise<void> {
  if (orders.length === 0) return;
  const ids = anyId(orders.map((o) => o.id));
  const { reason, packageVersionId } = of;
  await moveAll(
    tx,
    ORDERS,
    orders,
    "take_off",
    { reason },
    { reason, set: { revision: sql`${householdOrders.revision} + 1` } },
  );
  const freed = await tx.execute<{ grid: GridId; n: number }>(sql`
    WITH gone AS (
      SELECT id, order_id, grid_id, wanted - cancelled_before_lock AS n, price_fen FROM order_lines l WHERE order_id = ${ids} AND ${wants(of)}
    ), marked AS (UPDATE order_lines l SET cancelled_before_lock = l.wanted FROM gone g WHERE l.id = g.id),
    cheaper AS (UPDATE household_orders o SET total_fen = o.total_fen - g.n * g.price_fen FROM gone g WHERE o.id = g.order_id)
    SELECT grid_id AS grid, sum(n)::int AS n FROM gone GROUP BY 1 ORDER BY 1`);
  for (const { grid, n } of freed) await reserveChange(tx, of.cycleId, grid, [{ packageVersionId, delta: -n }]);
  await tx.execute(sql`INSERT INTO order_revisions (order_id, revision, act, lines, by, reason, at)
    SELECT o.id, o.revision, 'changed', (SELECT jsonb_agg(jsonb_build_object('packageVersionId', l.package_version_id,
        'wanted', l.wanted - l.cancelled_before_lock, 'acceptUpTo', l.accept_up_to)) FROM order_lines l WHERE l.order_id = o.id AND l.wanted > l.cancelled_before_lock),
      ${tx.actor.userId}::uuid, ${reason}, ${new Date(tx.at).toISOString()}::timestamptz
    FROM household_orders o WHERE o.id = ${ids}`);
  await followMoney(
    tx,
    orders.map((o) => o.id),
  );
}
