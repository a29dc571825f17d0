import { eq } from "drizzle-orm";
import { PgBoss } from "pg-boss";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeLogins } from "../../../src/db/logins.ts";
import { allocationRuns, cycles, plans } from "../../../src/db/schema/index.ts";
import { openQueue } from "../../../src/server/jobs/queue.ts";
import { estimateOnly } from "../../../src/server/planning/roads-in-use.ts";
import { requestPlan } from "../../../src/server/usecases/movement/make-plan.ts";
import { listLeftPlans, solvePlan } from "../../../src/server/usecases/movement/solve-plan.ts";
import { computeLeftPreviews, requestAllocation } from "../../../src/server/usecases/supply/preview-allocation.ts";
import { aCity, type City } from "../../support/city.ts";
import { until } from "../../support/until.ts";

let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.close());

test("homes are told by one job at a time, also where its queue was made to allow more", async () => {
  // As versions before this one made it, as the owner.
  const old = new PgBoss({ connectionString: city.url, supervise: false, schedule: false });
  await old.start();
  await old.createQueue("tell-homes", { policy: "standard" });
  await old.stop();
  await writeLogins(city.owner.sql);

  const queues = [
    await openQueue(city.url, city.key, true, () => {}),
    await openQueue(city.url, city.key, true, () => {}),
  ];
  let begun = 0;
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  for (const queue of queues)
    await queue.work("tell-homes", async () => {
      begun += 1;
      await held;
    });
  const jobs = async (...states: string[]) =>
    (await city.owner.sql`SELECT FROM pgboss.job WHERE name = 'tell-homes' AND state::text = ANY (${states})`).length;
  await queues[0]!.send("tell-homes", {});
  await until(async () => begun === 1, "the job is being done");
  for (const queue of queues) await queue.send("tell-homes", {});
  expect([await jobs("active"), await jobs("created", "retry")]).toEqual([1, 0]);
  release();
  await until(async () => (await jobs("completed")) === 1, "the job is done");
  await queues[0]!.send("tell-homes", {});
  await until(async () => (await jobs("completed")) === 2, "the next is done");
  expect(begun).toBe(2);
  for (const queue of queues) await queue.close();
});

test("a preview whose job was never sent is computed once it has waited a minute", async () => {
  await city.pastTheGate.db.update(cycles).set({ state: "closed" }).where(eq(cycles.id, city.cycleId));
  await requestAllocation(city.ctxFor("DESK"), { cycleId: city.cycleId }, async () => {});
  const state = async () => (await city.owner.db.select().from(allocationRuns))[0]?.state;
  city.clock.pass(59);
  await computeLeftPreviews(city.ctxFor("SYS"));
  expect(await state()).toBe("computing");
  city.clock.pass(2);
  await computeLeftPreviews(city.ctxFor("SYS"));
  expect(await state()).toBe("preview");
});

test("a plan whose job was never sent is solved once its time has long been over, with what was asked for", async () => {
  await city.pastTheGate.db.update(cycles).set({ state: "allocated" }).where(eq(cycles.id, city.cycleId));
  const asked = { cycleId: city.cycleId, seconds: 1, seed: 7 };
  const { planId } = await requestPlan(city.ctxFor("DIS"), asked, async () => {});
  const left = () => listLeftPlans(city.ctxFor("SYS"));
  city.clock.pass(121);
  expect(await left()).toEqual([]);
  city.clock.pass(1);
  expect(await left()).toEqual([{ planId, ...asked }]);
  const [job] = await left();
  await solvePlan(city.ctxFor("SYS"), job!, estimateOnly);
  const plan = async () => (await city.owner.db.select().from(plans).where(eq(plans.id, planId)))[0];
  const solved = await plan();
  expect([solved?.state, await left()]).toEqual(["proposed", []]);
  // Sent twice, it finds its answer and leaves it.
  await solvePlan(city.ctxFor("SYS"), job!, estimateOnly);
  expect(await plan()).toEqual(solved);
});
