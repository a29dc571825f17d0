import { and, eq, type SQL, sql } from "drizzle-orm";
import type { TypeInPaperInput } from "#contract/movement.ts";
import { communities, handovers } from "#db/schema/index.ts";
import type { GridId, StopId } from "#domain/kernel/ids.ts";
import { statesBefore } from "#domain/kernel/machine.ts";
import { HANDOVER, LEAST_WAIT_MINUTES, MOST_CODE_TRIES, type WayOut } from "#domain/movement/handover.ts";
import { STOP } from "#domain/movement/stop.ts";
import { noSoonerThan } from "#domain/offline/claimed-at.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { HANDOVERS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import type { CleanPhoto } from "../../photo/clean-photo.ts";
import { keepPhoto } from "../../photo/keep-photo.ts";
import { record } from "../../record.ts";
import { takeOverBags } from "../bags/take-over-bags.ts";
import { pileOf } from "./count-handover.ts";
import { refuseIfStanding, startUnloading } from "./drive-trip.ts";
import type { Said } from "./said.ts";
import { settleStop } from "./settle-stop.ts";
import { getStopInHand, type Stop, tellGridsOfTrip } from "./trip-in-hand.ts";

// Nobody stands at the gate to count, or his phone is dead: how the driver hands over all the same.

type Handover = typeof handovers.$inferSelect;
type PileRef = { readonly stopId: StopId; readonly gridId: GridId };

/**
 * The grid worker reads six digits out by phone: his word that the bags are his from now on. The code was checked on the
 * driver's phone already, where that had no network; it is checked again here.
 * @returns how many tries are left when it was wrong: that moves nothing and is counted
 * @throws AppError `not_found`; `refused` before the wait is over, or after too many wrong codes
 */
export async function handOverByCode(
  tx: ActTx,
  pile: PileRef & { readonly code: string },
  said: Said,
): Promise<{ readonly triesLeft: number } | undefined> {
  return atPile(tx, pile, said, async (all, stop, handover) => {
    const rightCode = await readCode(all, handover);
    const { code } = pile;
    // The same code typed in twice is answered as it was the first time.
    if (handover.way === "code" && code === rightCode) return undefined;
    const facts = { ...waitedAt(all, stop, "code", said), wrongTries: handover.codeTries, code, rightCode };
    const { tries_left: hasTries, handover_code_right: isRight } = HANDOVER.guards;
    if (handover.state === "offered" && hasTries(facts) && !isRight(facts)) {
      const codeTries = handover.codeTries + 1;
      const triesLeft = MOST_CODE_TRIES - codeTries;
      await all.update(handovers).set({ codeTries }).where(eq(handovers.id, handover.id));
      await record(all, { kind: "handover.wrong_code", subjectId: handover.id, data: { triesLeft } });
      return { triesLeft };
    }
    const set = { way: "code", agreed: handover.offered, settledAt: all.at } as const;
    const data = { offered: handover.offered, deviceAt: said.deviceAt };
    await passOn(all, stop, await moveOne(all, HANDOVERS, handover, "hand_by_code", facts, { set, data }), said);
    return undefined;
  });
}

/**
 * Somebody at the gate signs on paper; the bus goes on, and the two names are typed in later.
 * @throws AppError `not_found`; `refused` before the wait is over
 */
export async function handOnPaper(tx: ActTx, pile: PileRef, said: Said): Promise<void> {
  await atPile(tx, pile, said, async (all, stop, handover) => {
    const set = { way: "paper", agreed: handover.offered, settledAt: all.at } as const;
    const [facts, data] = [waitedAt(all, stop, "paper", said), { deviceAt: said.deviceAt }];
    await passOn(all, stop, await moveOne(all, HANDOVERS, handover, "hand_on_paper", facts, { set, data }), said);
  });
}

/** The two names from the paper. @throws AppError `not_found`, `refused` when they are there already */
export async function typeInPaper(ctx: Ctx, { handoverId, ...names }: TypeInPaperInput): Promise<void> {
  await act(ctx, (tx) => typeInNames(tx, eq(handovers.id, handoverId), names));
}

/** The same by the driver, who knows his pile and perhaps not yet what the server calls its handover. */
export async function typeInNamesOfPile(tx: ActTx, { stopId, gridId }: PileRef, names: PaperNames): Promise<void> {
  await typeInNames(tx, and(eq(handovers.stopId, stopId), eq(handovers.gridId, gridId)), names);
}

type PaperNames = { readonly giverName: string; readonly receiverName: string };
async function typeInNames(tx: ActTx, which: SQL | undefined, { giverName, receiverName }: PaperNames): Promise<void> {
  const [handover] = await tx.select().from(handovers).where(which).for("update");
  if (!handover) throw new AppError("not_found");
  const names = { giverName, receiverName };
  await moveOne(tx, HANDOVERS, handover, "type_in", names, { set: names });
}

/**
 * Where a place has a marked zone, bags are set down in it, with a photo; they wait there until the grid worker counts.
 * @throws AppError `not_found`; `refused` before the wait is over, or where the place has no such zone
 */
export async function setDown(tx: ActTx, pile: PileRef, picture: CleanPhoto, said: Said): Promise<void> {
  await atPile(tx, pile, said, async (all, stop, handover) => {
    const [place] = await all
      .select({ setDownZone: communities.setDownZone })
      .from(communities)
      .where(eq(communities.id, stop.communityId));
    const photo = await keepPhoto(all, pileOf(handover), picture);
    const facts = { ...waitedAt(all, stop, "set_down", said), setDownZone: place?.setDownZone ?? null, photo };
    const set = { way: "set_down", agreed: handover.offered, photo, settledAt: all.at } as const;
    const data = { deviceAt: said.deviceAt };
    await passOn(all, stop, await moveOne(all, HANDOVERS, handover, "set_down", facts, { set, data }), said);
  });
}

/** Runs with the driver's stop brought as far as unloading, and the pile of one grid, both locked. */
async function atPile<T>(
  driver: ActTx,
  { stopId, gridId }: PileRef,
  said: Said,
  work: (tx: ActTx, stop: Stop, handover: Handover) => Promise<T>,
): Promise<T> {
  // With the driver's own eyes first: another's stop is not there.
  await getStopInHand(driver, stopId);
  return driver.seeingAll(async (tx) => {
    const stop = await bringToUnloading(tx, await getStopInHand(tx, stopId), said);
    const [handover] = await tx
      .select()
      .from(handovers)
      .where(and(eq(handovers.stopId, stop.id), eq(handovers.gridId, gridId)))
      .for("update");
    // There is one for each grid as soon as the bus is unloaded, and none before.
    if (!handover && stop.state !== "unloading")
      throw new AppError("refused", { kind: "not_from_here", from: stop.state });
    if (!handover) throw new AppError("not_found");
    return work(tx, stop, handover);
  });
}

/** Whoever hands over has unloaded. */
async function bringToUnloading(tx: ActTx, stop: Stop, said: Said): Promise<Stop> {
  if (!statesBefore(STOP, "start_unloading").includes(stop.state)) return stop;
  await refuseIfStanding(tx, stop, "unload");
  return startUnloading(tx, stop, said);
}

/** How long the bus had stood there when it was done, by the same clock. */
const waitedAt = (tx: ActTx, stop: Stop, way: WayOut, said: Said) => ({
  waitedMinutes:
    stop.arrivedAt === null ? 0 : Math.floor((noSoonerThan(said.at, tx.at, stop.arrivedAt) - stop.arrivedAt) / 60_000),
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
async function passOn(tx: ActTx, stop: Stop, handover: Handover, said: Said): Promise<void> {
  await takeOverBags(tx, { ...handover, agreed: handover.offered });
  await settleStop(tx, stop.id, said);
  tx.tell([`trip:${stop.tripId}`, `community:${stop.communityId}`]);
  await tellGridsOfTrip(tx, stop.tripId);
}
