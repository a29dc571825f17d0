import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { communities } from "../../../src/db/schema/index.ts";
import { keepRow } from "../../../src/server/usecases/city/keep-row.ts";
import { decidePerson, makeJoinCode, showPhone } from "../../../src/server/usecases/people/decide-person.ts";
import { getKept } from "../../../src/server/views/desk/get-upkeep.ts";
import { getBuildingBoard, listBuildings } from "../../../src/server/views/grid/get-building-board.ts";
import { getCash, listPeople } from "../../../src/server/views/grid/get-cash.ts";
import { getCommunity } from "../../../src/server/views/grid/get-community.ts";
import { getDoorWalk } from "../../../src/server/views/grid/get-door-walk.ts";
import { getGridToday } from "../../../src/server/views/grid/get-grid-today.ts";
import { getHouseholdSheet, getProxyOrder } from "../../../src/server/views/grid/get-household-sheet.ts";
import { getSheet } from "../../../src/server/views/grid/get-sheet.ts";
import { listHomes, listReviews } from "../../../src/server/views/grid/list-reviews.ts";
import { aCity, type City } from "../../support/city.ts";
import { countSome } from "../../support/count-some.ts";
import { aBusAtTheGate, anOrder } from "../../support/orders-and-bus.ts";
import { takeCash } from "../../support/take-cash.ts";

let city: City;
beforeAll(async () => {
  city = await aCity();
  const homes = city.places[0].grids[0].homes;
  const paid = await anOrder(city, homes[0]!, { lines: { A: 1, B: 1 } });
  await takeCash(worker(), { orderId: paid.id, amountFen: paid.totalFen, dueFen: paid.totalFen });
  await anOrder(city, homes[3]!, { lines: { A: 2 } });
  await anOrder(city, homes[2]!, { lines: { B: 1 }, state: "needs_review" });
});
afterAll(() => city.close());
const worker = () => city.workerOf(city.places[0].grids[0]);

test("a clerk of several communities chooses between them, and gets none that is not his", async () => {
  const [one, two] = city.places;
  const both = city.ctxFor("COM", { userId: one.clerk, communities: [one.id, two.id] });
  const first = await getCommunity(both);
  expect(first.communityId).toBe(one.id);
  expect(new Set(first.places.map((p) => p.communityId))).toEqual(new Set([one.id, two.id]));
  expect((await getCommunity(both, two.id)).communityId).toBe(two.id);
  expect((await getCommunity(city.clerkOf(one), two.id)).communityId).toBe(one.id);
});

test("a place is written by form who gathers there, and day, sheet and clerk's page say that word", async () => {
  const desk = city.ctxFor("DESK", { userId: city.places[0].clerk });
  const [place] = await city.owner.db.select().from(communities).where(eq(communities.id, city.places[0].id));
  const code = place!.code;
  const named = async (aggregator: string) => {
    const { found } = await getKept(desk, "places", code);
    await keepRow(desk, { sheet: "places", seen: found!.seen, cells: { code, aggregator } });
    return [
      (await getGridToday(worker())).grid.aggregator,
      (await getSheet(worker()))?.grid.aggregator,
      (await getCommunity(city.clerkOf(city.places[0]))).aggregator,
    ];
  };
  expect(await named("点长")).toEqual(["site_head", "site_head", "site_head"]);
  city.clock.pass(1);
  // Nothing said: as places of its kind do.
  expect(await named("")).toEqual(["grid_worker", "grid_worker", "grid_worker"]);
  const { history } = await getKept(desk, "places", code);
  expect(history.map((h) => h.changes)).toEqual([
    [{ column: "aggregator", was: "site_head", is: null }],
    [{ column: "aggregator", was: null, is: "site_head" }],
  ]);
});

test("today says what is left of each thing", async () => {
  const view = await getGridToday(worker());
  expect(view.grid).toMatchObject({ number: 1, homes: 12 });
  expect(view.tallies).toMatchObject([
    { ordered: 3, doubtful: 1, late: 0, silent: 9, silentNoPhone: 1, sheetState: "collecting" },
  ]);
  expect(view).toMatchObject({ cashFen: 17_000, cashHomes: 1, doors: null, buses: [] });
});

test("the board has every door of the unit from the top down, and its counts add up", async () => {
  const [grid] = city.places[0].grids;
  const board = await getBuildingBoard(worker(), grid.buildingId, 1, "order");
  expect(board.floors.map((f) => [f.floor, f.cells.length])).toEqual([
    [3, 4],
    [2, 4],
    [1, 4],
  ]);
  expect(
    board.floors[2]?.cells.map((c) => [c.kind, c.letters.map((l) => l.letter + l.bags).join(" "), c.doubtful]),
  ).toEqual([
    ["paid", "A1 B1", false],
    ["alone", "", false],
    ["due", "B1", true],
    ["due", "A2", false],
  ]);
  expect(board.counts).toEqual({ paid: 1, due: 2, alone: 1, none: 8 });
  expect((await listBuildings(worker())).buildings).toMatchObject([{ homes: 12, ordered: 3, alone: 1 }]);
  await expect(getBuildingBoard(worker(), city.places[0].grids[1].buildingId, 1, "order")).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a home's sheet shows masked names and what may be done; another grid's home is not found", async () => {
  const [mine, other] = city.places[0].grids;
  const sheet = await getHouseholdSheet(worker(), mine.homes[3]!.id);
  expect(sheet.persons[0]?.name).toBe("黄*");
  expect(sheet.orders[0]).toMatchObject({
    money: { dueFen: 10_000 },
    mayChange: true,
    mayCancel: true,
    mayTakeCash: true,
  });
  expect(sheet.mayOrder).toEqual([]);
  expect((await getHouseholdSheet(worker(), mine.homes[5]!.id)).mayOrder.map((r) => r.cycleId)).toEqual([city.cycleId]);
  expect((await getProxyOrder(worker(), mine.homes[5]!.id)).offers.map((o) => o.letter)).toEqual(["A", "B", "H"]);
  for (const read of [getHouseholdSheet, getProxyOrder])
    await expect(read(worker(), other.homes[0]!.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(makeJoinCode(worker(), { householdId: other.homes[0]!.id })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("doubts, lists, sheet, cash and the clerk's page agree on their numbers", async () => {
  expect((await listReviews(worker())).doubtful).toMatchObject([
    { who: "黄*", reasons: ["diet"], letters: [{ letter: "B", bags: 1 }] },
  ]);
  expect((await listHomes(worker(), "knock")).rows).toHaveLength(9);
  expect((await listHomes(worker(), "call")).rows).toHaveLength(8);
  expect(await getSheet(worker())).toMatchObject({
    homes: 2,
    bags: 4,
    doubtful: 1,
    packages: [
      { letter: "A", bags: 3 },
      { letter: "B", bags: 1 },
    ],
  });
  expect(await getCash(worker())).toMatchObject({
    boxFen: 17_000,
    boxHomes: 1,
    owed: [
      { amountFen: 12_000, near: false },
      { amountFen: 10_000, near: false },
    ],
    back: [],
  });
  expect(
    (await getCommunity(city.clerkOf(city.places[0]))).sheets.map((s) => [s.gridNumber, s.homesInGrid, s.state]),
  ).toEqual([
    [1, 12, "collecting"],
    [2, 12, "collecting"],
  ]);
});

test("who looked at a number is on record, and a join request is decided once", async () => {
  const home = city.places[0].grids[0].homes[4]!;
  const userId = crypto.randomUUID();
  await city.owner.db.execute(
    sql`INSERT INTO users (id, name, email, phone_number) VALUES (${userId}, '林', 'lin@test.invalid', '13900001111')`,
  );
  const [person] = await city.owner.db.execute<{ id: never }>(
    sql`INSERT INTO persons (id, household_id, grid_id, user_id, name, state) VALUES (gen_random_uuid(), ${home.id}, ${home.gridId}, ${userId}, '林建国', 'requested') RETURNING id`,
  );
  expect((await listPeople(worker())).waiting).toMatchObject([{ name: "林建国", others: ["黄*"] }]);
  const both = await Promise.allSettled([
    decidePerson(worker(), { personId: person!.id, decision: "verify" }),
    decidePerson(worker(), { personId: person!.id, decision: "decline" }),
  ]);
  expect(both.map((x) => x.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await showPhone(worker(), { personId: person!.id })).toEqual({ phone: "13900001111" });
  await expect(showPhone(city.workerOf(city.places[0].grids[1]), { personId: person!.id })).rejects.toMatchObject({
    code: "not_found",
  });
  const looks = await city.owner.db.execute(sql`SELECT 1 FROM audit_events WHERE kind = 'person.phone_shown'`);
  expect(looks).toHaveLength(1);
});

test("after the bus the walk goes from the top down and the bus says what came", async () => {
  const [, grid] = city.places[1].grids;
  const ctx = city.workerOf(grid);
  const orders = [
    await anOrder(city, grid.homes[0]!),
    await anOrder(city, grid.homes[9]!, { note: "放门口" }),
    await anOrder(city, grid.homes[8]!),
  ];
  const bus = await aBusAtTheGate(city, grid, orders);
  expect((await getGridToday(ctx)).buses).toMatchObject([
    { state: "offered", bags: 3, letters: [{ letter: "A", bags: 3 }] },
  ]);
  await countSome(ctx, bus.handoverId, 3);
  const walk = await getDoorWalk(ctx);
  expect(walk.homes.map((h) => h.door.room)).toEqual(["301", "302", "101"]);
  expect(walk.homes[1]).toMatchObject({
    note: "放门口",
    dueFen: 5000,
    bags: [{ letter: "A" }],
    neighbours: ["301", "303", "304"],
  });
  expect((await getCash(ctx)).owed).toHaveLength(3);
  expect((await getGridToday(ctx)).doors).toMatchObject({ total: 3, done: 0, left: 3, next: { room: "301" } });
  expect((await getBuildingBoard(ctx, grid.buildingId, 1, "delivery")).counts).toMatchObject({ open: 3, none: 9 });
});
