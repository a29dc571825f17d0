import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { CountAnswer, CountHandoverInput } from "#contract/grid.ts";
import type { Tx } from "#db/client.ts";
import { handovers, photos, stops } from "#db/schema/index.ts";
import { decide } from "#domain/kernel/machine.ts";
import { decideCount, HANDOVER_FLOW } from "#domain/movement/handover.ts";
import { deliveryMode } from "#domain/zones/zone.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { record } from "../../record.ts";
import { gridsOfTrip } from "../movement/grids-of-trip.ts";
import { settleStop } from "../movement/settle-stop.ts";
import { takeOverBags } from "../movement/take-over-bags.ts";
import { zoneOfHome } from "../resident/place-facts.ts";

/**
 * The grid worker's own count at the gate. Equal to the driver's: custody passes at once. Different: disputed, and
 * either a recount or a ruling settles it; nothing moves before. The zone in force at this moment is written down with
 * it. A repeated count of a disputed handover is the recount.
 * @throws AppError `not_found` for another grid's, `refused` when it is settled already
 */
export async function countHandover(ctx: Ctx, input: CountHandoverInput): Promise<CountAnswer> {
  const seen = await inScope(ctx, (tx) =>
    tx.select({ id: handovers.id }).from(handovers).where(eq(handovers.id, input.handoverId)),
  );
  if (seen.length === 0) throw new AppError("not_found");
  const now = ctx.clock.now();
  // From here on as the system: bags, orders, stop and batches follow, and those are not all the grid's own.
  const answer = await inScope({ ...ctx, actor: systemActor }, async (tx) => {
    const [row] = await tx
      .select({ handover: handovers, communityId: stops.communityId, tripId: stops.tripId })
      .from(handovers)
      .innerJoin(stops, eq(stops.id, handovers.stopId))
      .where(eq(handovers.id, input.handoverId))
      .for("update", { of: handovers });
    if (!row) throw new AppError("not_found");
    const { handover } = row;
    const { role, userId } = ctx.actor;
    const { counted } = input;
    const { act } = decideCount({ bags: handover.offered }, { bags: counted });
    const facts = { is_receiver: true, counts_equal: act === "agree", counts_differ: act === "dispute" };
    const again = handover.state === "disputed";
    const state = again
      ? act === "agree"
        ? unwrap(decide(HANDOVER_FLOW, handover.state, "recount", role, facts))
        : handover.state
      : unwrap(
          decide(HANDOVER_FLOW, unwrap(decide(HANDOVER_FLOW, handover.state, "count", role, facts)), act, role, facts),
        );
    const zone = await zoneOfHome(tx, { gridId: handover.gridId, communityId: row.communityId }, now);
    const taken = { zoneLevel: zone?.level ?? null, mode: deliveryMode(zone?.level) };
    const kept = input.photo ? await keepPhoto(tx, ctx, handover, input.photo) : handover.photo;
    const settled = state === "agreed" ? { agreed: counted, settledAt: now } : {};
    await tx
      .update(handovers)
      .set({ state, counted, receiver: userId, photo: kept, ...taken, ...settled })
      .where(eq(handovers.id, handover.id));
    await record(tx, ctx, {
      kind: again ? "handover.recounted" : "handover.counted",
      subjectId: handover.id,
      data: { offered: handover.offered, counted, state, ...taken },
    });
    if (state === "agreed") {
      await takeOverBags(tx, ctx, { ...handover, agreed: counted });
      await settleStop(tx, ctx, handover.stopId);
    }
    return {
      state,
      offered: handover.offered,
      counted,
      community: row.communityId,
      tripId: row.tripId,
    };
  });
  // The grids at the next gates are not his to see: the system tells them that their bus moves on.
  const ahead = await inScope({ ...ctx, actor: systemActor }, (tx) => gridsOfTrip(tx, answer.tripId));
  await ctx.live.announce(`community:${answer.community}`, `trip:${answer.tripId}`, "dispatch", ...ahead);
  return { state: answer.state, offered: answer.offered, counted: answer.counted };
}

async function keepPhoto(
  tx: Tx,
  ctx: Ctx,
  handover: typeof handovers.$inferSelect,
  photo: NonNullable<CountHandoverInput["photo"]>,
): Promise<string> {
  const id = randomUUID();
  await tx.insert(photos).values({
    id,
    subject: "handover",
    subjectId: handover.id,
    gridId: handover.gridId,
    mediaType: photo.mediaType,
    bytes: Buffer.from(photo.base64, "base64"),
    at: ctx.clock.now(),
  });
  return id;
}
