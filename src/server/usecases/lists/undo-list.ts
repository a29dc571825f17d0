import { eq, inArray } from "drizzle-orm";
import type { UndoneList, WriteListInput } from "#contract/group-list.ts";
import { buildings, householdOrders, households, type ListEffect, type listImports } from "#db/schema/index.ts";
import { type ActTx, act } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { LIST_IMPORTS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { cancelOrderIn } from "../orders/cancel-order.ts";
import { changeOrderIn } from "../orders/change-order.ts";
import { placeOrderIn } from "../orders/place-order.ts";
import { getListInHand } from "./list-in-hand.ts";

type List = typeof listImports.$inferSelect;

/**
 * 整批撤回: every order is as it was before the list was written, until the sheet freezes. What somebody has changed or
 * taken back since stays as he left it, and its home is named.
 * @throws AppError `not_found`, `refused` once the sheet is in or the time for changes is over
 */
export async function undoList(ctx: Ctx, input: WriteListInput): Promise<UndoneList> {
  return act(ctx, async (tx) => {
    const { list, sheet } = await getListInHand(tx, input.importId);
    await moveOne(tx, LIST_IMPORTS, list, "revert", { sheet: sheet.state });
    const orders = await tx
      .select({ order: householdOrders, unit: households.unit, room: households.room, building: buildings.name })
      .from(householdOrders)
      .innerJoin(households, eq(households.id, householdOrders.householdId))
      .innerJoin(buildings, eq(buildings.id, households.buildingId))
      .where(
        inArray(
          householdOrders.id,
          list.effects.map((e) => e.orderId),
        ),
      );
    const now = new Map(orders.map((o) => [o.order.id, o]));
    const left: string[] = [];
    for (const effect of [...list.effects].reverse()) {
      const is = now.get(effect.orderId);
      if (!is) continue;
      const touched =
        is.order.revision !== effect.revision || (is.order.state === "cancelled") !== (effect.did === "cancelled");
      if (touched) left.push(`${is.building}-${is.unit}-${is.room}`);
      else await takeBack(tx, list, effect, is.order, input.reason);
    }
    return { undone: list.effects.length - left.length, left };
  });
}

async function takeBack(
  tx: ActTx,
  list: List,
  effect: ListEffect,
  order: typeof householdOrders.$inferSelect,
  reason: string,
): Promise<void> {
  const { before } = effect;
  if (!before) return cancelOrderIn(tx, { orderId: order.id, reason });
  const lines = before.lines.map((l) => ({ ...l }));
  const note = before.note ?? "";
  if (effect.did === "changed") {
    await changeOrderIn(tx, { orderId: order.id, revision: order.revision, lines, note });
    return;
  }
  // A cancelled order stays cancelled for good: its home gets the same order once more.
  await placeOrderIn(
    tx,
    { key: `undo:${list.id}:${effect.row}`, cycleId: order.cycleId, householdId: order.householdId, lines, note },
    order.channel === "import" ? "import" : undefined,
  );
}
