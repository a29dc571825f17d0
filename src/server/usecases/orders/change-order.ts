import { eq, sql } from "drizzle-orm";
import type { ChangeOrderInput } from "#contract/orders.ts";
import { lockCard } from "#db/queries/lock-card.ts";
import { type householdOrders, households, orderLines, orderRevisions } from "#db/schema/index.ts";
import type { PackageVersionId } from "#domain/kernel/ids.ts";
import { type Fen, fen } from "#domain/kernel/money.ts";
import { judgeOrder, type Offered, type OrderRefusal } from "#domain/orders/judge-order.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { followMoney } from "../../follow-money.ts";
import { ORDERS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { record } from "../../record.ts";
import { getOrderInHand } from "./order-in-hand.ts";
import { reserveChange } from "./reserve-change.ts";

type Line = typeof orderLines.$inferSelect;
const stillWanted = (line: Line | undefined) => (line ? line.wanted - line.cancelledBeforeLock : 0);

/**
 * Replaces the lines of an order that may still change: by the home until the cut-off, by its grid worker in the grace.
 * Packages that were there keep the price they were ordered at; stock follows the difference, and what has become
 * doubtful is looked at again.
 * @throws AppError `not_found`, `refused`, `sold_out`, or `conflict` when the order is not the revision that was looked at
 */
export async function changeOrder(ctx: Ctx, input: ChangeOrderInput): Promise<{ revision: number; totalFen: Fen }> {
  return act(ctx, (tx) => changeOrderIn(tx, input));
}

/** The same inside a larger act. */
export async function changeOrderIn(tx: ActTx, input: ChangeOrderInput): Promise<{ revision: number; totalFen: Fen }> {
  const { order, cycle, times } = await getOrderInHand(tx, input.orderId);
  if (order.revision !== input.revision) throw new AppError("conflict", { revision: order.revision });
  const before = await tx.select().from(orderLines).where(eq(orderLines.orderId, order.id));
  const old = new Map(before.map((l) => [l.packageVersionId, l]));
  const wanted = new Map(input.lines.map((l) => [l.packageVersionId, l]));
  const named = [...new Set([...old.keys(), ...wanted.keys()])];
  const card = await lockCard(tx, order.cycleId, order.gridId, named);
  const [home] = await tx
    .select({ tags: households.tags, heads: households.heads })
    .from(households)
    .where(eq(households.id, order.householdId));
  const verdict = judgeOrder({
    role: tx.role,
    now: tx.at,
    cycle,
    home: home && { tags: home.tags, hasAnotherOrder: false, heads: home.heads ?? 1 },
    lines: input.lines,
    offers: withOwnShare(card, old),
  });
  if (!verdict.ok) throw refusalOf(verdict.error);
  const { totalFen, doubts } = verdict.value;
  const revision = order.revision + 1;
  const after = await moveOne(
    tx,
    ORDERS,
    order,
    "revise",
    { ...times, verdict },
    {
      set: {
        revision,
        totalFen,
        reviewReasons: [...doubts],
        ...(input.note === undefined ? {} : { note: input.note || null }),
      },
    },
  );
  await reserveChange(
    tx,
    order.cycleId,
    order.gridId,
    named.map((id) => ({ packageVersionId: id, delta: (wanted.get(id)?.wanted ?? 0) - stillWanted(old.get(id)) })),
  );
  await replaceLines(tx, order, before, input, card);
  await tx.insert(orderRevisions).values({
    orderId: order.id,
    revision,
    act: "changed",
    lines: [...input.lines],
    by: tx.actor.userId,
    at: tx.at,
  });
  await record(tx, {
    kind: "order.changed",
    subjectId: order.id,
    cycleId: order.cycleId,
    data: { revision, totalFen },
  });
  if (doubts.length > 0)
    await tx.as(SYSTEM, (all) => moveOne(all, ORDERS, after, "flag", { doubts }, { data: { doubts } }));
  await followMoney(tx, [order.id]);
  return { revision, totalFen };
}

/** The card as this home can have it: its own share of stock and quota counts as left, at the price it was ordered at. */
function withOwnShare(
  card: ReadonlyMap<PackageVersionId, Offered>,
  old: ReadonlyMap<PackageVersionId, Line>,
): Map<PackageVersionId, Offered> {
  return new Map(
    [...card].map(([id, offered]) => {
      const line = old.get(id);
      const own = stillWanted(line);
      const quotaLeft = offered.quotaLeft === undefined ? undefined : offered.quotaLeft + own;
      return [id, { ...offered, priceFen: line?.priceFen ?? offered.priceFen, left: offered.left + own, quotaLeft }];
    }),
  );
}

/** A package that was taken off stays as a line whose whole quantity was cancelled: nothing wanted is ever lost. */
async function replaceLines(
  tx: ActTx,
  order: typeof householdOrders.$inferSelect,
  before: readonly Line[],
  input: ChangeOrderInput,
  card: ReadonlyMap<PackageVersionId, Offered>,
): Promise<void> {
  const [any] = before;
  if (!any) throw new Error(`order ${order.id} has no lines`);
  const kept = new Set(input.lines.map((l) => l.packageVersionId));
  await tx
    .insert(orderLines)
    .values(
      input.lines.map((l) => ({
        orderId: order.id,
        cycleId: order.cycleId,
        packageVersionId: l.packageVersionId,
        householdId: order.householdId,
        gridId: order.gridId,
        communityId: order.communityId,
        buildingId: any.buildingId,
        priceFen: card.get(l.packageVersionId)?.priceFen ?? fen(0),
        wanted: l.wanted,
        acceptUpTo: l.acceptUpTo,
      })),
    )
    .onConflictDoUpdate({
      target: [orderLines.orderId, orderLines.packageVersionId],
      set: { wanted: sql`excluded.wanted`, acceptUpTo: sql`excluded.accept_up_to`, cancelledBeforeLock: 0 },
    });
  for (const line of before)
    if (!kept.has(line.packageVersionId))
      await tx.update(orderLines).set({ cancelledBeforeLock: line.wanted }).where(eq(orderLines.id, line.id));
}

/** What is sold out has a code of its own: nobody has to look at the order, only at what is left. */
function refusalOf({ kind, ...detail }: OrderRefusal): AppError {
  return kind === "sold_out" ? new AppError(kind, detail) : new AppError("refused", { kind, ...detail });
}
