import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { spread } from "./api.ts";
import { ONE_DOT } from "./one-dot.ts";
import type { Rehearsal } from "./rehearsal.ts";

/** The desk looks at the preview and approves; one store had promised more than it has. */
export async function allocateDay(r: Rehearsal): Promise<void> {
  const { api, people, owner, state } = r;
  // Package B: the first store has none of what it promised, and the others cannot make up for all of it.
  await owner.sql`WITH b AS (SELECT v.id FROM package_versions v JOIN packages p ON p.id = v.package_id WHERE p.letter = 'B'),
    demand AS (SELECT coalesce(sum(locked), 0) AS n FROM line_counts WHERE cycle_id = ${state.cycleId} AND package_version_id = (SELECT id FROM b))
    UPDATE supply_commits c SET committed = CASE WHEN s.code = (SELECT min(code) FROM supermarkets) THEN 0 ELSE ceil(0.85 * demand.n / 15) END
    FROM demand, supermarkets s WHERE s.id = c.supermarket_id AND c.cycle_id = ${state.cycleId} AND c.package_version_id = (SELECT id FROM b) AND c.allocated = 0`;
  const { run } = await api.call(people.desk, "cycles.previewAllocation", { cycleId: state.cycleId });
  for (let tries = 0; tries < 480; tries += 1) {
    const [row] = await owner.sql<
      { state: string }[]
    >`SELECT state FROM allocation_runs WHERE cycle_id = ${state.cycleId} AND run = ${run}`;
    if (row?.state === "preview") break;
    await wait(250);
  }
  const made = await api.call(people.desk, "cycles.approveAllocation", {
    cycleId: state.cycleId,
    run,
  });
  r.count("batches", made.batches);
  r.count("bags", made.bags);
}

/** Every store accepts, picks, packs and stages; one of them finds bags missing and says so before it packs. */
export async function packDay(r: Rehearsal): Promise<void> {
  const { api, people, owner, state } = r;
  const batches = await owner.sql<
    { id: string; store: string; state: string }[]
  >`SELECT id, supermarket_id AS store, state FROM batches WHERE cycle_id = ${state.cycleId} ORDER BY supermarket_id, id`;
  const stores = [...new Set(batches.map((b) => b.store))];
  let declared = batches.some((b) => b.state !== "pending");
  const steps = ["accept", "start_picking", "finish_picking", "pack", "stage"] as const;
  const from = ["pending", "accepted", "picking", "picked", "packed"] as const;
  for (const [i, act] of steps.entries()) {
    await spread(stores, 2, async (store) => {
      const mine = await owner.sql<
        { id: string }[]
      >`SELECT id FROM batches WHERE cycle_id = ${state.cycleId} AND supermarket_id = ${store} AND state = ${from[i] ?? ""}`;
      const cookie = people.manager.get(store) ?? "";
      for (let at = 0; at < mine.length; at += 40)
        await api.call(cookie, "supply.moveBatches", { batchIds: mine.slice(at, at + 40).map((b) => b.id), act });
      r.count(`batches: ${act}`, mine.length);
    });
    if (act === "start_picking" && !declared) {
      declared = true;
      const [line] = await owner.sql<
        { batch: string; version: string; store: string; n: number }[]
      >`SELECT b.id AS batch, l.package_version_id AS version, b.supermarket_id AS store, l.allocated AS n
        FROM batch_lines l JOIN batches b ON b.id = l.batch_id WHERE b.cycle_id = ${state.cycleId} ORDER BY l.allocated DESC LIMIT 1`;
      if (line) {
        const bags = Math.min(3, line.n);
        await api.call(people.manager.get(line.store) ?? "", "supply.declareShort", {
          kind: "bags",
          batchId: line.batch,
          packageVersionId: line.version,
          bags,
          reason: "quality_reject",
        });
        r.count("declared short", bags);
      }
    }
  }
}

/** Dispatch has a plan made, takes it, publishes it. */
export async function planDay(r: Rehearsal): Promise<void> {
  const { api, people, owner, state } = r;
  const { planId } = await api.call(people.dispatch, "movement.requestPlan", {
    cycleId: state.cycleId,
    seconds: 8,
    seed: r.seed,
  });
  let plan: { state: string; summary: Record<string, number>; left_out: unknown[] } | undefined;
  for (let tries = 0; tries < 480 && plan?.state !== "proposed"; tries += 1) {
    await wait(250);
    [plan] = await owner.sql<
      { state: string; summary: Record<string, number>; left_out: unknown[] }[]
    >`SELECT state, summary - 'proposed' AS summary, left_out FROM plans WHERE id = ${planId}`;
  }
  await api.call(people.dispatch, "movement.acceptPlan", { planId });
  const trips = await owner.sql<
    { id: string }[]
  >`SELECT id FROM trips WHERE cycle_id = ${state.cycleId} AND state = 'planned' ORDER BY number`;
  const answer = await api.call(people.dispatch, "movement.publish", {
    tripIds: trips.map((t) => t.id),
  });
  r.count("trips published", answer.published);
  if (answer.held.length > 0) r.count("TRIPS HELD BACK", answer.held.length);
  if ((plan?.left_out.length ?? 0) > 0) r.count("STOPS LEFT OUT", plan?.left_out.length);
  process.stdout.write(`    plan: ${JSON.stringify(plan?.summary)}\n`);
}

/** Every trip is cleared, loaded, sealed, driven and handed over; at one gate the counts differ and dispatch rules. */
export async function driveDay(r: Rehearsal): Promise<void> {
  const { api, people, owner, state } = r;
  const trips = await owner.sql<
    { id: string; state: string; store: string; depot: string; driver: string; bus: string; number: number }[]
  >`SELECT id, state, supermarket_id AS store, depot_id AS depot, driver_id AS driver, vehicle_id AS bus, number
    FROM trips WHERE cycle_id = ${state.cycleId} AND state NOT IN ('closed', 'cancelled') ORDER BY dock_at, number`;
  const first = Math.min(...trips.map((t) => t.number));
  type Press =
    | { readonly act: "depart" | "return"; readonly tripId: string }
    | { readonly act: "arrive" | "unload"; readonly stopId: string };
  const drive = async (driver: string, press: Press) => {
    const now = Date.now();
    const events = [{ ...press, id: randomUUID(), deviceAt: now }];
    const { outcomes } = await api.call(driver, "movement.recordDrive", { events, sentAt: now });
    if (outcomes[0]?.status !== "done") throw new Error(`${JSON.stringify(press)}: ${JSON.stringify(outcomes)}`);
  };
  const driveOne = async (t: (typeof trips)[number]) => {
    const [store, driver, keeper] = [
      people.manager.get(t.store) ?? "",
      people.driver.get(t.driver) ?? "",
      people.keeper.get(t.depot) ?? "",
    ];
    const at = async () => (await owner.sql<{ state: string }[]>`SELECT state FROM trips WHERE id = ${t.id}`)[0]?.state;
    if ((await at()) === "published")
      await api.call(keeper, "movement.clear", { tripIds: [t.id], disinfected: true, driverWell: true });
    if ((await at()) === "ready") await api.call(store, "supply.startLoading", { tripId: t.id });
    if ((await at()) === "loading") {
      await api.call(store, "supply.loadBags", { tripId: t.id, bagNumbers: "all" });
      await api.call(store, "supply.seal", { tripId: t.id, sealNumber: `QZ-${String(t.number).padStart(4, "0")}` });
    }
    if ((await at()) === "sealed") await drive(driver, { act: "depart", tripId: t.id });
    const stops = await owner.sql<
      { id: string; state: string; sequence: number }[]
    >`SELECT id, state, sequence FROM stops WHERE trip_id = ${t.id} ORDER BY sequence`;
    for (const s of stops) {
      if (s.state === "planned" || s.state === "approaching") await drive(driver, { act: "arrive", stopId: s.id });
      if (s.state !== "handed_over" && s.state !== "part_handed" && s.state !== "unloading")
        await drive(driver, { act: "unload", stopId: s.id });
      const open = await owner.sql<
        { id: string; grid: string; offered: number; state: string }[]
      >`SELECT id, grid_id AS grid, offered, state FROM handovers WHERE stop_id = ${s.id} AND state IN ('offered', 'disputed')`;
      for (const [i, h] of open.entries()) {
        const worker = people.worker.get(h.grid) ?? "";
        const counted = await countAt(r, s.id, h.grid);
        if (t.number === first && s.sequence === 1 && i === 0 && h.offered > 1) {
          const [some = ""] = Object.keys(counted);
          const one = { ...counted, [some]: (counted[some] ?? 0) - 1 };
          if (h.state === "offered")
            await api.call(worker, "grid.countHandover", { handoverId: h.id, counted: one, photo: ONE_DOT });
          await api.call(people.dispatch, "movement.ruleHandover", {
            handoverId: h.id,
            agreed: h.offered - 1,
            lost: 1,
            backOnBoard: 0,
            reason: "重点一次，仍少一袋",
          });
          r.count("disputed counts, ruled");
        } else await api.call(worker, "grid.countHandover", { handoverId: h.id, counted });
        r.count("handovers");
      }
    }
    if ((await at()) === "running") await drive(driver, { act: "return", tripId: t.id });
    if ((await at()) === "returned") await api.call(keeper, "movement.disinfect", { tripIds: [t.id] });
    r.count("trips driven");
  };
  // A bus is home and clean before its next trip.
  await spread(
    [...Map.groupBy(trips, (t) => t.bus).values()],
    6,
    async (ofBus) => {
      for (const t of ofBus) await driveOne(t);
    },
    r.tick,
  );
}

/** What a grid worker who counts package by package finds at the gate: all that the driver has for him. */
async function countAt({ owner }: Rehearsal, stopId: string, gridId: string): Promise<Record<string, number>> {
  const rows = await owner.sql<
    { id: string; n: number }[]
  >`SELECT package_version_id AS id, count(*)::int AS n FROM bags
    WHERE stop_id = ${stopId} AND grid_id = ${gridId} AND state IN ('in_transit', 'at_gate') GROUP BY 1`;
  return Object.fromEntries(rows.map((b) => [b.id, b.n]));
}
