import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database, ScopedDatabase, Tx } from "#db/client.ts";
import { anyId } from "#db/queries/any-of.ts";
import {
  bags,
  batches,
  cycles,
  gridSheets,
  householdOrders,
  offers,
  packages,
  packageVersions,
  supermarkets,
} from "#db/schema/index.ts";
import type { BagId, CommunityId, CycleId, GridId, OrderId, SupermarketId } from "#domain/kernel/ids.ts";
import { type Instant, plusDays, plusSeconds, toServiceDay } from "#domain/kernel/time.ts";
import { act, look } from "#server/act.ts";
import type { Ctx } from "#server/ctx.ts";
import { ORDERS } from "#server/lives.ts";
import { moveAll } from "#server/move.ts";
import { moveBags } from "#server/move-bags.ts";
import { createCycle } from "#server/usecases/cycles/create-cycle.ts";
import { moveCycle } from "#server/usecases/cycles/move-cycle.ts";
import { acceptSheets } from "#server/usecases/sheets/accept-sheets.ts";
import { submitSheet } from "#server/usecases/sheets/submit-sheet.ts";
import { approveAllocation } from "#server/usecases/supply/approve-allocation.ts";
import { moveBatches } from "#server/usecases/supply/move-batches.ts";
import { computePreview, requestAllocation } from "#server/usecases/supply/preview-allocation.ts";
import { bookDemoPayments, layDemoOrders } from "./demo-orders.ts";
import { type People, peopleOf } from "./demo-people.ts";
import { driveTrips, getFirstDockAt, moveToTheHour, planTrips, takePlan } from "./demo-trips.ts";

export type Stage = "open" | "packing" | "on_the_buses" | "delivered";

/** Everything stands at its dock so long before the first bus. */
const PACKED_BEFORE_SECONDS = 1800;

/** Buses that are back and wait for the depot keeper. */
const UNCLEAN_BUSES = 3;

/** Of a hundred homes of the demo grid, how many order: a full board to gather, a walk of some sixty doors to deliver. */
const DEMO_SHARE: Readonly<Record<Stage, number>> = { open: 62, packing: 40, on_the_buses: 15, delivered: 14 };

/**
 * Lives one cycle up to a stage. Orders are laid set by set; from the frozen sheet on, each step is the use case that
 * the people of the chain press, at the hour when they would have.
 * @param owner connection that may write orders past row-level security
 * @param now the moment that the day is lived up to
 */
export async function liveDemoDay(
  db: ScopedDatabase,
  owner: Database,
  stage: Stage,
  orders: number,
  say: (what: string) => void,
  now: Instant,
): Promise<CycleId> {
  const today = toServiceDay(now);
  const people = peopleOf(db);
  const desk = people("DESK", now);
  const deliveryDay = plusDays(today, { open: 1, packing: 1, on_the_buses: 0, delivered: -1 }[stage]);
  // Ordered the day before it is delivered, as in life; what is packed for tomorrow was ordered this morning.
  const secondsAgo = { open: 0, packing: 3, on_the_buses: 24, delivered: 48 }[stage] * 3600;
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
  const system = people("SYS", past(1800));
  await moveCycle(system, "start_closing", { cycleId });
  say("sheets");
  await freezeSheets(people, cycleId, past(1800));
  await moveCycle(system, "close", { cycleId });
  // One supermarket cannot keep its promise of one package: somebody gets less, and reads why.
  await owner.execute(sql`UPDATE supply_commits SET committed = committed / 6 WHERE cycle_id = ${cycleId} AND package_version_id IN (
    SELECT v.id FROM package_versions v JOIN packages p ON p.id = v.package_id WHERE p.letter = 'B')`);
  say("allocation");
  const supply = people("DESK", past(2700));
  const { run } = await requestAllocation(supply, { cycleId }, (job) => computePreview(system, job));
  await approveAllocation(supply, { cycleId, run });
  await moveBatchesOfAll(people, cycleId, "accept", past(3600));
  if (stage === "packing") await startSomePicking(people, cycleId, now);
  say("plan");
  const planId = await planTrips(people, cycleId, past(2 * 3600));
  if (stage === "on_the_buses") await moveToTheHour(owner, planId, now);
  await takePlan(people, planId, past(2 * 3600));
  if (stage === "packing") return cycleId;
  const firstDockAt = await getFirstDockAt(owner, cycleId);
  for (const act of ["start_picking", "finish_picking", "pack", "stage"] as const)
    await moveBatchesOfAll(people, cycleId, act, plusSeconds(firstDockAt, -PACKED_BEFORE_SECONDS));
  say("trips");
  await driveTrips(people, owner, cycleId, now, stage === "on_the_buses" ? UNCLEAN_BUSES : 0);
  if (stage === "delivered") {
    say("doors");
    await deliverDoors(people, owner, cycleId, now);
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
export async function freezeSheets(people: People, cycleId: CycleId, at: Instant): Promise<void> {
  const sheets = await look(people("SYS", at), (tx) =>
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
    await submitSheet(people("GW", at, { grids: [s.gridId] }), { cycleId, gridId: s.gridId });
    await acceptSheets(people("COM", at, { communities: [s.communityId] }), { sheetIds: [s.id] });
  }
}

async function moveBatchesOfAll(
  people: People,
  cycleId: CycleId,
  act: "accept" | "start_picking" | "finish_picking" | "pack" | "stage",
  at: Instant,
): Promise<void> {
  const rows = await look(people("SYS", at), (tx) =>
    tx.select({ id: batches.id, store: batches.supermarketId }).from(batches).where(eq(batches.cycleId, cycleId)),
  );
  for (const store of new Set(rows.map((r) => r.store)))
    await moveBatches(people(act === "accept" ? "SUPM" : "SUP", at, { supermarkets: [store] }), {
      act,
      batchIds: rows.filter((r) => r.store === store).map((r) => r.id),
    });
}

/** At each store some batches are ready, some under way, some not begun: a morning at six. */
async function startSomePicking(people: People, cycleId: CycleId, now: Instant): Promise<void> {
  const rows = await look(people("SYS", now), (tx) =>
    tx
      .select({ id: batches.id, store: batches.supermarketId })
      .from(batches)
      .where(eq(batches.cycleId, cycleId))
      .orderBy(batches.id),
  );
  for (const store of new Set<SupermarketId>(rows.map((r) => r.store))) {
    const mine = rows.filter((r) => r.store === store).map((r) => r.id);
    const clerk = people("SUP", now, { supermarkets: [store] });
    const [third, two] = [Math.ceil(mine.length / 3), Math.ceil((2 * mine.length) / 3)];
    await moveBatches(clerk, { act: "start_picking", batchIds: mine.slice(0, two) });
    await moveBatches(clerk, { act: "finish_picking", batchIds: mine.slice(0, third) });
    if (third > 0)
      await moveBatches(clerk, { act: "pack", batchIds: mine.slice(0, Math.max(1, Math.floor(third / 2))) });
  }
}

/** Doors of the delivered day: everyone has his bags, but for the demo grid's last third and the homes nobody opened at. */
async function deliverDoors(people: People, owner: Database, cycleId: CycleId, now: Instant): Promise<void> {
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
  const heldUntil = plusSeconds(now, 3 * 3600);
  await act(people("GW", now, { grids: [...new Set(rows.map((r) => r.grid))] }), async (tx) => {
    const given = done.filter((r) => !held.has(r.id)).flatMap((r) => r.bags.split(",") as BagId[]);
    const theirs = await tx
      .select()
      .from(bags)
      .where(sql`${bags.id} = ${anyId(given)}`);
    await moveBags(tx, theirs, "deliver", {}, { place: "door" });
    const waiting = await tx
      .select()
      .from(householdOrders)
      .where(sql`${householdOrders.id} = ${anyId([...held])}`);
    const facts = { place: "grid", holdUntil: heldUntil, now: tx.at };
    await moveAll(tx, ORDERS, waiting, "hold", facts, { set: { holdUntil: heldUntil } });
  });
}
