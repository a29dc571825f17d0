import { eq } from "drizzle-orm";
import type { SayFoundInput } from "#contract/movement.ts";
import { bags, stops, trips } from "#db/schema/index.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { moveBags } from "../../move-bags.ts";

/**
 * The driver of its trip, or dispatch, has found a bag that was counted as missing at the gate. It is in sight from now
 * on, and the grid worker takes it over like any other; until then its home's order stays as it is.
 * @throws AppError `not_found`, also for another driver's bag; `refused` with the domain's reason when it is not lost
 */
export async function sayFound(ctx: Ctx, input: SayFoundInput): Promise<void> {
  await act(ctx, (finder) =>
    finder.seeingAll(async (tx) => {
      const [row] = await tx
        .select({ bag: bags, driverId: trips.driverId })
        .from(bags)
        .innerJoin(stops, eq(stops.id, bags.stopId))
        .innerJoin(trips, eq(trips.id, stops.tripId))
        .where(eq(bags.id, input.bagId))
        .for("update", { of: bags });
      if (!row || (tx.role === "DRV" && row.driverId !== tx.actor.userId)) throw new AppError("not_found");
      await moveBags(tx, [row.bag], "find", {}, { place: "bus" });
      tx.tell(["desk", "dispatch"]);
    }),
  );
}
