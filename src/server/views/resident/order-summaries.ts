import { desc, eq, inArray, type SQL } from "drizzle-orm";
import type { OrderLineView, OrderProgress, OrderSummaryView, ShortView } from "#contract/resident.ts";
import type { Tx } from "#db/client.ts";
import { listLinesOfOrders } from "#db/queries/lines-of-orders.ts";
import { getMoney, readOrderMoney } from "#db/queries/order-money.ts";
import { readVisitCodes } from "#db/queries/visit-codes.ts";
import { bags, buildings, communities, cycles, householdOrders, households, stops } from "#db/schema/index.ts";
import type { OrderId } from "#domain/kernel/ids.ts";
import { atServiceDay, type Instant, plusSeconds } from "#domain/kernel/time.ts";
import { type ExpectedStop, LATE_FROM_MS } from "#domain/movement/expected-times.ts";
import type { OrderState } from "#domain/orders/household-order.ts";
import { SHORT_REASONS } from "#domain/orders/reasons.ts";
import { aggregatorOf } from "#domain/places/aggregator.ts";
import { ALLOCATION_POLICIES } from "#domain/supply/allocation.ts";
import { readExpected } from "../driver/read-expected.ts";

/** The station that each state lights, of order, tally, pack, bus, gate, home; 6 is arrived. */
const STATION: Readonly<Record<OrderState, number>> = {
  draft: 0,
  submitted: 0,
  needs_review: 0,
  confirmed: 0,
  locked: 1,
  allocated: 2,
  packed: 2,
  in_transit: 3,
  at_gate: 4,
  held: 4,
  partly_delivered: 5,
  delivered: 6,
  closed: 6,
  shorted_out: 2,
  returned: 4,
  failed: 3,
  cancelled: 0,
};
const ENDED: Partial<Record<OrderState, OrderProgress["ended"]>> = {
  cancelled: "cancelled",
  shorted_out: "shorted_out",
  failed: "failed",
  returned: "returned",
};

/** Doors are walked until 14:00; a late bus is given three hours. */
const DOORS_UNTIL_SECONDS = 14 * 3600;
const DOORS_TAKE_SECONDS = 3 * 3600;

/** Orders as the resident sees them, newest first. @param now for what is expected @param skip how many newer ones are left out */
export async function orderSummaries(
  tx: Tx,
  where: SQL | undefined,
  limit: number,
  now: Instant,
  skip = 0,
): Promise<OrderSummaryView[]> {
  const rows = await tx
    .select({
      o: householdOrders,
      day: cycles.deliveryDay,
      unit: households.unit,
      room: households.room,
      building: buildings.name,
      kind: communities.kind,
      aggregator: communities.aggregator,
    })
    .from(householdOrders)
    .innerJoin(cycles, eq(cycles.id, householdOrders.cycleId))
    .innerJoin(households, eq(households.id, householdOrders.householdId))
    .innerJoin(buildings, eq(buildings.id, households.buildingId))
    .innerJoin(communities, eq(communities.id, householdOrders.communityId))
    .where(where)
    .orderBy(desc(householdOrders.placedAt), desc(householdOrders.id))
    .limit(limit)
    .offset(skip);
  if (rows.length === 0) return [];
  const ids = rows.map((r) => r.o.id);
  const lines = await linesOf(tx, ids);
  const gates = await gateTimesOf(tx, ids, now);
  const money = await readOrderMoney(tx, ids);
  const codes = await readVisitCodes(tx, ids);
  return rows.map(({ o, day, unit, room, building, ...place }) => {
    const own = lines.get(o.id) ?? [];
    const gate = gates.get(o.id);
    const hours = hoursOf(gate, STATION[o.state], atServiceDay(day, DOORS_UNTIL_SECONDS), now);
    return {
      orderId: o.id,
      cycleId: o.cycleId,
      number: o.number,
      householdId: o.householdId,
      door: { building, unit, room },
      aggregator: aggregatorOf(place),
      state: o.state,
      progress: { station: STATION[o.state], ended: ENDED[o.state] ?? null },
      deliveryDayMs: atServiceDay(day, 0),
      placedMs: o.placedAt,
      lines: own,
      shortBags: own.reduce((n, l) => n + (l.got === null ? 0 : Math.max(0, l.wanted - l.got)), 0),
      totalFen: o.totalFen,
      money: getMoney(money, o.id),
      pickupCode: codes.get(o.id) ?? o.pickupCode,
      holdUntilMs: o.state === "held" ? o.holdUntil : null,
      ...hours,
    };
  });
}

type Hours = Pick<OrderSummaryView, "gateMs" | "doorFromMs" | "doorToMs" | "delay">;

/** When the bus is at the gate and the doors are walked; once that time is over, no hour is promised any more. */
function hoursOf(bus: ExpectedStop | undefined, station: number, doorsUntil: Instant, now: Instant): Hours {
  if (!bus) return { gateMs: null, doorFromMs: null, doorToMs: null, delay: null };
  const onBus = station === STATION.in_transit;
  if (onBus && bus.stands) return { gateMs: null, doorFromMs: null, doorToMs: null, delay: "bus_stands" };
  const overdue = onBus && bus.overdueSeconds * 1000 >= LATE_FROM_MS;
  const gateMs = bus.arriveAt;
  const doorToMs = Math.max(doorsUntil, plusSeconds(overdue ? now : gateMs, DOORS_TAKE_SECONDS));
  if (station < STATION.delivered && doorToMs < now)
    return { gateMs, doorFromMs: null, doorToMs: null, delay: "doors_passed" };
  return { gateMs, doorFromMs: gateMs, doorToMs, delay: overdue ? "bus_overdue" : null };
}

async function linesOf(tx: Tx, ids: readonly OrderId[]): Promise<Map<OrderId, OrderLineView[]>> {
  const rows = await listLinesOfOrders(tx, ids);
  const byOrder = new Map<OrderId, OrderLineView[]>();
  for (const { l, letter, name } of rows) {
    // A package that was taken off the order again is history, not content.
    const wanted = l.wanted - l.cancelledBeforeLock;
    if (wanted === 0 && l.extraAlloc === 0) continue;
    const got = l.packed ?? l.allocated;
    const missing = got === null ? 0 : Math.max(0, wanted - got);
    const line: OrderLineView = {
      packageVersionId: l.packageVersionId,
      letter,
      name,
      priceFen: l.priceFen,
      wanted,
      acceptUpTo: l.acceptUpTo,
      got,
      short: missing > 0 ? toShort(l.shortReason, missing * l.priceFen) : null,
    };
    byOrder.set(l.orderId, [...(byOrder.get(l.orderId) ?? []), line]);
  }
  return byOrder;
}

/** Reads a stored reason; what is not there stays unsaid instead of invented. */
function toShort(stored: unknown, refundFen: number): ShortView {
  const said = (typeof stored === "object" && stored !== null ? stored : {}) as Record<string, unknown>;
  const figures = (typeof said.figures === "object" && said.figures !== null ? said.figures : {}) as Record<
    string,
    unknown
  >;
  const number = (v: unknown) => (typeof v === "number" ? v : null);
  const code = said.short ?? said.reason ?? said.code;
  return {
    reason: SHORT_REASONS.find((r) => r === code) ?? null,
    rule: ALLOCATION_POLICIES.find((p) => p === said.rule) ?? null,
    cityWanted: number(figures.totalWanted),
    citySupply: number(figures.totalSupply),
    refundFen,
  };
}

/** When the bus that carries an order's bags was, or is now expected, at the gate. */
async function gateTimesOf(tx: Tx, ids: readonly OrderId[], now: Instant) {
  const rows = await tx
    .selectDistinct({ id: bags.orderId, tripId: stops.tripId, stopId: stops.id })
    .from(bags)
    .innerJoin(stops, eq(stops.id, bags.stopId))
    .where(inArray(bags.orderId, [...ids]));
  const expected = await readExpected(
    tx,
    rows.map((r) => r.tripId),
    now,
  );
  return new Map(rows.map((r) => [r.id, expected.stop(r.stopId)]));
}
