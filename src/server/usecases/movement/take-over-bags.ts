import { and, asc, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { bags, type handovers } from "#db/schema/index.ts";
import type { Ctx } from "../../ctx.ts";
import { moveBags } from "../../move-bags.ts";

type Settled = Pick<typeof handovers.$inferSelect, "stopId" | "gridId" | "lost" | "backOnBoard"> & {
  readonly agreed: number;
};

/**
 * Passes custody at the gate as a settled handover says: agreed bags to the grid worker, lost ones to nobody, those that
 * ride back to the driver. Which bag of a grid is missing is not known from a count: the last numbers count as missing
 * until one is found. Their orders follow. Runs in a transaction of `SYS`.
 */
export async function takeOverBags(tx: Tx, ctx: Ctx, handover: Settled): Promise<void> {
  const pile = await tx
    .select({ id: bags.id, orderId: bags.orderId })
    .from(bags)
    .where(and(eq(bags.stopId, handover.stopId), eq(bags.gridId, handover.gridId), eq(bags.state, "in_transit")))
    .orderBy(asc(bags.number));
  const ids = pile.map((b) => b.id);
  const taken = ids.slice(0, handover.agreed);
  const lost = ids.slice(handover.agreed, handover.agreed + handover.lost);
  const back = ids.slice(handover.agreed + handover.lost);
  await moveBags(tx, ctx, taken, {
    from: "in_transit",
    act: "arrive",
    place: "gate",
    as: "SYS",
    facts: { handover_agreed: true },
  });
  await moveBags(tx, ctx, taken, { from: "at_gate", act: "take_over", place: "grid", as: "GW" });
  await moveBags(tx, ctx, lost, {
    from: "in_transit",
    act: "lose",
    place: "unknown",
    as: "DIS",
    facts: { reason_given: true },
    proof: { reason: "missing" },
  });
  await moveBags(tx, ctx, back, {
    from: "in_transit",
    act: "arrive",
    place: "gate",
    as: "SYS",
    facts: { handover_agreed: true },
  });
  await moveBags(tx, ctx, back, {
    from: "at_gate",
    act: "return",
    place: "bus",
    as: "DRV",
    facts: { reason_given: true },
    proof: { reason: "refused" },
  });
  const orders = sql`${`{${[...new Set(pile.map((b) => b.orderId))].join(",")}}`}::uuid[]`;
  await tx.execute(sql`UPDATE household_orders o SET state = 'at_gate', changed_at = now() WHERE o.id = ANY (${orders}) AND o.state = 'in_transit'
    AND EXISTS (SELECT FROM bags b WHERE b.order_id = o.id AND b.state = 'with_grid')`);
  await tx.execute(sql`UPDATE household_orders o SET state = 'failed', changed_at = now() WHERE o.id = ANY (${orders}) AND o.state = 'in_transit'
    AND NOT EXISTS (SELECT FROM bags b WHERE b.order_id = o.id AND NOT b.repacked AND b.state NOT IN ('lost', 'damaged', 'returned'))`);
}
