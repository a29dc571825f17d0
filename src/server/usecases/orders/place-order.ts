import { randomInt, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { PlacedOrder, PlaceOrderInput } from "#contract/orders.ts";
import { households } from "#db/schema/index.ts";
import type { OrderId } from "#domain/kernel/ids.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, inScope } from "../../ctx.ts";
import type { OrderLanes } from "../../ordering/order-lanes.ts";

/**
 * Places the order of a home: by one of its people, by a helper, or by its grid worker as proxy.
 * The same key answers with the same order, however often it is sent.
 * @throws AppError `not_found` for a home outside the actor's scope, `sold_out` with what is left, `busy`, or `refused`
 *   with `already_ordered` (and the order), `over_limit`, `over_quota`, `past_cut_off`, `not_open`, `bad_lines`
 */
export async function placeOrder(ctx: Ctx, lanes: OrderLanes, input: PlaceOrderInput): Promise<PlacedOrder> {
  const { actor } = ctx;
  // A grid worker's scope is checked by the database: his transaction does not see a door outside his grids.
  const his = actor.role === "GW" ? await ownsHome(ctx, input.householdId) : actor.homes.includes(input.householdId);
  if (!his) throw new AppError("not_found");
  return sendToLane(ctx, lanes, input);
}

/**
 * The same for a home that is known to be the actor's. It takes no connection but the lane's own, so that it may be
 * called inside a transaction.
 * @throws AppError as `placeOrder`
 */
export async function sendToLane(
  ctx: Pick<Ctx, "actor" | "live">,
  lanes: OrderLanes,
  input: PlaceOrderInput,
): Promise<PlacedOrder> {
  const { actor } = ctx;
  const answer = await lanes.place({
    id: randomUUID() as OrderId,
    key: `${actor.userId}:${input.key}`,
    cycleId: input.cycleId,
    householdId: input.householdId,
    userId: actor.userId,
    role: actor.role,
    channel: actor.role === "GW" ? "proxy" : "app",
    note: input.note || null,
    pickupCode: String(randomInt(0, 10_000)).padStart(4, "0"),
    lines: input.lines,
  });
  const { outcome, orderId } = answer;
  if ((outcome === "placed" || outcome === "replayed") && orderId) {
    void ctx.live.announce(`home:${input.householdId}`, `cycle:${input.cycleId}`);
    return { orderId, totalFen: answer.totalFen, replayed: outcome === "replayed" };
  }
  const detail = { kind: outcome, orderId, packageVersionId: answer.packageVersionId, left: answer.left };
  throw new AppError(outcome === "sold_out" ? "sold_out" : "refused", detail);
}

async function ownsHome(ctx: Ctx, householdId: PlaceOrderInput["householdId"]): Promise<boolean> {
  const rows = await inScope(ctx, (tx) =>
    tx.select({ id: households.id }).from(households).where(eq(households.id, householdId)),
  );
  return rows.length > 0;
}
