import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { listAtWork, seatKey } from "#db/queries/at-work.ts";
import { listCashInBox } from "#db/queries/cash-in-box.ts";
import type { LeftOpen } from "#db/queries/left-open.ts";
import { assignments, trips, vehicles } from "#db/schema/index.ts";
import type { AssignmentId, TripId, UserId, VehicleId } from "#domain/kernel/ids.ts";
import { handOverBox } from "#domain/ledger/ledger.ts";
import type { LeftKind } from "#domain/oversight/leaving.ts";
import type { ActTx } from "../../act.ts";
import { TRIPS } from "../../lives.ts";
import { post } from "../../post.ts";
import { record } from "../../record.ts";

type HandOver = (tx: ActTx, from: UserId, left: LeftOpen, to: UserId | null) => Promise<void>;

/** How each kind of thing that somebody leaves goes to who takes it over, or to nobody yet. */
const WAYS: Readonly<Record<LeftKind, HandOver>> = {
  post: async (tx, _from, { seat, key }, to) => {
    if (!to || !seat) return;
    if ((await listAtWork(tx)).some((s) => s.userId === to && seatKey(s) === key)) return;
    const id = randomUUID() as AssignmentId;
    await tx.insert(assignments).values({ id, userId: to, ...seat, from: tx.at });
    await record(tx, { kind: "role.given", subjectId: id, data: { to, ...seat, grid: seat.gridId } });
  },
  // What nobody takes stays in his box, and on his page.
  cash: async (tx, from, { id }, to) => {
    if (!to) return;
    await tx.seeingAll(async (all) => {
      const box = (await listCashInBox(all, from)).filter((c) => c.gridId === id);
      await post(
        all,
        box.map(({ amountFen, cycleId, orderId, householdId, gridId }) => ({
          posting: handOverBox(from, to, amountFen),
          cycleId,
          orderId,
          householdId,
          gridId,
        })),
      );
    });
    await record(tx, { kind: "cash_box.handed_over", subjectId: from, data: { to, gridId: id } });
    tx.tell(`grid:${id as never}`);
  },
  trip: (tx, from, { id, asksHealth }, to) =>
    tx.seeingAll(async (all) => {
      const tripId = id as TripId;
      const [trip] = await all
        .update(trips)
        // Who was found well before was somebody else.
        .set({ driverId: to, ...(asksHealth ? { driverClearedAt: to ? all.at : null } : {}) })
        .where(eq(trips.id, tripId))
        .returning();
      if (!trip) return;
      await record(all, { kind: "trip.driver_changed", subjectId: id, cycleId: trip.cycleId, data: { from, to } });
      all.tell(TRIPS.topicsOf(trip));
    }),
  bus: async (tx, from, { id }, to) => {
    await tx
      .update(vehicles)
      .set({ driverId: to })
      .where(eq(vehicles.id, id as VehicleId));
    await record(tx, { kind: "vehicle.driver_changed", subjectId: id, data: { from, to } });
  },
};

/** One thing that `from` had in hand is now `to`'s; null: nobody's yet. */
export const handOver: HandOver = (tx, from, left, to) => WAYS[left.kind](tx, from, left, to);
