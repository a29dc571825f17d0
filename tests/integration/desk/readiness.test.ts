import { eq, ne } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { assignments, cycles, households, supermarkets, vehicles } from "../../../src/db/schema/index.ts";
import { moveCycle } from "../../../src/server/usecases/cycles/move-cycle.ts";
import { getReadiness } from "../../../src/server/views/desk/get-readiness.ts";
import { aCity, type City } from "../../support/city.ts";
import { makeReady } from "../../support/ready-city.ts";

let city: City;
beforeEach(async () => {
  city = await aCity();
  await city.owner.db.update(cycles).set({ state: "cancelled" }).where(ne(cycles.id, city.cycleId));
  await city.owner.sql`ALTER TABLE cycles DISABLE TRIGGER USER`;
  await city.owner.db.update(cycles).set({ state: "draft" }).where(eq(cycles.id, city.cycleId));
  await city.owner.sql`ALTER TABLE cycles ENABLE TRIGGER USER`;
});
afterEach(() => city.close());

const stops = async () =>
  (await getReadiness(city.ctxFor("DESK"), { roads: false })).filter((r) => r.state === "stop").map((r) => r.need);
const publish = () => moveCycle(city.ctxFor("DESK"), "publish", { cycleId: city.cycleId });

test("a city without stores, buses and dispatch is told so, and its round is not published", async () => {
  expect(await stops()).toEqual(["stores", "store_staff", "buses", "drivers", "dispatch"]);
  await expect(publish()).rejects.toMatchObject({ code: "refused", detail: { guard: "city_ready" } });
});

test("with one of each the round goes out; who left, what is shut and what stands still counts no more", async () => {
  await makeReady(city);
  expect(await stops()).toEqual([]);
  const { db } = city.owner;
  city.clock.pass(60);
  await db.update(supermarkets).set({ dailyCapacityBags: 0 });
  await db.update(vehicles).set({ inService: false });
  await db.update(assignments).set({ to: city.clock.now() }).where(eq(assignments.role, "DIS"));
  await db.update(households).set({ vacant: true });
  expect(await stops()).toEqual(["homes", "grid_workers", "stores", "buses", "drivers", "dispatch"]);
  await db.update(supermarkets).set({ dailyCapacityBags: 10 });
  await db.update(vehicles).set({ inService: true });
  await db.update(assignments).set({ to: null }).where(eq(assignments.role, "DIS"));
  await db.update(households).set({ vacant: false });
  expect(await publish()).toMatchObject({ state: "published" });
});
