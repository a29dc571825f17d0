import { sql } from "drizzle-orm";
import type { CountBackInput, SkipStopInput } from "#contract/movement.ts";
import { anyId } from "#db/queries/any-of.ts";
import type { BagId } from "#domain/kernel/ids.ts";
import { BACK_TRIP_STATES } from "#domain/movement/trip.ts";
import { type ActTx, act } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { STOPS, TRIPS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { moveBags } from "../../move-bags.ts";
import { type Credit, creditOrders } from "../money/credit-orders.ts";
import { deliverBatches } from "./deliver-batches.ts";
import { getStopInHand, getTripInHand, listBagsOfStop, type Stop, type Trip, tellGridsOfTrip } from "./trip-in-hand.ts";

/** What is still on the record as riding to a stop that was passed by, with its trip; all locked. */
async function homeAgain(tx: ActTx, stopId: Stop["id"]) {
  const { tripId } = await getStopInHand(tx, stopId);
  const trip = await getTripInHand(tx, tripId);
  const stop = await getStopInHand(tx, stopId);
  return { trip, stop, aboard: await listBagsOfStop(tx, stopId, "in_transit") };
}

async function tellOf(tx: ActTx, trip: Trip): Promise<void> {
  tx.tell(["desk", ...TRIPS.topicsOf(trip)]);
  await tellGridsOfTrip(tx, trip.id);
}

/**
 * Dispatch notes what a bus has brought home of a stop that it passed by: how many bags were counted, and where they were
 * put down. What is not there counts as missing, the last numbers first; what is there waits for another bus, or is given
 * up. The same count again changes nothing.
 * @throws AppError `not_found`; `refused` while the bus is out, or with `count_explained`
 */
export async function countBack(ctx: Ctx, input: CountBackInput): Promise<{ missing: number }> {
  const { stopId, place, counted, reason } = input;
  return act(ctx, (dispatcher) =>
    dispatcher.seeingAll(async (tx) => {
      const { trip, stop, aboard } = await homeAgain(tx, stopId);
      if (stop.countedBack === counted && stop.backAt === place && aboard.length === counted) return { missing: 0 };
      const busHome = BACK_TRIP_STATES.includes(trip.state);
      const [there, gone] = [aboard.slice(0, counted), aboard.slice(counted)];
      const missing = gone.length;
      await moveOne(
        tx,
        STOPS,
        stop,
        "count_back",
        { busHome, counted, aboard: aboard.length, reason },
        {
          set: { countedBack: counted, backAt: place, missingBack: stop.missingBack + missing },
          data: { counted, missing, place, ...(reason ? { words: reason } : {}) },
        },
      );
      await moveBags(tx, there, "count_back", { busHome }, { place, proof: { counted } });
      await moveBags(
        tx,
        gone,
        "lose",
        { reason: "missing" },
        { place: "unknown", proof: { reason: "missing", counted } },
      );
      await tellOf(tx, trip);
      return { missing };
    }),
  );
}

/**
 * What came home and was counted is not brought any more: its bags are taken back, their homes are credited what they
 * cost, and their orders end, with the reason.
 * @throws AppError `not_found`; `refused` with `counted_back` while nobody has counted just these, or the domain's reason
 */
export async function giveUpStop(ctx: Ctx, input: SkipStopInput): Promise<{ bags: number; homes: number }> {
  const { stopId, reason } = input;
  return act(ctx, (dispatcher) =>
    dispatcher.seeingAll(async (tx) => {
      const { trip, stop, aboard } = await homeAgain(tx, stopId);
      const facts = { aboard: aboard.length, countedBack: stop.countedBack, reason };
      await moveOne(tx, STOPS, stop, "give_up", facts, { data: { bags: aboard.length, words: reason } });
      const told = { reason, data: { stop: stopId } };
      await moveBags(tx, aboard, "take_back", { reason }, { place: stop.backAt ?? "depot", proof: { reason }, told });
      const homes = await creditBags(
        tx,
        trip,
        aboard.map((b) => b.id),
      );
      await tx.as(SYSTEM, (all) => deliverBatches(all, stopId));
      await tellOf(tx, trip);
      return { bags: aboard.length, homes };
    }),
  );
}

/** Credits the price of bags, less what was credited for an exchanged item in them. @returns how many homes */
async function creditBags(tx: ActTx, trip: Trip, bagIds: readonly BagId[]): Promise<number> {
  const rows = await tx.execute<Credit>(sql`
    SELECT o.id AS order_id, o.household_id, o.grid_id, sum(l.price_fen - coalesce(x.fen, 0)) AS amount
    FROM bags b JOIN order_lines l ON l.id = b.order_line_id JOIN household_orders o ON o.id = b.order_id
      LEFT JOIN (SELECT bag_id, sum(refund_fen) AS fen FROM bag_substitutions GROUP BY 1) x ON x.bag_id = b.id
    WHERE b.id = ${anyId(bagIds)} GROUP BY o.id ORDER BY o.id`);
  return (await creditOrders(tx, trip.cycleId, rows)).homes;
}
