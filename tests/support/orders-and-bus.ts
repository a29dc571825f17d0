import { randomUUID } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import {
  bags,
  batches,
  handovers,
  householdOrders,
  offers,
  orderLines,
  orderRevisions,
  plans,
  stopLoads,
  stops,
  trips,
} from "../../src/db/schema/index.ts";
import type {
  BagId,
  BatchId,
  HandoverId,
  OrderId,
  OrderLineId,
  PlanId,
  StopId,
  TripId,
  UserId,
} from "../../src/domain/kernel/ids.ts";
import { type Fen, fen } from "../../src/domain/kernel/money.ts";
import { plusSeconds, toServiceDay } from "../../src/domain/kernel/time.ts";
import type { OrderState } from "../../src/domain/orders/household-order.ts";
import type { PaymentState } from "../../src/domain/orders/payment.ts";
import { act } from "../../src/server/act.ts";
import { SYSTEM } from "../../src/server/ctx.ts";
import { moveBags } from "../../src/server/move-bags.ts";
import { aStore, someBuses } from "./chain.ts";
import type { City, TestGrid, TestHome } from "./city.ts";

const uuid = <T extends string>() => randomUUID() as T;

export type TestOrder = { readonly id: OrderId; readonly home: TestHome; readonly totalFen: Fen };

/** Lays one order as if it had been placed: state before the lock, stock reserved. Names only what matters to the test. */
export async function anOrder(
  city: City,
  home: TestHome,
  wish: {
    state?: OrderState;
    payment?: PaymentState;
    lines?: Partial<Record<"A" | "B" | "H", number>>;
    reviewReasons?: string[];
    note?: string;
  } = {},
): Promise<TestOrder> {
  const id = uuid<OrderId>();
  const lines = Object.entries(wish.lines ?? { A: 1 }) as ["A" | "B" | "H", number][];
  const card = await city.owner.db.select().from(offers).where(eq(offers.cycleId, city.cycleId));
  const priceOf = (letter: "A" | "B" | "H") => card.find((o) => o.packageVersionId === city.packages[letter])!.priceFen;
  const totalFen = fen(lines.reduce((sum, [letter, n]) => sum + priceOf(letter) * n, 0));
  const now = city.clock.now();
  await city.owner.db.insert(householdOrders).values({
    id,
    cycleId: city.cycleId,
    householdId: home.id,
    gridId: home.gridId,
    communityId: home.communityId,
    state: wish.state ?? "submitted",
    payment: wish.payment ?? "due",
    channel: "app",
    idempotencyKey: `test:${id}`,
    totalFen,
    note: wish.note ?? null,
    pickupCode: "4096",
    reviewReasons: wish.reviewReasons ?? (wish.state === "needs_review" ? ["diet"] : []),
    placedAt: now,
    changedAt: now,
  });
  await city.owner.db.insert(orderLines).values(
    lines.map(([letter, wanted]) => ({
      orderId: id,
      cycleId: city.cycleId,
      packageVersionId: city.packages[letter],
      householdId: home.id,
      gridId: home.gridId,
      communityId: home.communityId,
      buildingId: home.buildingId,
      priceFen: priceOf(letter),
      wanted,
      acceptUpTo: wanted,
    })),
  );
  await city.owner.db.insert(orderRevisions).values({
    orderId: id,
    revision: 1,
    act: "placed",
    lines: lines.map(([letter, wanted]) => ({ packageVersionId: city.packages[letter], wanted, acceptUpTo: wanted })),
    at: now,
  });
  for (const [letter, n] of lines)
    await city.owner.db
      .update(offers)
      .set({ reserved: sql`reserved + ${n}` })
      .where(and(eq(offers.cycleId, city.cycleId), eq(offers.packageVersionId, city.packages[letter])));
  return { id, home, totalFen };
}

export type TestBus = {
  readonly tripId: TripId;
  readonly stopId: StopId;
  readonly handoverId: HandoverId;
  readonly driver: UserId;
  readonly bagIds: readonly BagId[];
};

/**
 * Carries orders (which `anOrder` laid) to their grid's gate as the chain would have: allocated in full, packed, loaded,
 * driven, and offered for counting. Every bag has its custody from the store on; the cycle is fulfilling.
 */
export async function aBusAtTheGate(city: City, grid: TestGrid, orders: readonly TestOrder[]): Promise<TestBus> {
  const { owner, cycleId } = city;
  const now = city.clock.now();
  const { id: storeId } = await aStore(city, {});
  const {
    depotId,
    drivers: [driver],
    vehicles: [vehicleId],
  } = await someBuses(city, 1);
  if (!driver || !vehicleId) throw new Error("a bus has an id and a driver");
  const [batchId, tripId, stopId] = [uuid<BatchId>(), uuid<TripId>(), uuid<StopId>()];
  await owner.db.insert(batches).values({
    id: batchId,
    cycleId,
    supermarketId: storeId,
    communityId: grid.communityId,
    state: "dispatched",
    stateAt: now,
  });
  const planId = uuid<PlanId>();
  await owner.db.insert(plans).values({ id: planId, cycleId, state: "accepted", seed: 1, requestedAt: now });
  const [{ n: tripsBefore } = { n: 0 }] = await owner.db.select({ n: sql<number>`count(*)::int` }).from(trips);
  await owner.db.insert(trips).values({
    id: tripId,
    cycleId,
    planId,
    number: tripsBefore + 1,
    state: "running",
    vehicleId,
    driverId: driver,
    supermarketId: storeId,
    depotId,
    dockAt: plusSeconds(now, -7200),
    departAt: plusSeconds(now, -3600),
    backAt: plusSeconds(now, 7200),
    metres: 9000,
    seconds: 3600,
    sealNumber: "Q-1",
    departedAt: plusSeconds(now, -3600),
  });
  await owner.db.insert(stops).values({
    id: stopId,
    tripId,
    sequence: 1,
    communityId: grid.communityId,
    state: "unloading",
    plannedArriveAt: plusSeconds(now, -600),
    plannedLeaveAt: plusSeconds(now, 600),
    arrivedAt: plusSeconds(now, -300),
  });

  const ids = orders.map((o) => o.id);
  await owner.db.execute(
    sql`UPDATE order_lines SET locked = wanted - cancelled_before_lock, allocated = wanted - cancelled_before_lock, shorted_alloc = 0 WHERE order_id IN ${ids}`,
  );
  const lines = await owner.db.select().from(orderLines).where(inArray(orderLines.orderId, ids));
  const [{ last } = { last: 0 }] = await owner.db
    .select({ last: sql<number>`coalesce(max(${bags.number}), 0)::int` })
    .from(bags);
  const rows = lines.flatMap((l) =>
    Array.from({ length: l.allocated ?? 0 }, () => ({
      id: uuid<BagId>(),
      cycleId,
      batchId,
      orderId: l.orderId,
      orderLineId: l.id as OrderLineId,
      packageVersionId: l.packageVersionId,
      supermarketId: storeId,
      communityId: grid.communityId,
      gridId: grid.id,
      householdId: l.householdId,
      stopId,
      place: "store",
    })),
  );
  await owner.db.insert(bags).values(rows.map((r, i) => ({ ...r, number: last + i + 1 })));
  await owner.db.insert(stopLoads).values({ stopId, batchId, planned: rows.length, loaded: rows.length });
  const bagIds = rows.map((r) => r.id);
  await city.pastTheGate.db.update(householdOrders).set({ state: "allocated" }).where(inArray(householdOrders.id, ids));
  await act(city.ctxFor("SYS"), async (tx) => {
    const clerk = { ...SYSTEM, role: "SUP" as const };
    const all = await tx.select().from(bags).where(inArray(bags.id, bagIds));
    const loaded = await tx.as(clerk, (store) =>
      store.seeingAll(async (s) => {
        const packed = await moveBags(
          s,
          all,
          "pack",
          { firstExpiry: null, today: toServiceDay(tx.at) },
          { place: "store" },
        );
        const staged = await moveBags(s, packed, "stage", {}, { place: "dock" });
        return moveBags(s, staged, "load", {}, { place: "bus" });
      }),
    );
    await moveBags(tx, loaded, "depart", {}, { place: "bus" });
  });
  await city.pastTheGate.db.execute(
    sql`UPDATE cycles SET state = 'fulfilling', delivery_day = ${toServiceDay(now)} WHERE id = ${cycleId}`,
  );
  const handoverId = uuid<HandoverId>();
  await owner.db.insert(handovers).values({
    id: handoverId,
    stopId,
    gridId: grid.id,
    offered: rows.length,
    giver: driver,
    mode: "normal",
    offeredAt: now,
  });
  return { tripId, stopId, handoverId, driver, bagIds };
}
