import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bags, cycles } from "../../../src/db/schema/index.ts";
import { look } from "../../../src/server/act.ts";
import { getCycleDetail, listCycles } from "../../../src/server/views/desk/get-cycles.ts";
import { getCycleRef, listCycleRefs } from "../../../src/server/views/desk/list-cycles.ts";
import { aCity, type City } from "../../support/city.ts";
import { aBusAtTheGate, anOrder } from "../../support/orders-and-bus.ts";

let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.close());

/** What each of the desk's readers says of the cycle. */
async function stages(): Promise<Set<string | undefined>> {
  const desk = city.ctxFor("DESK");
  const refs = await look(desk, async (tx) => [...(await listCycleRefs(tx)), await getCycleRef(tx, city.cycleId)]);
  const rows = [...(await listCycles(desk)), (await getCycleDetail(desk, city.cycleId)).cycle];
  return new Set([...refs, ...rows].filter((c) => c.id === city.cycleId).map((c) => c.stage));
}

test("a cycle is being packed until its first bag leaves a store, on its way while one of its bags is, delivered once all have come to their end, then reconciled", async () => {
  const grid = city.places[0].grids[0];
  const orders = [await anOrder(city, grid.homes[0]!), await anOrder(city, grid.homes[1]!)];
  await aBusAtTheGate(city, grid, orders);
  const put = (state: "fulfilling" | "reconciling" | "settled") =>
    city.pastTheGate.db.update(cycles).set({ state }).where(eq(cycles.id, city.cycleId));
  await put("fulfilling");
  const lay = (state: "staged" | "loaded" | "at_gate") =>
    city.pastTheGate.db.update(bags).set({ state }).where(eq(bags.cycleId, city.cycleId));
  await lay("staged");
  expect(await stages()).toEqual(new Set(["packing"]));
  await lay("loaded");
  expect(await stages()).toEqual(new Set(["packing"]));
  await lay("at_gate");
  expect(await stages()).toEqual(new Set(["fulfilling"]));
  await city.pastTheGate.db.update(bags).set({ state: "delivered" }).where(eq(bags.orderId, orders[0]!.id));
  expect(await stages()).toEqual(new Set(["fulfilling"]));
  await city.pastTheGate.db.update(bags).set({ state: "lost" }).where(eq(bags.orderId, orders[1]!.id));
  expect(await stages(), "the bus is still to come home").toEqual(new Set(["delivered"]));
  for (const state of ["reconciling", "settled"] as const) {
    await put(state);
    expect(await stages()).toEqual(new Set([state]));
  }
});
