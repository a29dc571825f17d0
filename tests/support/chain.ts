import { randomUUID } from "node:crypto";
import { and, asc, desc, eq, notInArray, sql } from "drizzle-orm";
import { expect } from "vitest";
import { type LineSums, toLineCount } from "../../src/db/queries/line-count.ts";
import { readPlaceMoney } from "../../src/db/queries/place-money.ts";
import {
  bags,
  batches,
  custodyEvents,
  depots,
  gridSheets,
  handovers,
  plans,
  stopLoads,
  stops,
  supermarkets,
  supplyCommits,
  trips,
  users,
  vehicles,
  vehicleTypes,
} from "../../src/db/schema/index.ts";
import type {
  BatchId,
  DepotId,
  PlanId,
  StopId,
  SupermarketId,
  TripId,
  UserId,
  VehicleId,
} from "../../src/domain/kernel/ids.ts";
import { plusSeconds } from "../../src/domain/kernel/time.ts";
import { ENDED_TRIP_STATES } from "../../src/domain/movement/trip.ts";
import { imbalances, LINE_EQUATIONS } from "../../src/domain/orders/conservation.ts";
import type { BagAct } from "../../src/domain/supply/bag.ts";
import { look } from "../../src/server/act.ts";
import type { Ctx } from "../../src/server/ctx.ts";
import { moveCycle } from "../../src/server/usecases/cycles/move-cycle.ts";
import { actAtStop, departTrip } from "../../src/server/usecases/movement/drive-trip.ts";
import { clearTrips, loadBags, sealTrip, startLoading } from "../../src/server/usecases/movement/load-trip.ts";
import { publishTrips } from "../../src/server/usecases/movement/publish-trips.ts";
import { acceptSheets } from "../../src/server/usecases/sheets/accept-sheets.ts";
import { submitSheet } from "../../src/server/usecases/sheets/submit-sheet.ts";
import { approveAllocation } from "../../src/server/usecases/supply/approve-allocation.ts";
import { computePreview, requestAllocation } from "../../src/server/usecases/supply/preview-allocation.ts";
import { readBoard } from "../../src/server/views/desk/read-board.ts";
import type { City, TestGrid } from "./city.ts";
import { countSome } from "./count-some.ts";
import { custodyBreaks } from "./custody-breaks.ts";

/** A supermarket that commits so many bags of each package to the city's cycle. */
export async function aStore(
  city: City,
  commits: Partial<Record<"A" | "B" | "H", number>>,
  capacity = 1000,
): Promise<{ id: SupermarketId; manager: Ctx }> {
  const id = randomUUID() as SupermarketId;
  const tag = id.slice(0, 6);
  await city.owner.db.insert(supermarkets).values({
    id,
    code: `S${tag}`,
    name: { "zh-CN": `刺桐鲜${tag}`, en: `Citong ${tag}` },
    lat: 24.9,
    lng: 118.6,
    pointQuality: "demo",
    dailyCapacityBags: capacity,
    pickers: 10,
    dockSlots: 2,
    loadingOpensSeconds: 0,
  });
  const rows = Object.entries(commits) as ["A" | "B" | "H", number][];
  if (rows.length > 0)
    await city.owner.db.insert(supplyCommits).values(
      rows.map(([letter, committed]) => ({
        cycleId: city.cycleId,
        supermarketId: id,
        packageVersionId: city.packages[letter],
        committed,
      })),
    );
  return { id, manager: city.ctxFor("SUPM", { supermarkets: [id] }) };
}

/** Past the cut-off, every grid's sheet submitted and frozen by its community; the cycle is closed unless told otherwise. */
export async function freezeAll(city: City, close = true): Promise<void> {
  await city.cutOffIn(-600, "closing");
  for (const place of city.places) {
    const sheetIds = [];
    for (const grid of place.grids)
      sheetIds.push((await submitSheet(city.workerOf(grid), { cycleId: city.cycleId, gridId: grid.id })).sheetId);
    await acceptSheets(city.clerkOf(place), { sheetIds });
  }
  if (close) await moveCycle(city.ctxFor("SYS"), "close", { cycleId: city.cycleId });
}

/** A preview and its approval, as the desk presses them. */
export async function allocate(city: City): Promise<void> {
  const { run } = await requestAllocation(city.ctxFor("DESK"), { cycleId: city.cycleId }, async () => {});
  await computePreview(city.ctxFor("SYS"), { cycleId: city.cycleId, run });
  await approveAllocation(city.ctxFor("DESK"), { cycleId: city.cycleId, run });
}

/** The sheet of a grid as it stands. */
export async function sheetOf(city: City, gridId: string) {
  const all = await city.owner.db.select().from(gridSheets).where(eq(gridSheets.cycleId, city.cycleId));
  return all.find((s) => s.gridId === gridId)!;
}

/** What homes owe by the books, in fen, by order. */
export async function owedByOrder(city: City): Promise<Map<string, number>> {
  const rows = await city.owner.db.execute<{ order_id: string; owed: string }>(sql`
    SELECT e.order_id, sum(e.amount_fen) AS owed FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
    WHERE a.kind = 'household' GROUP BY e.order_id`);
  return new Map(rows.map((r) => [r.order_id, Number(r.owed)]));
}

/**
 * What must hold after every move: each line's equations as far as it has come, every cell of the desk's board, the
 * books at zero in each of their transactions, every order charged for what it stands at, and no break in any custody.
 */
export async function expectAllAddsUp(city: City): Promise<void> {
  const { board, lines } = await look(city.ctxFor("SYS"), async (tx) =>
    readBoard(tx, city.cycleId, [], await readPlaceMoney(tx, city.cycleId)),
  );
  expect(lines, "the board's lines").toEqual({});
  expect(board.filter((r) => r.city !== 0)).toEqual([]);
  const rows = await city.owner.db.execute<LineSums & { bags: number }>(sql`
    SELECT l.wanted, l.cancelled_before_lock, l.locked, l.extra_alloc, l.allocated, l.shorted_alloc, l.packed, l.shorted_pick, l.reassigned_in, l.reassigned_out,
      l.delivered, l.returned, l.scrapped, l.lost, l.damaged,
      (SELECT count(*)::int FROM bags b WHERE b.order_line_id = l.id AND NOT b.repacked) AS bags
    FROM order_lines l WHERE l.cycle_id = ${city.cycleId}`);
  for (const r of rows) {
    if (r.packed === null) continue;
    const count = toLineCount(r);
    expect(count.inHand).toBeGreaterThanOrEqual(0);
    expect(r.bags).toBeGreaterThanOrEqual(count.packed + count.reassignedIn - count.reassignedOut);
    expect(imbalances(count, LINE_EQUATIONS), "a line").toEqual([]);
  }
  const unbalanced = await city.owner.db.execute(
    sql`SELECT transaction_id FROM ledger_entries GROUP BY transaction_id HAVING sum(amount_fen) <> 0`,
  );
  expect(unbalanced.length).toBe(0);
  const events = await city.owner.db.select().from(custodyEvents).orderBy(asc(custodyEvents.seq));
  expect(custodyBreaks(events.map((e) => ({ ...e, act: e.act as BagAct, serverAt: e.at })))).toEqual([]);
}

/** A depot with buses, each with its driver, at the place of the stores; numbered on from those that the city has. */
export async function someBuses(
  city: City,
  count: number,
): Promise<{ depotId: DepotId; drivers: UserId[]; vehicles: VehicleId[] }> {
  const depotId = randomUUID() as DepotId;
  const before = await city.owner.db.$count(vehicles);
  await city.owner.db.insert(depots).values({
    id: depotId,
    code: `D${depotId.slice(0, 6)}`,
    name: { "zh-CN": "城东场站", en: "East depot" },
    lat: 24.9,
    lng: 118.6,
    pointQuality: "demo",
  });
  await city.owner.db
    .insert(vehicleTypes)
    .values({
      code: "bus",
      name: { "zh-CN": "公交", en: "Bus" },
      maxBags: 300,
      maxWeightKg: 3000,
      maxVolumeLitres: 9000,
      speedKmh: 30,
    })
    .onConflictDoNothing();
  const drivers = Array.from({ length: count }, () => randomUUID() as UserId);
  await city.owner.db
    .insert(users)
    .values(drivers.map((id, i) => ({ id, name: `何建国${before + i + 1}`, email: `${id}@test.invalid` })));
  const buses = drivers.map((driverId, i) => ({
    id: randomUUID() as VehicleId,
    name: `城东 0${before + i + 1}`,
    typeCode: "bus",
    depotId,
    driverId,
  }));
  await city.owner.db.insert(vehicles).values(buses);
  return { depotId, drivers, vehicles: buses.map((b) => b.id) };
}

/** Plans one trip over the communities of the batches, in their order, and takes it as far as `to`. */
export async function aTrip(
  city: City,
  store: { id: SupermarketId; manager: Ctx },
  batchIds: readonly BatchId[],
  bus: { depotId: DepotId; driver: UserId },
  to: "published" | "loading" | "sealed" | "running",
  /** Bags of each batch on this bus, when another takes the rest. */
  share?: number,
): Promise<TripId> {
  const { db } = city.owner;
  const now = city.clock.now();
  const [vehicle] = await db.select().from(vehicles).where(eq(vehicles.driverId, bus.driver));
  const [plan, tripId] = [randomUUID() as PlanId, randomUUID() as TripId];
  await db.insert(plans).values({ id: plan, cycleId: city.cycleId, state: "accepted", seed: 1, requestedAt: now });
  const [{ n: before } = { n: 0 }] = await db.select({ n: sql<number>`count(*)::int` }).from(trips);
  // A bus sets out again when it is back.
  const [last] = await db
    .select({ backAt: trips.backAt })
    .from(trips)
    .where(and(eq(trips.vehicleId, vehicle!.id), notInArray(trips.state, [...ENDED_TRIP_STATES])))
    .orderBy(desc(trips.backAt))
    .limit(1);
  const from = last?.backAt ?? now;
  await db.insert(trips).values({
    id: tripId,
    cycleId: city.cycleId,
    planId: plan,
    number: before + 1,
    vehicleId: vehicle!.id,
    driverId: bus.driver,
    supermarketId: store.id,
    depotId: bus.depotId,
    dockAt: from,
    departAt: plusSeconds(from, 600),
    backAt: plusSeconds(from, 7200),
    metres: 9000,
    seconds: 3600,
  });
  for (const [i, batchId] of batchIds.entries()) {
    const [batch] = await db.select().from(batches).where(eq(batches.id, batchId));
    const [{ n: planned } = { n: 0 }] = await db
      .select({ n: sql<number>`count(*)::int` })
      .from(bags)
      .where(and(eq(bags.batchId, batchId), eq(bags.repacked, false)));
    const stopId = randomUUID() as StopId;
    await db.insert(stops).values({
      id: stopId,
      tripId,
      sequence: i + 1,
      communityId: batch!.communityId,
      plannedArriveAt: plusSeconds(from, 1200 * (i + 1)),
      plannedLeaveAt: plusSeconds(from, 1200 * (i + 1) + 600),
    });
    await db.insert(stopLoads).values({ stopId, batchId, planned: share ?? planned });
  }
  const driver = city.ctxFor("DRV", { userId: bus.driver });
  await publishTrips(city.ctxFor("DIS"), { tripIds: [tripId] });
  if (to === "published") return tripId;
  await clearTrips(city.ctxFor("DEP"), { tripIds: [tripId], disinfected: true, driverWell: true });
  await startLoading(store.manager, { tripId });
  await loadBags(store.manager, { tripId, bagNumbers: "all" });
  if (to === "loading") return tripId;
  await sealTrip(store.manager, { tripId, sealNumber: `Q-${before + 1}` });
  if (to === "running") await departTrip(driver, { tripId });
  return tripId;
}

/** From arriving at a gate to a count of its grid's worker that agrees, or (`counted`) does not. */
export async function handOverAt(
  city: City,
  tripId: TripId,
  stopId: StopId,
  grid: TestGrid,
  counted: number,
  driverId: UserId,
): Promise<void> {
  const driver = city.ctxFor("DRV", { userId: driverId });
  const [stop] = await city.owner.db
    .select()
    .from(stops)
    .where(and(eq(stops.id, stopId), eq(stops.tripId, tripId)));
  if (stop?.state === "approaching") await actAtStop(driver, { stopId, act: "arrive" });
  await actAtStop(driver, { stopId, act: "unload" });
  const [open] = await city.owner.db
    .select()
    .from(handovers)
    .where(and(eq(handovers.stopId, stopId), eq(handovers.gridId, grid.id)));
  await countSome(city.workerOf(grid), open!.id, counted);
}
