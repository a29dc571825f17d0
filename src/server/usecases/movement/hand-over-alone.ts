import { and, eq, sql } from "drizzle-orm";
import type {
  CodeAnswer,
  HandOnPaperInput,
  HandOverByCodeInput,
  SetDownInput,
  TypeInPaperInput,
} from "#contract/movement.ts";
import { communities, handovers, trips } from "#db/schema/index.ts";
import { type Instant, instant } from "#domain/kernel/time.ts";
import { HANDOVER, LEAST_WAIT_MINUTES, MOST_CODE_TRIES, type WayOut } from "#domain/movement/handover.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { HANDOVERS, STOPS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { cleanPhoto } from "../../photo/clean-photo.ts";
import { keepPhoto } from "../../photo/keep-photo.ts";
import { record } from "../../record.ts";
import { takeOverBags } from "../bags/take-over-bags.ts";
import { pileOf } from "./count-handover.ts";
import { refuseIfStanding, startUnloading } from "./drive-trip.ts";
import { settleStop } from "./settle-stop.ts";
import { getStopInHand, type Stop, tellGridsOfTrip } from "./trip-in-hand.ts";

// Nobody stands at the gate to count, or his phone is dead: how the driver hands over all the same.

type Handover = typeof handovers.$inferSelect;
type PileInput = HandOnPaperInput & { readonly hereSince?: Instant | undefined };

/**
 * The grid worker reads six digits out by phone: his word that the bags are his from now on. The code was checked on the
 * driver's phone already, where that had no network; it is checked again here, and a wrong one is counted.
 * @throws AppError `not_found`; `refused` before the wait is over, or after too many wrong codes
 */
export async function handOverByCode(ctx: Ctx, input: HandOverByCodeInput): Promise<CodeAnswer> {
  return atPile(ctx, input, async (tx, stop, handover) => {
    const { code, typedAt } = input;
    const rightCode = await readCode(tx, handover);
    const triesLeft = MOST_CODE_TRIES - handover.codeTries;
    // The same code sent twice is answered as it was the first time.
    if (handover.way === "code" && code === rightCode) return { right: true, triesLeft };
    const facts = { ...waitedAt(tx, stop, "code"), wrongTries: handover.codeTries, code, rightCode };
    if (
      handover.state === "offered" &&
      HANDOVER.guards.tries_left(facts) &&
      !HANDOVER.guards.handover_code_right(facts)
    ) {
      await tx
        .update(handovers)
        .set({ codeTries: handover.codeTries + 1 })
        .where(eq(handovers.id, handover.id));
      await record(tx, { kind: "handover.wrong_code", subjectId: handover.id, data: { triesLeft: triesLeft - 1 } });
      return { right: false, triesLeft: triesLeft - 1 };
    }
    const set = { way: "code", agreed: handover.offered, settledAt: tx.at } as const;
    const data = { offered: handover.offered, typedAt };
    await passOn(tx, stop, await moveOne(tx, HANDOVERS, handover, "hand_by_code", facts, { set, data }));
    return { right: true, triesLeft };
  });
}

/**
 * Somebody at the gate signs on paper; the bus goes on, and the two names are typed in later.
 * @throws AppError `not_found`; `refused` before the wait is over
 */
export async function handOnPaper(ctx: Ctx, input: HandOnPaperInput): Promise<void> {
  await atPile(ctx, input, async (tx, stop, handover) => {
    const set = { way: "paper", agreed: handover.offered, settledAt: tx.at } as const;
    const facts = waitedAt(tx, stop, "paper");
    await passOn(tx, stop, await moveOne(tx, HANDOVERS, handover, "hand_on_paper", facts, { set }));
  });
}

/** The two names from the paper. @throws AppError `not_found`, `refused` when they are there already */
export async function typeInPaper(ctx: Ctx, input: TypeInPaperInput): Promise<void> {
  const { giverName, receiverName } = input;
  await act(ctx, async (tx) => {
    const [handover] = await tx.select().from(handovers).where(eq(handovers.id, input.handoverId)).for("update");
    if (!handover) throw new AppError("not_found");
    const names = { giverName, receiverName };
    await moveOne(tx, HANDOVERS, handover, "type_in", names, { set: names });
  });
}

/**
 * Where a place has a marked zone, bags are set down in it, with a photo; they wait there until the grid worker counts.
 * @throws AppError `not_found`; `refused` before the wait is over, or where the place has no such zone
 */
export async function setDown(ctx: Ctx, input: SetDownInput): Promise<void> {
  const picture = await cleanPhoto(input.photo);
  await atPile(ctx, input, async (tx, stop, handover) => {
    const [place] = await tx
      .select({ setDownZone: communities.setDownZone })
      .from(communities)
      .where(eq(communities.id, stop.communityId));
    const photo = await keepPhoto(tx, pileOf(handover), picture);
    const facts = { ...waitedAt(tx, stop, "set_down"), setDownZone: place?.setDownZone ?? null, photo };
    const set = { way: "set_down", agreed: handover.offered, photo, settledAt: tx.at } as const;
    await passOn(tx, stop, await moveOne(tx, HANDOVERS, handover, "set_down", facts, { set }));
  });
}

/** Runs with the driver's stop brought as far as unloading, and the pile of one grid, both locked. */
function atPile<T>(
  ctx: Ctx,
  input: PileInput,
  work: (tx: ActTx, stop: Stop, handover: Handover) => Promise<T>,
): Promise<T> {
  return act(ctx, async (driver) => {
    // With the driver's own eyes first: another's stop is not there.
    await getStopInHand(driver, input.stopId);
    return driver.seeingAll(async (tx) => {
      const stop = await bringToUnloading(tx, await getStopInHand(tx, input.stopId), input.hereSince);
      const [handover] = await tx
        .select()
        .from(handovers)
        .where(and(eq(handovers.stopId, stop.id), eq(handovers.gridId, input.gridId)))
        .for("update");
      if (!handover) throw new AppError("not_found");
      return work(tx, stop, handover);
    });
  });
}

/** A phone without a network could press neither "arrived" nor "unload": both are made up for, at the hour it noted. */
async function bringToUnloading(tx: ActTx, stop: Stop, hereSince: Instant | undefined): Promise<Stop> {
  if (stop.state === "approaching" && hereSince !== undefined) {
    await refuseIfStanding(tx, stop, "arrive");
    const [trip] = await tx.select({ departedAt: trips.departedAt }).from(trips).where(eq(trips.id, stop.tripId));
    // A phone's clock is a claim: the bus was there neither before it left the dock nor in the future.
    const arrivedAt = instant(Math.min(tx.at, Math.max(hereSince, trip?.departedAt ?? tx.at)));
    return startUnloading(tx, await moveOne(tx, STOPS, stop, "arrive", {}, { set: { arrivedAt } }));
  }
  if (stop.state !== "arrived" && stop.state !== "waiting") return stop;
  await refuseIfStanding(tx, stop, "unload");
  return startUnloading(tx, stop);
}

const waitedAt = (tx: ActTx, stop: Stop, way: WayOut) => ({
  waitedMinutes: stop.arrivedAt === null ? 0 : Math.floor((tx.at - stop.arrivedAt) / 60_000),
  leastMinutes: LEAST_WAIT_MINUTES[way],
});

async function readCode(tx: ActTx, { stopId, gridId }: Handover): Promise<string> {
  const [row] = await tx.as(SYSTEM, (all) =>
    all.execute<{ code: string }>(sql`SELECT handover_code(${stopId}, ${gridId}) AS code`),
  );
  if (!row) throw new Error("a function answers with a row");
  return row.code;
}

/** Custody leaves the bus for the whole pile, and the stop is done once nothing is open there. */
async function passOn(tx: ActTx, stop: Stop, handover: Handover): Promise<void> {
  await takeOverBags(tx, { ...handover, agreed: handover.offered });
  await settleStop(tx, stop.id);
  tx.tell([`trip:${stop.tripId}`, `community:${stop.communityId}`]);
  await tellGridsOfTrip(tx, stop.tripId);
}
