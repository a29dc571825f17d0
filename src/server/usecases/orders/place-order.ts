import { randomInt, randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { PlacedOrder, PlaceOrderInput } from "#contract/orders.ts";
import { households } from "#db/schema/index.ts";
import type { OrderId } from "#domain/kernel/ids.ts";
import { type ActTx, look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Actor, Ctx } from "../../ctx.ts";
import type { OrderLanes, OrderOutcome, OrderRequest } from "../../ordering/order-lanes.ts";
import { refuseOtherWish } from "./same-wish.ts";

/**
 * Places the order of a home: by one of its people, by a helper, or by its grid worker as proxy.
 * The same key answers with the same order, however often it is sent.
 * @throws AppError `not_found` for a home outside the actor's scope, `conflict` for a key that came with another wish before, `sold_out` with what is left, `busy`, or `refused`
 *   with `already_ordered` (and the order), `over_limit`, `over_quota`, `past_cut_off`, `not_open`, `bad_lines`
 */
export async function placeOrder(ctx: Ctx, lanes: OrderLanes, input: PlaceOrderInput): Promise<PlacedOrder> {
  const { actor } = ctx;
  // A grid worker's scope is checked by the database: his transaction does not see a door outside his grids.
  const his = actor.role === "GW" ? await ownsHome(ctx, input.householdId) : actor.homes.includes(input.householdId);
  if (!his) throw new AppError("not_found");
  const placed = toPlaced(await lanes.place(toRequest(actor, input)));
  if (placed.replayed) await refuseOtherWish(ctx, placed.orderId, input);
  void ctx.live.announce(`home:${input.householdId}`, `cycle:${input.cycleId}`);
  return placed;
}

/** An order as it goes to the database: by app for a resident, as a proxy's for a grid worker, or from a list that he took in. */
function toRequest(actor: Actor, input: PlaceOrderInput, list?: "import"): OrderRequest {
  return {
    id: randomUUID() as OrderId,
    key: `${actor.userId}:${input.key}`,
    cycleId: input.cycleId,
    householdId: input.householdId,
    userId: actor.userId,
    role: actor.role,
    channel: list ?? (actor.role === "GW" ? "proxy" : "app"),
    note: input.note || null,
    pickupCode: String(randomInt(0, 10_000)).padStart(4, "0"),
    lines: input.lines,
  };
}

/** @throws AppError `sold_out` or `refused` for what is not placed */
function toPlaced(answer: OrderOutcome): PlacedOrder {
  const { outcome, orderId } = answer;
  if ((outcome === "placed" || outcome === "replayed") && orderId)
    return { orderId, totalFen: answer.totalFen, replayed: outcome === "replayed" };
  const detail = { orderId, packageVersionId: answer.packageVersionId, left: answer.left };
  if (outcome === "sold_out") throw new AppError("sold_out", detail);
  throw new AppError("refused", {
    kind: outcome === "placed" || outcome === "replayed" ? "unknown_home" : outcome,
    ...detail,
  });
}

/** Places one order as part of a larger act, in its transaction and past the lanes. @throws AppError as `placeOrder` */
export async function placeOrderIn(tx: ActTx, input: PlaceOrderInput, list?: "import"): Promise<PlacedOrder> {
  const r = toRequest(tx.actor, input, list);
  const column = (values: readonly (string | number)[], type: string) =>
    sql`ARRAY[${sql.join(
      values.map((v) => sql`${v}`),
      sql`, `,
    )}]::${sql.raw(type)}[]`;
  const [row] = await tx.execute<{
    outcome: OrderOutcome["outcome"];
    order_id: OrderId | null;
    package_version_id: OrderOutcome["packageVersionId"];
    left_over: number | null;
    total_fen: string;
  }>(sql`SELECT outcome, order_id, package_version_id, left_over, total_fen FROM place_orders(${r.cycleId}, ARRAY[${r.id}]::uuid[], ARRAY[${r.key}]::text[],
    ARRAY[${r.householdId}]::uuid[], ARRAY[${r.userId}]::uuid[], ARRAY[${r.role}]::text[], ARRAY[${r.channel}]::text[], ARRAY[${r.note}]::text[], ARRAY[${r.pickupCode}]::text[],
    ${column(
      r.lines.map(() => 1),
      "int",
    )}, ${column(
      r.lines.map((l) => l.packageVersionId),
      "uuid",
    )},
    ${column(
      r.lines.map((l) => l.wanted),
      "int",
    )}, ${column(
      r.lines.map((l) => l.acceptUpTo),
      "int",
    )})`);
  if (!row) throw new Error("an order without an answer");
  const placed = toPlaced({
    outcome: row.outcome,
    orderId: row.order_id,
    packageVersionId: row.package_version_id,
    left: row.left_over,
    totalFen: Number(row.total_fen),
  });
  tx.tell([`home:${input.householdId}`, `cycle:${input.cycleId}`]);
  return placed;
}

async function ownsHome(ctx: Ctx, householdId: PlaceOrderInput["householdId"]): Promise<boolean> {
  const rows = await look(ctx, (tx) =>
    tx.select({ id: households.id }).from(households).where(eq(households.id, householdId)),
  );
  return rows.length > 0;
}
