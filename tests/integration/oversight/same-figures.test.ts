import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bags, householdOrders } from "../../../src/db/schema/index.ts";
import { findOrder } from "../../../src/server/views/desk/find-order.ts";
import { getCycleDetail } from "../../../src/server/views/desk/get-cycles.ts";
import { getDeskNow } from "../../../src/server/views/desk/get-desk-now.ts";
import { listMoney } from "../../../src/server/views/desk/list-money.ts";
import { listSheets } from "../../../src/server/views/desk/list-sheets.ts";
import { getPublish } from "../../../src/server/views/dispatch/get-publish.ts";
import { getDriverDay } from "../../../src/server/views/driver/get-driver-day.ts";
import { listBuildings } from "../../../src/server/views/grid/get-building-board.ts";
import { getCommunity } from "../../../src/server/views/grid/get-community.ts";
import { getGridToday } from "../../../src/server/views/grid/get-grid-today.ts";
import { getHouseholdSheet } from "../../../src/server/views/grid/get-household-sheet.ts";
import { getReceive } from "../../../src/server/views/grid/get-receive.ts";
import { getSheet } from "../../../src/server/views/grid/get-sheet.ts";
import { getResidentHome } from "../../../src/server/views/resident/get-resident-home.ts";
import { getResidentOrder } from "../../../src/server/views/resident/get-resident-order.ts";
import { getStoreDay } from "../../../src/server/views/store/get-store-day.ts";
import { aCity, type City, inAnotherProcess, type TestHome } from "../../support/city.ts";
import { livesIn } from "../../support/lives-in.ts";
import { aBusAtTheGate, anOrder, type TestBus, type TestOrder } from "../../support/orders-and-bus.ts";

// One day, read by every role: the same fact is the same figure on every screen. Two homes of one grid order five bags.

let city: City;
let orders: TestOrder[];
const grid = () => city.places[0].grids[0];
const homes = () => [grid().homes[0], grid().homes[3]] as [TestHome, TestHome];
const worker = () => city.workerOf(grid());
const desk = () => city.ctxFor("DESK");

beforeAll(async () => {
  city = await aCity();
  orders = [
    await anOrder(city, homes()[0], { state: "confirmed", lines: { A: 2, B: 1 } }),
    await anOrder(city, homes()[1], { state: "confirmed", lines: { A: 2 } }),
  ];
});
afterAll(() => city.close());

test("while homes order: as many homes and bags for the grid worker, his community, the desk and the price card", async () => {
  const today = await getGridToday(worker(), grid().id);
  const sheet = await getSheet(worker(), grid().id);
  const buildings = await listBuildings(worker(), grid().id);
  const clerk = await getCommunity(city.clerkOf(city.places[0]));
  const rows = (await listSheets(desk(), city.cycleId)).rows.filter((r) => r.bags > 0);
  const now = await getDeskNow(desk(), city.cycleId);
  const card = await getCycleDetail(desk(), city.cycleId);
  const reserved = card.offers.reduce((n, o) => n + o.reserved, 0);
  expect({
    today: today.tallies[0]?.ordered,
    sheet: sheet?.homes,
    buildings: buildings.buildings.reduce((n, b) => n + b.ordered, 0),
    clerk: clerk.sheets.find((s) => s.gridId === grid().id)?.homes,
    desk: rows.map((r) => r.homes),
    funnel: now.homes.wanted,
  }).toEqual({ today: 2, sheet: 2, buildings: 2, clerk: 2, desk: [2], funnel: 2 });
  expect({
    sheet: sheet?.bags,
    clerk: clerk.sheets.find((s) => s.gridId === grid().id)?.bags,
    desk: rows.map((r) => r.bags),
    funnel: now.bags.wanted,
    reserved,
  }).toEqual({ sheet: 5, clerk: 5, desk: [5], funnel: 5, reserved: 5 });
});

test("an order has one number, one state, one code and one sum of money, at home, for the grid worker and at the desk", async () => {
  const me = await livesIn(city, homes()[0]);
  const id = orders[0]?.id as TestOrder["id"];
  const [row] = await city.owner.db.select().from(householdOrders).where(eq(householdOrders.id, id));
  const first = (await getResidentHome(inAnotherProcess(me))).round?.mine;
  const page = await getResidentOrder(me, id);
  const sheet = (await getHouseholdSheet(worker(), homes()[0].id)).orders.find((o) => o.orderId === id);
  const found = await findOrder(desk(), { cycleId: city.cycleId, number: row?.number ?? 0 });
  const figures = [first, page].map((o) => [o?.number, o?.state, o?.pickupCode, o?.money.dueFen, o?.totalFen]);
  expect(figures[0]).toEqual(figures[1]);
  expect([sheet?.state, sheet?.pickupCode, sheet?.money.dueFen, sheet?.totalFen]).toEqual(figures[0]?.slice(1));
  expect([found.orderId, found.number, found.deliveryDayMs, found.totalFen]).toEqual([
    id,
    page.number,
    page.deliveryDayMs,
    page.totalFen,
  ]);
  const all = (await listMoney(desk())).sums.find((s) => s.total === "to_pay");
  expect(all).toMatchObject({ orders: 2, totalFen: orders.reduce((n, o) => n + o.totalFen, 0) });
});

test("on the road: one trip, one bus and as many bags for store, dispatch, driver, grid worker, home and desk", async () => {
  const bus: TestBus = await aBusAtTheGate(city, grid(), orders);
  const me = await livesIn(city, homes()[1]);
  const [bag] = await city.owner.db.select().from(bags).where(eq(bags.id, bus.bagIds[0]!));
  const store = await getStoreDay(city.ctxFor("SUPM", { supermarkets: [bag!.supermarketId] }), {});
  const loaded = store.groups.find((g) => g.trip?.tripId === bus.tripId);
  const [row] = (await getPublish(city.ctxFor("DIS"), city.cycleId)).rows;
  const drive = (await getDriverDay(city.ctxFor("DRV", { userId: bus.driver }), bus.tripId)).trip;
  const [gate] = (await getReceive(worker(), grid().id)).buses;
  const [today] = (await getGridToday(worker(), grid().id)).buses;
  const order = await getResidentOrder(me, orders[1]!.id);
  const name = [row?.number, row?.vehicle];
  expect([
    [loaded?.trip?.number, loaded?.trip?.bus],
    [drive?.number, drive?.bus],
    [gate?.tripNumber, gate?.bus],
    [today?.tripNumber, today?.bus],
    [order.bus?.number, order.bus?.bus],
  ]).toEqual(Array(5).fill(name));
  const now = await getDeskNow(desk(), city.cycleId);
  expect({
    dispatch: row?.bags,
    store: loaded?.bags,
    capacity: store.capacity.accepted,
    driver: drive?.bags,
    gate: gate?.bags,
    today: today?.bags,
    desk: now.bags.bus,
  }).toEqual({ dispatch: 5, store: 5, capacity: 5, driver: 5, gate: 5, today: 5, desk: 5 });
  const rest = await getResidentOrder(await livesIn(city, homes()[0]), orders[0]!.id);
  const numbers = await city.owner.db.select({ n: bags.number }).from(bags);
  expect([...order.bags, ...rest.bags].map((b) => b.number).sort()).toEqual(numbers.map((b) => b.n).sort());
});
