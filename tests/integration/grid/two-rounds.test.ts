import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cycles, gridSheets } from "../../../src/db/schema/index.ts";
import { atServiceDay, plusDays, plusSeconds, type ServiceDay } from "../../../src/domain/kernel/time.ts";
import { getBuildingBoard, listBuildings } from "../../../src/server/views/grid/get-building-board.ts";
import { getCash } from "../../../src/server/views/grid/get-cash.ts";
import { getCommunity } from "../../../src/server/views/grid/get-community.ts";
import { getGridToday } from "../../../src/server/views/grid/get-grid-today.ts";
import { getHouseholdSheet, getProxyOrder } from "../../../src/server/views/grid/get-household-sheet.ts";
import { getSheet } from "../../../src/server/views/grid/get-sheet.ts";
import { listHomes, listReviews } from "../../../src/server/views/grid/list-reviews.ts";
import { aSecondRound } from "../../support/a-second-round.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder, type TestOrder } from "../../support/orders-and-bus.ts";

// Two rounds are open at once. Home 0 has ordered from both, home 1 from the later one, with a doubt.

let city: City;
let later: City;
let days: ServiceDay[];
let both: TestOrder[];
const grid = () => city.places[0].grids[0];
const homes = () => grid().homes;
const worker = () => city.workerOf(grid());
const rounds = () => [city.cycleId, later.cycleId];

beforeAll(async () => {
  city = await aCity();
  const [own] = await city.owner.db.select().from(cycles).where(eq(cycles.id, city.cycleId));
  days = [own!.deliveryDay, plusDays(own!.deliveryDay, 2)];
  later = await aSecondRound(city, {
    deliveryDay: days[1]!,
    cutOffAt: plusSeconds(own!.cutOffAt, 86_400),
    graceEndsAt: plusSeconds(own!.graceEndsAt, 86_400),
  });
  const sheets = await city.owner.db.select().from(gridSheets).where(eq(gridSheets.cycleId, city.cycleId));
  await city.owner.db
    .insert(gridSheets)
    .values(sheets.map((x) => ({ ...x, id: randomUUID() as typeof x.id, cycleId: later.cycleId })));
  both = [
    await anOrder(city, homes()[0]!, { state: "confirmed", lines: { A: 1 } }),
    await anOrder(later, homes()[0]!, { state: "confirmed", lines: { A: 2 } }),
  ];
  await anOrder(later, homes()[1]!, { state: "needs_review", lines: { B: 3 } });
});
afterAll(() => city.close());

test("today lists what is left of both rounds, the one cut off first in front, each by its delivery day", async () => {
  const { tallies } = await getGridToday(worker());
  expect(tallies.map((t) => [t.cycleId, t.deliveryDayMs, t.ordered, t.doubtful])).toEqual([
    [city.cycleId, atServiceDay(days[0]!, 0), 1, 0],
    [later.cycleId, atServiceDay(days[1]!, 0), 2, 1],
  ]);
});

test("sheet, review, lists, buildings and the clerk's page are of the round asked for, and name both", async () => {
  const of = async (round?: (typeof city)["cycleId"]) => {
    const sheet = await getSheet(worker(), undefined, round);
    const review = await listReviews(worker(), undefined, round);
    const quiet = await listHomes(worker(), "knock", undefined, round);
    const list = await listBuildings(worker(), undefined, round);
    const board = await getBuildingBoard(worker(), grid().buildingId, 1, "order", round);
    const clerk = await getCommunity(city.clerkOf(city.places[0]), undefined, round);
    for (const view of [sheet, review, quiet, list, board, clerk])
      expect(view?.rounds.map((r) => r.cycleId).toSorted()).toEqual(rounds().toSorted());
    return {
      cycles: [sheet, review, quiet, list, board, clerk.cycle].map((v) => v?.cycleId),
      homes: sheet?.homes,
      doubtful: review.doubtful.length,
      quiet: quiet.rows.length,
      ordered: list.buildings[0]?.ordered,
      clerk: clerk.sheets.find((x) => x.gridId === grid().id)?.homes,
    };
  };
  const first = { homes: 1, doubtful: 0, quiet: homes().length - 1, ordered: 1, clerk: 1 };
  const second = { homes: 1, doubtful: 1, quiet: homes().length - 2, ordered: 2, clerk: 1 };
  expect(await of(city.cycleId)).toEqual({ cycles: Array(6).fill(city.cycleId), ...first });
  expect(await of(later.cycleId)).toEqual({ cycles: Array(6).fill(later.cycleId), ...second });
  expect((await getSheet(worker()))?.cycleId).toBe(city.cycleId);
});

test("for a home the worker orders from the round it has nothing of, and changes the order of the one he names", async () => {
  const one = await getHouseholdSheet(worker(), homes()[1]!.id);
  expect(one.mayOrder.map((r) => r.cycleId)).toEqual([city.cycleId]);
  expect((await getHouseholdSheet(worker(), homes()[2]!.id)).mayOrder.map((r) => r.cycleId)).toEqual(rounds());
  const anew = await getProxyOrder(worker(), homes()[1]!.id);
  expect(anew.cycleId).toBe(city.cycleId);
  const b = anew.offers.find((o) => o.letter === "B")!;
  const wanted = Math.min(3, b.householdLimit, b.left);
  expect(anew.last).toEqual({ lines: [{ packageVersionId: b.packageVersionId, wanted }], whole: wanted === 3 });
  expect((await getProxyOrder(worker(), homes()[2]!.id)).last).toBeNull();
  const change = await getProxyOrder(worker(), homes()[0]!.id, later.cycleId);
  expect(change).toMatchObject({ cycleId: later.cycleId, order: { orderId: both[1]!.id, lines: [{ wanted: 2 }] } });
  await expect(getProxyOrder(worker(), homes()[0]!.id, randomUUID())).rejects.toMatchObject({ code: "not_found" });
});

test("cash owed for two rounds is two rows, each by its delivery day", async () => {
  const { owed } = await getCash(worker());
  const mine = owed.filter((r) => r.householdId === homes()[0]!.id);
  expect(mine.map((r) => [r.orderId, r.dayMs])).toEqual(both.map((o, i) => [o.id, atServiceDay(days[i]!, 0)]));
});
