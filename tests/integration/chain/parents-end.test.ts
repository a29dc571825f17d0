import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bags, batches, orderLines, stops, supplyCommits } from "../../../src/db/schema/index.ts";
import { claimPayment } from "../../../src/server/usecases/money/claim-payment.ts";
import { matchOrderPayment } from "../../../src/server/usecases/money/move-payment.ts";
import { cancelTrip } from "../../../src/server/usecases/movement/publish-trips.ts";
import { giveUpBatch } from "../../../src/server/usecases/supply/give-up-batch.ts";
import { moveBatches } from "../../../src/server/usecases/supply/move-batches.ts";
import { reRouteBatch } from "../../../src/server/usecases/supply/re-route-batch.ts";
import { getResidentOrder } from "../../../src/server/views/resident/get-resident-order.ts";
import { allocate, aStore, aTrip, expectAllAddsUp, freezeAll, someBuses } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder, type TestOrder } from "../../support/orders-and-bus.ts";

// One test for each parent and its children: what becomes of them when it ends. Rounds: tests/integration/desk/cancel-cycle.test.ts;
// households and communities: homes-and-places-end.test.ts;
// stops: on-the-road.test.ts; people with cash in a box: tests/integration/grid/cash.test.ts.

let city: City;
let store: Awaited<ReturnType<typeof aStore>>;
let paid: TestOrder;
let due: TestOrder;
beforeEach(async () => {
  city = await aCity();
  const { homes } = city.places[0].grids[0];
  [paid, due] = [
    await anOrder(city, homes[0]!, { lines: { A: 2 } }),
    await anOrder(city, homes[3]!, { lines: { A: 1 } }),
  ];
  store = await aStore(city, { A: 5 });
  await freezeAll(city);
  await allocate(city);
  await claimPayment(city.residentOf(paid.home), { orderId: paid.id });
  await matchOrderPayment(city.ctxFor("DESK"), { orderId: paid.id, amountFen: 10_000 });
});
afterEach(() => city.close());

const desk = () => city.ctxFor("DESK");
const theBatch = async () => (await city.owner.db.select().from(batches))[0]!;
const orderOf = ({ home, id }: TestOrder) => getResidentOrder(city.residentOf(home), id);

test("a batch that no store takes is given up: its bags are short, whoever paid gets the money back, and who did not owes nothing", async () => {
  const { id: batchId } = await theBatch();
  await expect(giveUpBatch(desk(), { batchId, reason: "没有店能接" })).rejects.toMatchObject({
    detail: { kind: "not_from_here" },
  });
  await moveBatches(store.manager, { act: "reject", batchIds: [batchId], reason: "冷库坏了" });
  expect(await giveUpBatch(desk(), { batchId, reason: "没有店能接" })).toEqual({ bags: 3, homes: 2 });
  expect(await orderOf(paid)).toMatchObject({
    state: "shorted_out",
    shortBags: 2,
    money: { says: "comes_back", costFen: 0, backFen: 10_000, backBy: "transfer" },
  });
  expect(await orderOf(due)).toMatchObject({ state: "shorted_out", money: { says: "nothing", dueFen: 0 } });
  expect(await city.owner.db.$count(bags)).toBe(0);
  expect((await city.owner.db.select().from(supplyCommits)).map((c) => c.allocated)).toEqual([0]);
  expect((await city.owner.db.select().from(orderLines)).map((l) => [l.allocated, l.shortedAlloc])).toEqual(
    expect.arrayContaining([
      [0, 2],
      [0, 1],
    ]),
  );
  await expectAllAddsUp(city);
  await expect(giveUpBatch(desk(), { batchId, reason: "再来" })).rejects.toMatchObject({
    detail: { kind: "nothing_to_route" },
  });
});

test("of a batch that is given up and routed to another store at once, exactly one happens", async () => {
  const { id: batchId } = await theBatch();
  await moveBatches(store.manager, { act: "reject", batchIds: [batchId], reason: "冷库坏了" });
  const other = await aStore(city, { A: 5 });
  const both = await Promise.allSettled([
    giveUpBatch(desk(), { batchId, reason: "没有店能接" }),
    reRouteBatch(desk(), { batchId, supermarketId: other.id }),
  ]);
  expect(both.map((x) => x.status).sort()).toEqual(["fulfilled", "rejected"]);
  await expectAllAddsUp(city);
});

test("a trip that is called off leaves its bags at the store, owed and paid for as before, for the next trip", async () => {
  const fleet = await someBuses(city, 2);
  const { id: batchId } = await theBatch();
  for (const act of ["accept", "start_picking", "finish_picking", "pack", "stage"] as const)
    await moveBatches(store.manager, { act, batchIds: [batchId] });
  const [bus, spare] = fleet.drivers.map((driver) => ({ depotId: fleet.depotId, driver }));
  const tripId = await aTrip(city, store, [batchId], bus!, "published");
  await cancelTrip(city.ctxFor("DIS"), { tripId, reason: "车坏了" });
  const left = await city.owner.db.select().from(bags);
  expect(left.map((b) => [b.state, b.stopId])).toEqual(Array(3).fill(["staged", null]));
  expect((await orderOf(paid)).money).toMatchObject({ says: "paid", backFen: 0 });
  const next = await aTrip(city, store, [batchId], spare!, "running");
  const [stop] = await city.owner.db.select().from(stops).where(eq(stops.tripId, next));
  expect(
    (await city.owner.db.select().from(bags)).every((b) => b.stopId === stop?.id && b.state === "in_transit"),
  ).toBe(true);
  await expectAllAddsUp(city);
});
