import { and, asc, eq, inArray } from "drizzle-orm";
import { bags, type handovers } from "#db/schema/index.ts";
import type { BagState } from "#domain/supply/bag.ts";
import type { ActTx } from "../../act.ts";
import { SYSTEM } from "../../ctx.ts";
import { moveBags } from "../../move-bags.ts";

type Bag = typeof bags.$inferSelect;

/** A pile that its grid worker has not taken over: on the bus, or set down in the marked zone. */
export const PILE_BAG_STATES = ["in_transit", "at_gate"] as const satisfies readonly BagState[];

type Settled = Pick<
  typeof handovers.$inferSelect,
  "stopId" | "gridId" | "state" | "way" | "photo" | "lost" | "backOnBoard"
> & {
  readonly agreed: number;
};

/**
 * Passes custody at the gate as a settled handover says: agreed bags to the grid worker, lost ones to nobody, those that
 * ride back to the driver. Which bag of a grid is missing is not known from a count: the last numbers count as missing
 * until one is found. Bags that were set down wait in the marked zone for a count. Their orders follow. Run with the
 * system's eyes.
 */
export async function takeOverBags(tx: ActTx, handover: Settled): Promise<void> {
  const pile = await tx
    .select()
    .from(bags)
    .where(
      and(
        eq(bags.stopId, handover.stopId),
        eq(bags.gridId, handover.gridId),
        inArray(bags.state, [...PILE_BAG_STATES]),
      ),
    )
    .orderBy(asc(bags.number));
  const taken = pile.slice(0, handover.agreed);
  const lost = pile.slice(handover.agreed, handover.agreed + handover.lost);
  const back = pile.slice(handover.agreed + handover.lost);
  const settled = { handover: handover.state };
  const { way, photo } = handover;
  const proof = way && way !== "counted" ? { way, photo } : undefined;
  await moveBags(tx, lost, "lose", { reason: "missing" }, { place: "unknown", proof: { reason: "missing" } });
  await tx.as(SYSTEM, async (all) => {
    const bringHere = async (some: readonly Bag[]) => [
      ...some.filter((b) => b.state === "at_gate"),
      ...(await moveBags(
        all,
        some.filter((b) => b.state !== "at_gate"),
        "arrive",
        settled,
        { place: "gate", proof },
      )),
    ];
    const there = await bringHere(taken);
    if (handover.state !== "set_down") await moveBags(all, there, "take_over", {}, { place: "grid" });
    await moveBags(
      all,
      await bringHere(back),
      "return",
      { reason: "refused" },
      { place: "bus", proof: { reason: "refused" } },
    );
  });
}
