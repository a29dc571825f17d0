import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import {
  batches,
  communities,
  cycles,
  gridSheets,
  handovers,
  householdOrders,
  offers,
  packages,
  packageVersions,
  stops,
  supermarkets,
  trips,
} from "#db/schema/index.ts";
import type {
  BagId,
  CommunityId,
  CycleId,
  GridId,
  HandoverId,
  OrderId,
  SupermarketId,
  TripId,
  UserId,
} from "#domain/kernel/ids.ts";
import type { Role } from "#domain/kernel/role.ts";
import { plusDays, plusSeconds, toServiceDay } from "#domain/kernel/time.ts";
import { type Actor, type Ctx, inScope, realClock, systemActor } from "#server/ctx.ts";
import { DEMO_PLACE } from "#server/demo/sign-ins.ts";
import { nobodyListens } from "#server/live.ts";
import { moveBags } from "#server/move-bags.ts";
import { estimateOnly } from "#server/planning/roads-in-use.ts";
import { createCycle } from "#server/usecases/cycles/create-cycle.ts";
import { moveCycle } from "#server/usecases/cycles/move-cycle.ts";
import { actAtStop, departTrip } from "#server/usecases/movement/drive-trip.ts";
import { disinfectTrips, returnTrip } from "#server/usecases/movement/end-trip.ts";
import { clearTrips, loadBags, sealTrip, startLoading } from "#server/usecases/movement/load-trip.ts";
import { acceptPlan, requestPlan } from "#server/usecases/movement/make-plan.ts";
import { publishTrips } from "#server/usecases/movement/publish-trips.ts";
import { settleStop } from "#server/usecases/movement/settle-stop.ts";
import { solvePlan } from "#server/usecases/movement/solve-plan.ts";
import { takeOverBags } from "#server/usecases/movement/take-over-bags.ts";
import { acceptSheets } from "#server/usecases/sheets/accept-sheets.ts";
import { submitSheet } from "#server/usecases/sheets/submit-sheet.ts";
import { approveAllocation } from "#server/usecases/supply/approve-allocation.ts";
import { moveBatches } from "#server/usecases/supply/move-batches.ts";
import { computePreview, requestAllocation } from "#server/usecases/supply/preview-allocation.ts";
import { bookDemoPayments, layDemoOrders } from "./demo-orders.ts";

export type Stage = "open" | "packing" | "on_the_buses" | "delivered";

/** Of a hundred homes of the demo grid, how many order: a full board to gather, a walk of some sixty doors to deliver. */
const DEMO_SHARE: Readonly<Record<Stage, number>> = { open: 62, packing: 40, on_the_buses: 15, delivered: 14 };

/** Buses that wait for the depot keeper, before they go out and after they are back. */
const DEPOT_HAS = 3;

/** Acts as anyone who holds the role over the named places: the demo's days are lived by the use cases themselves. */
function as(db: Database, role: Role, scope: Partial<Actor> = {}): Ctx {
  return { actor: { ...systemActor, name: "demo", role, ...scope }, db, clock: realClock, live: nobodyListens };
}

/**
 * Lives one cycle up to a stage. Orders are laid set by set; from the frozen sheet on, each step is the use case that
 * the people of the chain press.
 * @param owner connection that may write orders past row-level security
 */
export async function liveDemoDay(
  db: Database,
  owner: Database,
  stage: Stage,
  orders: number,
  say: (what: string) => void,
): Promise<CycleId> {
  const now = realClock.now();
  const today = toServiceDay(now);
  const desk = as(db, "DESK");
  const system = as(db, "SYS");
  const deliveryDay = { open: plusDays(today, 1), packing: plusDays(today, 1), on_the_buses: today, delivered: today }[
    stage
  ];
  // Ordered the day before it is delivered, as in life; what is packed for tomorrow was ordered this morning.
  const secondsAgo = { open: 0, packing: 3, on_the_buses: 24, delivered: 27 }[stage] * 3600;
  const cycleId = await draftCycle(desk, owner, {
    opensAt: plusSeconds(now, -secondsAgo - 6 * 3600),
    cutOffAt: plusSeconds(now, stage === "open" ? 4 * 3600 : 3600),
    graceEndsAt: plusSeconds(now, stage === "open" ? 4.5 * 3600 : 5400),
    deliveryDay,
    short: stage !== "open",
  });
  await moveCycle(desk, "publish", { cycleId });
  await moveCycle(desk, "open_early", { cycleId });
  const [cycle] = await owner.select().from(cycles).where(eq(cycles.id, cycleId));
  if (!cycle) throw new Error("the demo's cycle is gone");
  await owner.transaction((tx) =>
    layDemoOrders(
      tx as Tx,
      { id: cycleId, number: cycle.number, placedAt: plusSeconds(now, -secondsAgo - 5.5 * 3600) },
      orders,
      DEMO_SHARE[stage],
    ),
  );
  await owner.transaction((tx) => bookDemoPayments(tx as Tx, cycleId));
  if (stage === "open") return cycleId;

  const past = (seconds: number) => plusSeconds(now, -secondsAgo + seconds);
  await owner
    .update(cycles)
    .set({ opensAt: past(-6 * 3600), cutOffAt: past(-3600), graceEndsAt: past(-1800) })
    .where(eq(cycles.id, cycleId));
  await moveCycle(system, "start_closing", { cycleId });
  say("sheets");
  await freezeSheets(db, cycleId);
  await moveCycle(system, "close", { cycleId });
  // One supermarket cannot keep its promise of one package: somebody gets less, and reads why.
  await owner.execute(sql`UPDATE supply_commits SET committed = committed / 6 WHERE cycle_id = ${cycleId} AND package_version_id IN (
    SELECT v.id FROM package_versions v JOIN packages p ON p.id = v.package_id WHERE p.letter = 'B')`);
  say("allocation");
  const { run } = await requestAllocation(desk, { cycleId }, (job) => computePreview(system, job));
  await approveAllocation(desk, { cycleId, run });
  await moveBatchesOfAll(db, cycleId, "accept", "SUPM");
  if (stage === "packing") {
    await startSomePicking(db, cycleId);
    say("plan");
    await planTrips(db, cycleId);
    return cycleId;
  }
  for (const act of ["start_picking", "finish_picking", "pack", "stage"] as const)
    await moveBatchesOfAll(db, cycleId, act, "SUP");
  say("plan");
  await planTrips(db, cycleId);
  say("trips");
  await driveTrips(db, owner, cycleId, stage);
  if (stage === "delivered") {
    say("doors");
    await deliverDoors(db, owner, cycleId);
  }
  return cycleId;
}

async function draftCycle(
  desk: Ctx,
  owner: Database,
  times: { opensAt: number; cutOffAt: number; graceEndsAt: number; deliveryDay: string; short: boolean },
): Promise<CycleId> {
  const card = await owner
    .select({ v: packageVersions, letter: packages.letter })
    .from(packageVersions)
    .innerJoin(packages, eq(packages.id, packageVersions.packageId))
    .orderBy(packages.letter);
  const stores = await owner.select().from(supermarkets).orderBy(supermarkets.code);
  const share: Readonly<Record<string, number>> = {
    A: 0.9,
    B: 0.8,
    C: 0.25,
    D: 0.25,
    E: 0.1,
    H: 0.15,
    S: 0.15,
    M: 0.15,
    R: 0.2,
  };
  const commits = stores.flatMap((s) =>
    card.map(({ v, letter }) => ({
      supermarketId: s.id,
      packageVersionId: v.id,
      committed: Math.round(s.dailyCapacityBags * (share[letter] ?? 0.1)),
    })),
  );
  const position = (letter: string) => "ABSHCDEMR".indexOf(letter);
  const { short: _short, ...when } = times;
  const { cycleId } = await createCycle(desk, {
    ...(when as Pick<Parameters<typeof createCycle>[1], "opensAt" | "cutOffAt" | "graceEndsAt" | "deliveryDay">),
    policy: "need_first",
    gridMinimumBags: 50,
    offers: card
      .toSorted((a, b) => position(a.letter) - position(b.letter))
      .map(({ v, letter }) => ({
        packageVersionId: v.id,
        householdLimit: v.householdLimit,
        // One package is sold out from the start of the demo, so that the mall shows how that looks.
        offered:
          letter === "E" ? 0 : commits.filter((c) => c.packageVersionId === v.id).reduce((n, c) => n + c.committed, 0),
        caseSize: 1,
      })),
    commits,
    quotas: [],
  });
  await owner.update(offers).set({ caseSize: 1 }).where(eq(offers.cycleId, cycleId));
  return cycleId;
}

/** Every grid that has orders submits its sheet, and its community accepts it. */
export async function freezeSheets(db: Database, cycleId: CycleId): Promise<void> {
  const sheets = await inScope(as(db, "SYS"), (tx) =>
    tx
      .select({ id: gridSheets.id, gridId: gridSheets.gridId, communityId: gridSheets.communityId })
      .from(gridSheets)
      .where(
        and(
          eq(gridSheets.cycleId, cycleId),
          inArray(
            gridSheets.gridId,
            tx
              .selectDistinct({ id: householdOrders.gridId })
              .from(householdOrders)
              .where(eq(householdOrders.cycleId, cycleId)),
          ),
        ),
      ),
  );
  for (const s of sheets) {
    await submitSheet(as(db, "GW", { grids: [s.gridId] }), { cycleId, gridId: s.gridId });
    await acceptSheets(as(db, "COM", { communities: [s.communityId] }), { sheetIds: [s.id] });
  }
}

async function moveBatchesOfAll(
  db: Database,
  cycleId: CycleId,
  act: "accept" | "start_picking" | "finish_picking" | "pack" | "stage",
  role: "SUP" | "SUPM",
): Promise<void> {
  const rows = await inScope(as(db, "SYS"), (tx) =>
    tx.select({ id: batches.id, store: batches.supermarketId }).from(batches).where(eq(batches.cycleId, cycleId)),
  );
  for (const store of new Set(rows.map((r) => r.store)))
    await moveBatches(as(db, role, { supermarkets: [store] }), {
      act,
      batchIds: rows.filter((r) => r.store === store).map((r) => r.id),
    });
}

/** At each store some batches are ready, some under way, some not begun: a morning at six. */
async function startSomePicking(db: Database, cycleId: CycleId): Promise<void> {
  const rows = await inScope(as(db, "SYS"), (tx) =>
    tx
      .select({ id: batches.id, store: batches.supermarketId })
      .from(batches)
      .where(eq(batches.cycleId, cycleId))
      .orderBy(batches.id),
  );
  for (const store of new Set<SupermarketId>(rows.map((r) => r.store))) {
    const mine = rows.filter((r) => r.store === store).map((r) => r.id);
    const clerk = as(db, "SUP", { supermarkets: [store] });
    const [third, two] = [Math.ceil(mine.length / 3), Math.ceil((2 * mine.length) / 3)];
    await moveBatches(clerk, { act: "start_picking", batchIds: mine.slice(0, two) });
    await moveBatches(clerk, { act: "finish_picking", batchIds: mine.slice(0, third) });
    if (third > 0)
      await moveBatches(clerk, { act: "pack", batchIds: mine.slice(0, Math.max(1, Math.floor(third / 2))) });
  }
}

async function planTrips(db: Database, cycleId: CycleId): Promise<void> {
  const dispatch = as(db, "DIS");
  const { planId } = await requestPlan(dispatch, { cycleId, seconds: 1, seed: 23 }, (job) =>
    solvePlan(as(db, "SYS"), job, estimateOnly),
  );
  await acceptPlan(dispatch, { planId }, async () => {});
}

async function driveTrips(db: Database, owner: Database, cycleId: CycleId, stage: Stage): Promise<void> {
  const rows = await owner.select().from(trips).where(eq(trips.cycleId, cycleId)).orderBy(trips.number);
  await publishTrips(as(db, "DIS"), { tripIds: rows.map((t) => t.id) });
  const published = await owner
    .select()
    .from(trips)
    .where(and(eq(trips.cycleId, cycleId), eq(trips.state, "published")))
    .orderBy(trips.number);
  const waiting = stage === "on_the_buses" ? Math.floor(published.length / 6) : 0;
  // The depot keeper finds buses to clear, and some that are back and not clean yet.
  const uncleared = Math.min(DEPOT_HAS, waiting);
  const cleared = published.slice(uncleared).map((t) => t.id);
  await clearTrips(as(db, "DEP"), { tripIds: cleared, disinfected: true, driverWell: true });
  const ofDemo = await owner
    .select({ tripId: stops.tripId })
    .from(stops)
    .innerJoin(communities, eq(communities.id, stops.communityId))
    .where(eq(communities.code, DEMO_PLACE));
  // The demo grid's own bus is still on its way.
  const back = new Set(
    published
      .slice(2 * waiting)
      .filter((t) => stage === "on_the_buses" && !ofDemo.some((s) => s.tripId === t.id))
      .slice(0, DEPOT_HAS)
      .map((t) => t.id),
  );
  for (const [index, t] of published.entries()) {
    const store = as(db, "SUP", { supermarkets: [t.supermarketId] });
    if (index < waiting) continue;
    await startLoading(store, { tripId: t.id });
    await loadBags(store, { tripId: t.id, bagNumbers: "all" });
    await sealTrip(store, { tripId: t.id, sealNumber: `QZ-${String(700 + t.number).padStart(4, "0")}` });
    if (stage === "on_the_buses" && index < 2 * waiting) continue;
    const driver = as(db, "DRV", { userId: t.driverId as UserId });
    await departTrip(driver, { tripId: t.id });
    const list = await owner.select().from(stops).where(eq(stops.tripId, t.id)).orderBy(stops.sequence);
    const whole = stage === "delivered" || back.has(t.id);
    const served = whole ? list : list.slice(0, Math.floor(list.length * ((index % 4) / 4)));
    for (const s of served) await serveStop(db, driver, s.id);
    if (whole) await returnTrip(driver, { tripId: t.id });
    if (stage === "delivered") await disinfectTrips(as(db, "DEP"), { tripIds: [t.id as TripId] });
  }
}

async function serveStop(db: Database, driver: Ctx, stopId: (typeof stops.$inferSelect)["id"]): Promise<void> {
  await actAtStop(driver, { stopId, act: "arrive" });
  await actAtStop(driver, { stopId, act: "unload" });
  const system = as(db, "SYS");
  await inScope(system, async (tx) => {
    const open = await tx.select().from(handovers).where(eq(handovers.stopId, stopId));
    for (const h of open) {
      await tx
        .update(handovers)
        .set({ state: "agreed", counted: h.offered, agreed: h.offered, settledAt: system.clock.now() })
        .where(eq(handovers.id, h.id as HandoverId));
      await takeOverBags(tx, system, { ...h, agreed: h.offered });
    }
    await settleStop(tx, system, stopId);
  });
}

/** Doors of the delivered day: everyone has his bags, but for the demo grid's last third and the homes nobody opened at. */
async function deliverDoors(db: Database, owner: Database, cycleId: CycleId): Promise<void> {
  const demo = await owner.execute<{ grid: GridId; place: CommunityId }>(
    sql`SELECT g.id AS grid, c.id AS place FROM grids g JOIN communities c ON c.id = g.community_id WHERE c.code = 'P040' AND g.number = 3`,
  );
  const grid = demo[0]?.grid;
  const rows = await owner.execute<{
    id: OrderId;
    grid: GridId;
    luck: number;
    bags: string;
  }>(sql`SELECT o.id, o.grid_id AS grid, mod(abs(hashtext(o.id::text)), 1000) AS luck,
      string_agg(b.id::text, ',') AS bags FROM household_orders o JOIN bags b ON b.order_id = o.id AND b.state = 'with_grid' JOIN households h ON h.id = o.household_id JOIN buildings bu ON bu.id = h.building_id
    WHERE o.cycle_id = ${cycleId} AND o.state = 'at_gate' GROUP BY o.id, bu.number, h.unit, h.floor, h.room ORDER BY bu.number, h.unit, h.floor DESC, h.room`);
  const left = new Set(
    rows
      .filter((r) => r.grid === grid)
      .slice(0, 41)
      .map((r) => r.id),
  );
  const done = rows.filter((r) => r.grid !== grid || left.has(r.id));
  const held = new Set(done.filter((r) => r.luck < 12).map((r) => r.id));
  const worker = as(db, "SYS");
  await inScope(worker, async (tx) => {
    const given = done.filter((r) => !held.has(r.id));
    await moveBags(
      tx,
      worker,
      given.flatMap((r) => r.bags.split(",") as BagId[]),
      { from: "with_grid", act: "deliver", place: "door", as: "GW" },
    );
    const ids = (list: readonly { id: OrderId }[]) => sql`${`{${list.map((r) => r.id).join(",")}}`}::uuid[]`;
    await tx.execute(
      sql`UPDATE household_orders SET state = 'delivered', changed_at = now() WHERE id = ANY (${ids(given)})`,
    );
    await tx.execute(
      sql`UPDATE household_orders SET state = 'held', hold_until = now() + interval '3 hours', changed_at = now() WHERE id = ANY (${ids(done.filter((r) => held.has(r.id)))})`,
    );
  });
}
