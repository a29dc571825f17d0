import { and, desc, eq } from "drizzle-orm";
import { listOffersByLetter, listStandingByDoor, type OrderOfDoor, readListContext } from "#db/queries/list-context.ts";
import { cycles, gridSheets, listImports } from "#db/schema/index.ts";
import type { CycleId, GridId } from "#domain/kernel/ids.ts";
import { secondsIntoServiceDay, toServiceDay } from "#domain/kernel/time.ts";
import { TAKING_ORDERS } from "#domain/offer/cycle.ts";
import { isTallying } from "#domain/orders/grid-sheet.ts";
import type { ActTx } from "../../act.ts";
import { AppError } from "../../app-error.ts";

export type RoundOfList = typeof cycles.$inferSelect & { readonly gridId: GridId };

/**
 * The round that a list of one of the worker's grids would be written to.
 * @throws AppError `not_found` for another's grid; `refused` `not_open` when nothing may be ordered any more
 */
export async function getRoundOfList(tx: ActTx, cycleId: CycleId, gridId: GridId): Promise<RoundOfList> {
  const [row] = await tx
    .select({ cycle: cycles, sheet: gridSheets.state })
    .from(gridSheets)
    .innerJoin(cycles, eq(cycles.id, gridSheets.cycleId))
    .where(and(eq(gridSheets.cycleId, cycleId), eq(gridSheets.gridId, gridId)));
  if (!row || !tx.actor.grids.includes(gridId)) throw new AppError("not_found");
  const { cycle, sheet } = row;
  if (!TAKING_ORDERS.includes(cycle.state) || !isTallying({ now: tx.at, graceEndsAt: cycle.graceEndsAt, sheet }))
    throw new AppError("refused", { kind: "not_open" });
  return { ...cycle, gridId };
}

/** What a list of this round is read against now: the card's packages by letter, homes, and what stands. */
export async function readAgainst(tx: ActTx, round: RoundOfList) {
  const { id: cycleId, gridId, cutOffAt } = round;
  const today = toServiceDay(tx.at) === toServiceDay(cutOffAt);
  const offers = await listOffersByLetter(tx, cycleId);
  const context = await readListContext(
    tx,
    cycleId,
    gridId,
    offers,
    await listOthers(tx, cycleId, gridId),
    today ? Math.floor(secondsIntoServiceDay(cutOffAt) / 60) : undefined,
  );
  return { context, packages: Object.fromEntries(offers.map((o) => [o.letter, o.packageVersionId])) };
}

/**
 * What stands for the grid's homes, but for orders as a list of this round left them: the same list posted again does not
 * double those.
 */
async function listOthers(tx: ActTx, cycleId: CycleId, gridId: GridId): Promise<OrderOfDoor[]> {
  const standing = await listStandingByDoor(tx, cycleId, gridId);
  const applied = await tx
    .select({ effects: listImports.effects })
    .from(listImports)
    .where(and(eq(listImports.cycleId, cycleId), eq(listImports.gridId, gridId), eq(listImports.state, "applied")))
    .orderBy(desc(listImports.stateAt));
  const left = new Map<string, number>();
  for (const { effects } of applied) for (const e of effects) if (!left.has(e.orderId)) left.set(e.orderId, e.revision);
  return standing.filter((o) => left.get(o.orderId) !== o.revision);
}
