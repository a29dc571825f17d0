import { and, eq, inArray, sql } from "drizzle-orm";
import type { CountAnswer, CountHandoverInput } from "#contract/grid.ts";
import { findZoneInForce } from "#db/queries/zone-in-force.ts";
import { bags, handovers, stops } from "#db/schema/index.ts";
import type { Count } from "#domain/movement/handover.ts";
import { HANDOVER } from "#domain/movement/handover.ts";
import { deliveryMode } from "#domain/zones/zone.ts";
import { type ActTx, act, type View } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { HANDOVERS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { contentOf, once } from "../../once.ts";
import { type CleanPhoto, cleanPhoto } from "../../photo/clean-photo.ts";
import { keepPhoto } from "../../photo/keep-photo.ts";
import { record } from "../../record.ts";
import { PILE_BAG_STATES, takeOverBags } from "../bags/take-over-bags.ts";
import { settleStop } from "./settle-stop.ts";

type Handover = typeof handovers.$inferSelect;

/**
 * The grid worker's own count at the gate, package by package, so that equal totals cannot hide a mix-up. Equal to the
 * driver's: custody passes at once. Different: disputed, and either a recount or a ruling settles it; nothing moves
 * before. The zone in force at this moment is written down with it. A repeated count of a disputed handover is the recount.
 * With an id it is counted once, however often a phone on a bad network sends it.
 * @throws AppError `not_found` for another grid's, `refused` when it is settled already
 */
export async function countHandover(ctx: Ctx, input: CountHandoverInput): Promise<CountAnswer> {
  const photo = input.photo && (await cleanPhoto(input.photo));
  return act(ctx, async (worker) => {
    const [seen] = await worker.select({ id: handovers.id }).from(handovers).where(eq(handovers.id, input.handoverId));
    if (!seen) throw new AppError("not_found");
    // Bags, orders, stop and batches follow, and those are not all the grid's own.
    const counted = () => worker.seeingAll((tx) => count(tx, input, photo));
    const { id } = input;
    return id ? once(worker, { id, kind: "count", content: contentOf(input) }, counted) : counted();
  });
}

async function count(tx: ActTx, input: CountHandoverInput, picture: CleanPhoto | undefined): Promise<CountAnswer> {
  const [row] = await tx
    .select({ handover: handovers, communityId: stops.communityId, tripId: stops.tripId })
    .from(handovers)
    .innerJoin(stops, eq(stops.id, handovers.stopId))
    .where(eq(handovers.id, input.handoverId))
    .for("update", { of: handovers });
  if (!row) throw new AppError("not_found");
  const { handover } = row;
  const offered = await readOffered(tx, handover);
  const facts = {
    offered,
    counted: input.counted,
    receiverGrids: tx.actor.grids,
    gridId: handover.gridId,
  };
  const counted = Object.values(input.counted).reduce((n, some) => n + some, 0);
  const zone = await findZoneInForce(tx, { gridId: handover.gridId, communityId: row.communityId }, tx.at);
  const taken = { zoneLevel: zone?.level ?? null, mode: deliveryMode(zone?.level) };
  const photo = picture ? await keepPhoto(tx, pileOf(handover), picture) : handover.photo;
  const set = { counted, countedOf: input.counted, receiver: tx.actor.userId, photo, ...taken };
  const data = { offered: handover.offered, counted: input.counted, ...taken };
  const equal = HANDOVER.guards.counts_equal(facts);
  const settled = { ...set, agreed: counted, way: handover.way ?? "counted", settledAt: tx.at } as const;
  const after = await (async () => {
    if (handover.state === "disputed") {
      if (equal) return moveOne(tx, HANDOVERS, handover, "recount", facts, { set: settled, data });
      // Counted again and still different: it stays disputed, with the newer count.
      await tx.update(handovers).set(set).where(eq(handovers.id, handover.id));
      await record(tx, { kind: "handover.counted_again", subjectId: handover.id, data });
      tx.tell([`grid:${handover.gridId}`, "dispatch", "desk"]);
      return handover;
    }
    const first = await moveOne(tx, HANDOVERS, handover, "count", facts, { set, data });
    if (equal) return moveOne(tx, HANDOVERS, first, "agree", facts, { set: settled });
    return moveOne(tx, HANDOVERS, first, "dispute", facts);
  })();
  if (after.state === "agreed") {
    await takeOverBags(tx, { ...after, agreed: counted });
    await settleStop(tx, handover.stopId);
  }
  tx.tell([`community:${row.communityId}`, `trip:${row.tripId}`]);
  return { state: after.state, offered: handover.offered, counted };
}

/** The driver's count, package by package: the bags on board for this grid, or set down in the marked zone. */
export async function readOffered(tx: View, handover: Pick<Handover, "stopId" | "gridId">): Promise<Count> {
  const rows = await tx
    .select({ id: bags.packageVersionId, n: sql<number>`count(*)::int` })
    .from(bags)
    .where(
      and(
        eq(bags.stopId, handover.stopId),
        eq(bags.gridId, handover.gridId),
        inArray(bags.state, [...PILE_BAG_STATES]),
      ),
    )
    .groupBy(bags.packageVersionId);
  return Object.fromEntries(rows.map((r) => [r.id, r.n]));
}

/** Of which pile a picture is. */
export const pileOf = ({ id, gridId }: Pick<Handover, "id" | "gridId">) =>
  ({ subject: "handover", subjectId: id, gridId }) as const;
