import { randomUUID } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { and, count, eq, isNotNull, like, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  allocationRuns,
  appClock,
  auditEvents,
  auditLinks,
  bags,
  batches,
  cityImports,
  communities,
  cycles,
  householdOrders,
  households,
  notices,
  plans,
  tripRoutes,
  trips,
  zoneVersions,
} from "../../../src/db/schema/index.ts";
import type { CityImportId, CycleId, PlanId, ZoneVersionId } from "../../../src/domain/kernel/ids.ts";
import { plusDays, plusSeconds, toServiceDay } from "../../../src/domain/kernel/time.ts";
import { RETENTION_MS } from "../../../src/domain/offer/cycle.ts";
import { readAnchors } from "../../../src/server/jobs/anchor-audit.ts";
import { verifyAudit } from "../../../src/server/jobs/link-audit.ts";
import { JOB_NAMES, openQueue, type Queue } from "../../../src/server/jobs/queue.ts";
import { estimateOnly } from "../../../src/server/planning/roads-in-use.ts";
import { checkBook } from "../../../src/server/usecases/city/keep-book.ts";
import { takeInBook } from "../../../src/server/usecases/city/take-in-book.ts";
import { workOnImport } from "../../../src/server/usecases/city/work-on-import.ts";
import { acceptPlan, requestPlan } from "../../../src/server/usecases/movement/make-plan.ts";
import { solvePlan } from "../../../src/server/usecases/movement/solve-plan.ts";
import { approveAllocation } from "../../../src/server/usecases/supply/approve-allocation.ts";
import { computePreview, requestAllocation } from "../../../src/server/usecases/supply/preview-allocation.ts";
import { bookOf } from "../../support/a-book.ts";
import { allocate, aStore, expectAllAddsUp, freezeAll, someBuses } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { importGridTown } from "../../support/grid-town.ts";
import { end, holdLocks, startApproval, startWorker, waitingForLocks } from "../../support/killed.ts";
import { anOrder } from "../../support/orders-and-bus.ts";
import { until } from "../../support/until.ts";

/** Thirty places with 60,000 homes: taken in in several parts. */
const BOOK = bookOf(30, 20);
/** A door of the last part. */
const HALF_WAY = "door:P0025:1-1-101";
const importOf = async (city: City, send: (id: CityImportId) => Promise<void>): Promise<CityImportId> => {
  const answer = await checkBook(city.ctxFor("DESK"), BOOK, (job) =>
    workOnImport(city.ctxFor("SYS"), job, estimateOnly),
  );
  const { importId } = answer as { importId: CityImportId };
  await takeInBook(city.ctxFor("DESK"), { importId }, () => send(importId));
  return importId;
};
/** Every door of the imported places, as one number. */
const doors = async (city: City) =>
  (
    await city.owner.db
      .select({
        n: count(),
        hash: sql<string>`md5(string_agg(${households.id} || ${households.tags}::text, ',' ORDER BY ${households.id}))`,
      })
      .from(households)
      .innerJoin(communities, eq(communities.id, households.communityId))
      .where(like(communities.code, "P%"))
  )[0];

describe("a worker killed in the middle of a job of each kind leaves nothing half done, and the next one does it once", () => {
  let city: City;
  let queue: Queue;
  let streets: string;
  let anchors: string;
  let planId: PlanId;
  let importId: CityImportId;
  const zoneId = randomUUID() as ZoneVersionId;
  const dueCycle = randomUUID() as CycleId;
  const closed = randomUUID() as CycleId;
  /** Its keep is over. */
  const old = randomUUID() as CycleId;

  beforeAll(async () => {
    streets = importGridTown(45);
    anchors = join(dirname(streets), "anchors");
    city = await aCity();
    queue = await openQueue(city.url, city.key, false, () => {});
    await prepare();
    const release = await holdLocks(city, async (held) => {
      await held`SELECT 1 FROM zone_versions WHERE id = ${zoneId} FOR UPDATE`;
      await held`SELECT 1 FROM allocation_runs WHERE cycle_id = ${closed} FOR UPDATE`;
      await held`SELECT 1 FROM plans WHERE id = ${planId} FOR UPDATE`;
      await held`SELECT 1 FROM app_clock FOR UPDATE`;
      await held`LOCK TABLE trip_routes IN EXCLUSIVE MODE`;
      await held`LOCK TABLE audit_links IN ACCESS EXCLUSIVE MODE`;
      await held`SELECT 1 FROM cycles WHERE id = ${old} FOR UPDATE`;
      await held`INSERT INTO notices (id, dedupe_key, kind, at)
        SELECT gen_random_uuid(), 'order:' || id || ':needs_review', 'x', now() FROM household_orders WHERE state = 'needs_review'`;
      await held`INSERT INTO households SELECT (jsonb_populate_record(h, jsonb_build_object('id', md5(${HALF_WAY})::uuid, 'room', 'held'))).*
        FROM households h LIMIT 1`;
    });
    const first = await startWorker(city, streets);
    const standing = async () =>
      (await city.owner.sql`SELECT DISTINCT name FROM pgboss.job WHERE state = 'active'`).length === JOB_NAMES.length &&
      (await waitingForLocks(city, "baogong-worker")) >= JOB_NAMES.length;
    await until(standing, "every job stands in its middle");
    await end(first, "SIGKILL");
    await release();
    await until(async () => (await waitingForLocks(city, "baogong-worker")) === 0, "the dead worker's sessions end");
  });
  afterAll(async () => {
    await queue.close();
    await city.close();
    rmSync(dirname(streets), { recursive: true });
  });

  /** A day with something to do for every job, each of them sent. */
  async function prepare() {
    const { db } = city.owner;
    await aStore(city, { A: 20 });
    await someBuses(city, 2);
    for (const place of city.places) await anOrder(city, place.grids[0].homes[0]!, { lines: { A: 2 } });
    await freezeAll(city);
    await allocate(city);
    await anOrder(city, city.places[0].grids[1].homes[0]!, { state: "needs_review" });
    const plan = (solve: boolean) =>
      requestPlan(city.ctxFor("DIS"), { cycleId: city.cycleId, seconds: 1, seed: 1 }, (job) =>
        solve ? solvePlan(city.ctxFor("SYS"), job, estimateOnly) : queue.send("solve-plan", job),
      );
    await acceptPlan(city.ctxFor("DIS"), await plan(true), async () => {});
    city.clock.pass(1);
    ({ planId } = await plan(false));

    const now = city.clock.now();
    const times = { opensAt: plusSeconds(now, -7200), deliveryDay: plusDays(toServiceDay(now), 1) };
    const past = { cutOffAt: plusSeconds(now, -60), graceEndsAt: plusSeconds(now, 1800) };
    const kept = plusSeconds(now, -RETENTION_MS / 1000);
    const longAgo = { opensAt: plusSeconds(kept, -7200), cutOffAt: plusSeconds(kept, -60), graceEndsAt: kept };
    await db.insert(cycles).values([
      { id: dueCycle, number: 2, state: "open", ...times, ...past },
      { id: closed, number: 3, state: "closed", ...times, ...past },
      { id: old, number: 4, state: "settled", ...times, ...longAgo },
    ]);
    await db.insert(zoneVersions).values({
      id: zoneId,
      communityId: city.places[0].id,
      level: "control",
      state: "approved",
      from: plusSeconds(now, -30),
      orderNumber: "令 1",
      setAt: now,
    });
    await requestAllocation(city.ctxFor("DESK"), { cycleId: closed }, (job) => queue.send("preview-allocation", job));
    importId = await importOf(city, (id) => queue.send("import-city", { importId: id }));
    // A demo's hour that was sent on, and is there.
    await db.update(appClock).set({ goingTo: plusSeconds(now, -1) });
    for (const name of [
      "turn-clock",
      "follow-roads",
      "link-audit",
      "tell-homes",
      "go-on",
      "thin-cycles",
      "anchor-audit",
    ] as const)
      await queue.send(name, {});
  }

  const rowsOf = async () => {
    const { db } = city.owner;
    return {
      cycle: (await db.select().from(cycles).where(eq(cycles.id, dueCycle)))[0]?.state,
      old: (await db.select().from(cycles).where(eq(cycles.id, old)))[0]?.state,
      anchored: existsSync(anchors),
      zone: (await db.select().from(zoneVersions).where(eq(zoneVersions.id, zoneId)))[0]?.state,
      preview: (await db.select().from(allocationRuns).where(eq(allocationRuns.cycleId, closed)))[0]?.state,
      plan: (await db.select().from(plans).where(eq(plans.id, planId)))[0]?.state,
      routes: await db.$count(tripRoutes),
      links: (await db.$count(auditLinks)) > 0,
      notices: await db.$count(notices),
      hourUnderWay: await db.$count(appClock, isNotNull(appClock.goingTo)),
      import: (await db.select().from(cityImports).where(eq(cityImports.id, importId)))[0],
    };
  };
  const eventsOf = async (kind: string, subjectId: string) =>
    city.owner.db.$count(auditEvents, and(eq(auditEvents.kind, kind), eq(auditEvents.subjectId, subjectId)));

  test("killed, each job stands where its last whole step has left it", async () => {
    const { import: half, ...rows } = await rowsOf();
    expect(rows).toEqual({
      cycle: "closing",
      old: "settled",
      anchored: false,
      zone: "approved",
      preview: "computing",
      plan: "solving",
      routes: 0,
      links: false,
      notices: 0,
      hourUnderWay: 1,
    });
    expect(half?.state).toBe("taking_in");
    // Thirty places and as many grids, and then six hundred buildings of a hundred homes. It waits for a door of the last
    // part, or before that for the cycle that the clock is closing: whichever comes first.
    const done = half?.done ?? 0;
    expect(done).toBeLessThan(660);
    expect((await doors(city))?.n).toBe(Math.max(0, done - 60) * 100);
  });

  test("the next worker comes to the end that one without interruption comes to", async () => {
    const second = await startWorker(city, streets);
    const over = async () => {
      const rows = await rowsOf();
      return (
        [rows.zone, rows.preview, rows.plan, rows.import?.state, rows.old].join() ===
          "effective,preview,proposed,taken_in,archived" &&
        rows.links &&
        rows.routes > 0 &&
        rows.notices > 0 &&
        rows.hourUnderWay === 0
      );
    };
    await until(over, "every job is done");
    // Its own run may have come before the first link: there was nothing to tell in that hour.
    await queue.send("anchor-audit", {});
    await until(async () => existsSync(anchors), "the newest link is told outside");
    await end(second, "SIGTERM");
    const failed = await city.owner.sql`SELECT name FROM pgboss.job WHERE state = 'failed'`;
    expect(failed.map((j) => j.name)).toEqual([]);

    expect(await eventsOf("cycle.start_closing", dueCycle)).toBe(1);
    expect(await eventsOf("cycle.archive", old)).toBe(1);
    expect(await verifyAudit(city.ctxFor("SYS"), await readAnchors(anchors))).toMatchObject({ ok: true });
    expect(await eventsOf("zone.take_effect", zoneId)).toBe(1);
    expect(await city.owner.db.$count(tripRoutes)).toBe(await city.owner.db.$count(trips));
    const told = await city.owner.db.select({ key: notices.dedupeKey, kind: notices.kind }).from(notices);
    expect(told.map((n) => n.kind)).toEqual(["order.needs_review"]);
    expect(new Set(told.map((n) => n.key)).size).toBe(told.length);
    const chain = await verifyAudit(city.ctxFor("SYS"));
    const [linked] = await city.owner.db.select({ n: sql<number>`sum(${auditLinks.events})::int` }).from(auditLinks);
    expect(chain).toMatchObject({ ok: true, value: { events: linked?.n } });

    expect(await eventsOf("city_import.finish", importId)).toBe(1);
    const undisturbed = await aCity();
    await importOf(undisturbed, (id) => workOnImport(undisturbed.ctxFor("SYS"), { importId: id }, estimateOnly));
    expect(await doors(city)).toEqual(await doors(undisturbed));
    await undisturbed.close();
  });
});

test("a process killed in the middle of making batches leaves none, and the next approval makes each once", async () => {
  const city = await aCity();
  await aStore(city, { A: 20 });
  for (const place of city.places) await anOrder(city, place.grids[0].homes[0]!, { lines: { A: 2 } });
  await freezeAll(city);
  const desk = city.ctxFor("DESK");
  const { run } = await requestAllocation(desk, { cycleId: city.cycleId }, async () => {});
  await computePreview(desk, { cycleId: city.cycleId, run });
  // Batches and bags are written by the time the orders are moved.
  const release = await holdLocks(city, (held) => held`SELECT 1 FROM household_orders FOR UPDATE`);
  const first = await startApproval(city, run);
  await until(async () => (await waitingForLocks(city, "test-approval")) > 0, "the approval stands in its middle");
  await end(first, "SIGKILL");
  await release();
  await until(async () => (await waitingForLocks(city, "test-approval")) === 0, "the dead session ends");
  const made = async () => [await city.owner.db.$count(batches), await city.owner.db.$count(bags)];
  const states = async () =>
    (await city.owner.db.selectDistinct({ state: householdOrders.state }).from(householdOrders)).map((o) => o.state);
  expect([await made(), await states()]).toEqual([[0, 0], ["locked"]]);
  await approveAllocation(desk, { cycleId: city.cycleId, run });
  expect([await made(), await states()]).toEqual([[2, 4], ["allocated"]]);
  await expect(approveAllocation(desk, { cycleId: city.cycleId, run })).rejects.toMatchObject({ code: "refused" });
  expect(await made()).toEqual([2, 4]);
  await expectAllAddsUp(city);
  await city.close();
});
