import { and, asc, eq } from "drizzle-orm";
import { bags, type handovers } from "#db/schema/index.ts";
import type { ActTx } from "../../act.ts";
import { SYSTEM } from "../../ctx.ts";
import { moveBags } from "../../move-bags.ts";

type Settled = Pick<typeof handovers.$inferSelect, "stopId" | "gridId" | "state" | "lost" | "backOnBoard"> & {
  readonly agreed: number;
};

/**
 * Passes custody at the gate as a settled handover says: agreed bags to the grid worker, lost ones to nobody, those that
 * ride back to the driver. Which bag of a grid is missing is not known from a count: the last numbers count as missing
 * until one is found. Their orders follow. Run with the system's eyes.
 */
export async function takeOverBags(tx: ActTx, handover: Settled): Promise<void> {
  const pile = await tx
    .select()
    .from(bags)
    .where(and(eq(bags.stopId, handover.stopId), eq(bags.gridId, handover.gridId), eq(bags.state, "in_transit")))
    .orderBy(asc(bags.number));
  const taken = pile.slice(0, handover.agreed);
  const lost = pile.slice(handover.agreed, handover.agreed + handover.lost);
  const back = pile.slice(handover.agreed + handover.lost);
  const settled = { handover: handover.state };
  await moveBags(tx, lost, "lose", { reason: "missing" }, { place: "unknown", proof: { reason: "missing" } });
  await tx.as(SYSTEM, async (all) => {
    const here = await moveBags(all, [...taken, ...back], "arrive", settled, { place: "gate" });
    await moveBags(all, here.slice(0, taken.length), "take_over", {}, { place: "grid" });
    await moveBags(
      all,
      here.slice(taken.length),
      "return",
      { reason: "refused" },
      { place: "bus", proof: { reason: "refused" } },
    );
  });
}
