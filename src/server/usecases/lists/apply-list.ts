import { eq } from "drizzle-orm";
import type { AppliedList, WriteListInput } from "#contract/group-list.ts";
import { listDoors, listStandingByDoor, type OrderOfDoor } from "#db/queries/list-context.ts";
import { householdOrders, type ListEffect, listImports, orderLines, type RowRefusal } from "#db/schema/index.ts";
import type { Items } from "#domain/group-list/context.ts";
import { type SettledRow, settleList } from "#domain/group-list/settle-list.ts";
import { decide } from "#domain/kernel/machine.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError, unwrap } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { LIST_IMPORTS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { cancelOrderIn } from "../orders/cancel-order.ts";
import { changeOrderIn } from "../orders/change-order.ts";
import { placeOrderIn } from "../orders/place-order.ts";
import { getListInHand } from "./list-in-hand.ts";

type List = typeof listImports.$inferSelect;

/**
 * 写入: the list becomes orders, all of it or none: a home without an order gets one, another's is changed to what the
 * list says, who took his wish back is cancelled, and what is as it stands is left. Each is judged by the rules of
 * ordering; when rows are refused, nothing is written and the list says which and why.
 * @throws AppError `not_found`, `refused` while rows are undecided or the list is no longer being decided
 */
export async function applyList(ctx: Ctx, input: WriteListInput): Promise<AppliedList> {
  return act(ctx, async (tx) => {
    const { list, sheet } = await getListInHand(tx, input.importId);
    const rows = settleList(list.read.orders, list.decisions);
    const facts = { undecidedRows: rows.filter((r) => r.stands === "open").length, sheet: sheet.state };
    // Asked before anything is written: the rows of a list that may not be written are not looked at.
    unwrap(decide(LIST_IMPORTS.machine, list.state, "apply", tx.role, facts));
    const refusals: Record<string, RowRefusal> = {};
    try {
      return await tx.part(async (part) => {
        const effects = await write(part, list, rows, refusals, input.reason);
        if (Object.keys(refusals).length > 0) throw new AppError("conflict");
        await moveOne(part, LIST_IMPORTS, list, "apply", facts, {
          set: { effects, refusals: {} },
          data: { orders: effects.length },
        });
        return { written: effects.length, refused: 0 };
      });
    } catch (error) {
      const refused = Object.keys(refusals).length;
      if (refused === 0 || !(error instanceof AppError)) throw error;
      await tx.update(listImports).set({ refusals }).where(eq(listImports.id, list.id));
      tx.tell(`grid:${list.gridId}`);
      return { written: 0, refused };
    }
  });
}

async function write(
  tx: ActTx,
  list: List,
  rows: readonly SettledRow[],
  refusals: Record<string, RowRefusal>,
  reason: string,
): Promise<ListEffect[]> {
  const homes = new Map((await listDoors(tx, list.gridId)).map((d) => [d.door, d.householdId]));
  const standing = new Map((await listStandingByDoor(tx, list.cycleId, list.gridId)).map((o) => [o.door, o]));
  const effects: ListEffect[] = [];
  for (const [row, settled] of rows.entries()) {
    if (settled.stands !== "taken") continue;
    const householdId = homes.get(settled.household);
    const order = standing.get(settled.household);
    try {
      if (!householdId) throw new AppError("refused", { kind: "no_such_door" });
      if (order) effects.push(...(await bring(tx, list, row, order, settled.items, reason)));
      else if (Object.keys(settled.items).length > 0) {
        const placed = await tx.part((part) =>
          placeOrderIn(
            part,
            {
              key: `list:${list.id}:${row}`,
              cycleId: list.cycleId,
              householdId,
              lines: linesOf(list, settled.items),
              note: noteOf(list, row),
            },
            "import",
          ),
        );
        effects.push({ row, orderId: placed.orderId, did: "placed", revision: 1 });
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refusals[row] = { code: error.code, detail: error.detail as RowRefusal["detail"] };
    }
  }
  return effects;
}

const noteOf = (list: List, row: number) => list.read.orders[row]?.note?.slice(0, 100);

const linesOf = (list: List, items: Items) =>
  Object.entries(items).map(([letter, wanted]) => {
    const packageVersionId = list.packages[letter];
    if (!packageVersionId) throw new AppError("refused", { kind: "unknown_package" });
    return { packageVersionId, wanted, acceptUpTo: wanted };
  });

/** An order that stands, brought to what the list says; nothing when it says the same. */
async function bring(
  tx: ActTx,
  list: List,
  row: number,
  order: OrderOfDoor,
  items: Items,
  reason: string,
): Promise<ListEffect[]> {
  if (sameItems(order.items, items)) return [];
  const before = await readBefore(tx, order);
  if (Object.keys(items).length === 0) {
    await tx.part((part) => cancelOrderIn(part, { orderId: order.orderId, reason }));
    return [{ row, orderId: order.orderId, did: "cancelled", revision: order.revision + 1, before }];
  }
  const { revision } = await tx.part((part) =>
    changeOrderIn(part, { orderId: order.orderId, revision: order.revision, lines: linesOf(list, items) }),
  );
  return [{ row, orderId: order.orderId, did: "changed", revision, before }];
}

function sameItems(a: Items, b: Items): boolean {
  const letters = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...letters].every((l) => (a[l] ?? 0) === (b[l] ?? 0));
}

async function readBefore(tx: ActTx, order: OrderOfDoor): Promise<NonNullable<ListEffect["before"]>> {
  const lines = await tx.select().from(orderLines).where(eq(orderLines.orderId, order.orderId));
  const [row] = await tx
    .select({ note: householdOrders.note })
    .from(householdOrders)
    .where(eq(householdOrders.id, order.orderId));
  return {
    note: row?.note ?? null,
    lines: lines
      .filter((l) => l.wanted > l.cancelledBeforeLock)
      .map((l) => ({
        packageVersionId: l.packageVersionId,
        wanted: l.wanted - l.cancelledBeforeLock,
        acceptUpTo: l.acceptUpTo,
      })),
  };
}
