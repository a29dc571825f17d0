import { and, eq } from "drizzle-orm";
import type { PlaceOrderInput } from "#contract/orders.ts";
import { householdOrders, orderRevisions } from "#db/schema/index.ts";
import type { OrderId } from "#domain/kernel/ids.ts";
import { act, look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { record } from "../../record.ts";

type Line = PlaceOrderInput["lines"][number];
const inOrder = (lines: readonly Line[]) =>
  JSON.stringify(lines.map((l) => [l.packageVersionId, l.wanted, l.acceptUpTo]).toSorted());

/**
 * Looks whether a repeated request asks for what its key was first sent with: the same home, round and lines, as they
 * were before anybody changed the order. The note is not compared, as the first one is not kept.
 * @throws AppError `conflict` with `key_taken` when it asks for something else; that is on record
 */
export async function refuseOtherWish(ctx: Ctx, orderId: OrderId, input: PlaceOrderInput): Promise<void> {
  const [first] = await look({ ...ctx, actor: SYSTEM }, (tx) =>
    tx
      .select({
        cycleId: householdOrders.cycleId,
        householdId: householdOrders.householdId,
        lines: orderRevisions.lines,
      })
      .from(householdOrders)
      .innerJoin(orderRevisions, and(eq(orderRevisions.orderId, householdOrders.id), eq(orderRevisions.revision, 1)))
      .where(eq(householdOrders.id, orderId)),
  );
  const same =
    first?.cycleId === input.cycleId &&
    first.householdId === input.householdId &&
    inOrder(first.lines) === inOrder(input.lines);
  if (same) return;
  await act(ctx, (tx) => record(tx, { kind: "order.key_again", subjectId: orderId, cycleId: first?.cycleId }));
  throw new AppError("conflict", { kind: "key_taken" });
}
