import { randomUUID } from "node:crypto";
import { and, desc, eq, inArray } from "drizzle-orm";
import type { PasteListInput } from "#contract/group-list.ts";
import { listOffersByLetter, listStandingByDoor, type OrderOfDoor, readListContext } from "#db/queries/list-context.ts";
import { cycles, gridSheets, listImports } from "#db/schema/index.ts";
import { parseGroupList } from "#domain/group-list/parse-group-list.ts";
import type { CycleId, GridId, ListImportId } from "#domain/kernel/ids.ts";
import { secondsIntoServiceDay, toServiceDay } from "#domain/kernel/time.ts";
import { TAKING_ORDERS } from "#domain/offer/cycle.ts";
import { isTallying } from "#domain/orders/grid-sheet.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { LIST_IMPORTS } from "../../lives.ts";
import { moveAll, moveOne } from "../../move.ts";

/**
 * Reads a pasted group list against today's card, homes and orders, and keeps it with its text for the worker to decide
 * on. A list of the same grid and round that still waits is laid aside: the newer paste holds all that the older one did.
 * @throws AppError `not_found` for another's grid; `refused` `not_open` when nothing may be ordered any more
 */
export async function pasteList(ctx: Ctx, input: PasteListInput): Promise<{ importId: ListImportId }> {
  const { cycleId, gridId, text } = input;
  return act(ctx, async (tx) => {
    const [row] = await tx
      .select({ cycle: cycles, sheet: gridSheets.state })
      .from(gridSheets)
      .innerJoin(cycles, eq(cycles.id, gridSheets.cycleId))
      .where(and(eq(gridSheets.cycleId, cycleId), eq(gridSheets.gridId, gridId)));
    if (!row || !tx.actor.grids.includes(gridId)) throw new AppError("not_found");
    const { cycle, sheet } = row;
    if (
      !TAKING_ORDERS.includes(cycle.state) ||
      !isTallying({ now: tx.at, graceEndsAt: cycle.graceEndsAt, sheet: sheet })
    )
      throw new AppError("refused", { kind: "not_open" });
    const today = toServiceDay(tx.at) === toServiceDay(cycle.cutOffAt);
    const offers = await listOffersByLetter(tx, cycleId);
    const context = await readListContext(
      tx,
      cycleId,
      gridId,
      offers,
      await listOthers(tx, cycleId, gridId),
      today ? Math.floor(secondsIntoServiceDay(cycle.cutOffAt) / 60) : undefined,
    );
    const waiting = await tx
      .select()
      .from(listImports)
      .where(and(eq(listImports.cycleId, cycleId), eq(listImports.gridId, gridId), inArray(listImports.state, WAITING)))
      .orderBy(listImports.id)
      .for("update");
    await moveAll(tx, LIST_IMPORTS, waiting, "discard", {});
    const id = randomUUID() as ListImportId;
    const [list] = await tx
      .insert(listImports)
      .values({
        id,
        cycleId,
        gridId,
        state: "parsed",
        text,
        read: parseGroupList(text, context),
        packages: Object.fromEntries(offers.map((o) => [o.letter, o.packageVersionId])),
        pastedBy: tx.actor.userId,
        pastedAt: tx.at,
        stateAt: tx.at,
      })
      .returning();
    if (!list) throw new Error("a list that was not kept");
    await moveOne(tx, LIST_IMPORTS, list, "review", {}, { data: { orders: list.read.orders.length } });
    return { importId: id };
  });
}

const WAITING = ["parsed", "in_review"] as const;

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
