import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cycles, householdOrders } from "../../../src/db/schema/index.ts";
import { plusDays, plusSeconds, toServiceDay } from "../../../src/domain/kernel/time.ts";
import type { Ctx } from "../../../src/server/ctx.ts";
import { getHouseholdSheet } from "../../../src/server/views/grid/get-household-sheet.ts";
import { getPackageForResident } from "../../../src/server/views/resident/get-package-for-resident.ts";
import { getResidentHome } from "../../../src/server/views/resident/get-resident-home.ts";
import { aSecondRound } from "../../support/a-second-round.ts";
import { aCity, type City, inAnotherProcess, type TestHome } from "../../support/city.ts";
import { livesIn } from "../../support/lives-in.ts";
import { aBusAtTheGate, anOrder } from "../../support/orders-and-bus.ts";

let city: City;
let me: Ctx;
const grid = () => city.places[0].grids[0];
const own = () => grid().homes[0] as TestHome;
const today = () => toServiceDay(city.clock.now());

beforeEach(async () => {
  city = await aCity();
  me = await livesIn(city, own());
});
afterEach(() => city.close());

const setCode = (id: string, pickupCode: string) =>
  city.owner.db
    .update(householdOrders)
    .set({ pickupCode })
    .where(eq(householdOrders.id, id as never));

test("home lists every order that has not come, by delivery day, each with a station of its own", async () => {
  const late = await anOrder(city, own(), { state: "confirmed" });
  await aBusAtTheGate(city, grid(), [late]);
  await city.pastTheGate.db
    .update(cycles)
    .set({ deliveryDay: plusDays(today(), -1) })
    .where(eq(cycles.id, city.cycleId));
  const open = await aSecondRound(city, { state: "open", deliveryDay: plusDays(today(), 1) });
  const closed = await aSecondRound(city, { number: 9, state: "closed", deliveryDay: today() });
  const next = await anOrder(closed, own(), { state: "locked" });
  const mine = await anOrder(open, own());
  const home = await getResidentHome(inAnotherProcess(me));
  expect(home.underWay.map((o) => [o.orderId, o.progress.station])).toEqual([
    [late.id, 3],
    [next.id, 1],
  ]);
  expect(home.round?.mine?.orderId).toBe(mine.id);
});

test("two orders that come to one home on one day are one visit with one code, for the home and for the grid worker", async () => {
  const other = await aSecondRound(city);
  const first = await anOrder(city, own());
  const second = await anOrder(other, own());
  const tomorrow = await anOrder(await aSecondRound(city, { number: 9, deliveryDay: plusDays(today(), 5) }), own());
  await setCode(first.id, "1111");
  await setCode(second.id, "2222");
  await setCode(tomorrow.id, "3333");
  await city.owner.db
    .update(householdOrders)
    .set({ placedAt: plusSeconds(city.clock.now(), -60) })
    .where(eq(householdOrders.id, first.id));
  const sheet = await getHouseholdSheet(city.ctxFor("GW", { userId: grid().worker, grids: [grid().id] }), own().id);
  const said = async () => {
    const view = await getResidentHome(inAnotherProcess(me));
    return new Map(
      [...view.underWay, ...(view.round?.mine ? [view.round.mine] : [])].map((o) => [o.orderId, o.pickupCode]),
    );
  };
  const told = await said();
  expect([first, second, tomorrow].map((o) => told.get(o.id))).toEqual(["1111", "1111", "3333"]);
  for (const o of sheet.orders) expect(o.pickupCode).toBe(told.get(o.orderId));
  await city.pastTheGate.db.update(householdOrders).set({ state: "cancelled" }).where(eq(householdOrders.id, first.id));
  expect((await said()).get(second.id)).toBe("2222");
});

test("with two rounds open the home names both and orders from the one it has chosen, page by page", async () => {
  const later = await aSecondRound(city, { deliveryDay: plusDays(today(), 6) });
  const home = await getResidentHome(inAnotherProcess(me));
  expect(home.rounds.map((r) => r.cycleId)).toEqual([city.cycleId, later.cycleId]);
  expect(home.round?.cycleId).toBe(city.cycleId);
  const order = await anOrder(later, own());
  const chosen = await getResidentHome(inAnotherProcess(me), undefined, later.cycleId);
  expect(chosen.round).toMatchObject({ cycleId: later.cycleId, mine: { orderId: order.id } });
  expect(chosen.underWay).toEqual([]);
  const page = await getPackageForResident(me, city.packages.A, later.cycleId);
  expect(page).toMatchObject({ cycleId: later.cycleId, homes: [{ ordered: order.id }] });
  expect(await getPackageForResident(me, city.packages.A)).toMatchObject({
    cycleId: city.cycleId,
    homes: [{ ordered: null }],
  });
});
