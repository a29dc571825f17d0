import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditEvents, bags, batches, claims, settlements, stops } from "../../../src/db/schema/index.ts";
import type { BatchId, ClaimId, SettlementId } from "../../../src/domain/kernel/ids.ts";
import { fen } from "../../../src/domain/kernel/money.ts";
import { look } from "../../../src/server/act.ts";
import { recordDoors } from "../../../src/server/usecases/bags/record-doors.ts";
import { answerClaim } from "../../../src/server/usecases/claims/answer-claim.ts";
import { openClaim } from "../../../src/server/usecases/claims/open-claim.ts";
import { answerSettlement, proposeSettlement, settleStore } from "../../../src/server/usecases/money/settle-store.ts";
import { moveBatches } from "../../../src/server/usecases/supply/move-batches.ts";
import { repackBatch } from "../../../src/server/usecases/supply/repack-batch.ts";
import { getStoreSettlement, listSettlements } from "../../../src/server/views/desk/list-settlements.ts";
import { allocate, aStore, aTrip, freezeAll, handOverAt, someBuses } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder, type TestOrder } from "../../support/orders-and-bus.ts";

let city: City;
let store: Awaited<ReturnType<typeof aStore>>;
let other: typeof store;
let order: TestOrder;
let batchIds: BatchId[];
const desk = () => city.ctxFor("DESK", { userId: city.places[0].clerk });
const grid = () => city.places[0].grids[0];

beforeAll(async () => {
  city = await aCity();
  store = await aStore(city, { A: 10 });
  other = await aStore(city, {});
  order = await anOrder(city, grid().homes[0]!, { lines: { A: 3 } });
  await freezeAll(city);
  await allocate(city);
  batchIds = (await city.owner.db.select({ id: batches.id }).from(batches)).map((b) => b.id);
  const walk = async (...acts: ("accept" | "start_picking" | "finish_picking" | "pack" | "stage")[]) => {
    for (const act of acts) await moveBatches(store.manager, { act, batchIds });
  };
  await walk("accept", "start_picking", "finish_picking", "pack");
  // What is scrapped in the store and packed anew is paid for once.
  await repackBatch(store.manager, { batchId: batchIds[0]!, reason: "破了" });
  await walk("finish_picking", "pack", "stage");
});
afterAll(() => city.close());

const wish = (revision: number, more: Partial<Parameters<typeof proposeSettlement>[1]> = {}) => ({
  cycleId: city.cycleId,
  supermarketId: store.id,
  revision,
  prices: [],
  leftOut: [],
  ...more,
});
const guardOf = (guard: string) => expect.objectContaining({ detail: expect.objectContaining({ guard }) });
const viewOf = async () => (await listSettlements(desk(), city.cycleId)).stores[0]!;

test("before the bags are at the end of their way nothing is laid down, and a store that packed nothing has nothing", async () => {
  await expect(proposeSettlement(desk(), wish(0))).rejects.toEqual(guardOf("bags_final"));
  await expect(proposeSettlement(desk(), wish(0, { supermarketId: other.id }))).rejects.toEqual(
    guardOf("something_packed"),
  );
  expect(await city.owner.db.select().from(settlements)).toEqual([]);
});

test("bags that a bus took over are owed at the price card's price, scrapped ones not twice", async () => {
  const fleet = await someBuses(city, 1);
  const driver = fleet.drivers[0]!;
  const tripId = await aTrip(city, store, batchIds, { depotId: fleet.depotId, driver }, "running");
  const [stop] = await city.owner.db.select().from(stops).where(eq(stops.tripId, tripId));
  await handOverAt(city, tripId, stop!.id, grid(), 3, driver);
  const worker = city.workerOf(grid());
  await recordDoors(worker, { events: [{ id: crypto.randomUUID(), orderId: order.id, act: "delivered" }] } as never);
  const laid = await proposeSettlement(desk(), wish(0));
  expect(await proposeSettlement(desk(), wish(0))).toEqual(laid);
  expect(await viewOf()).toMatchObject({
    state: "proposed",
    revision: 1,
    sums: { bags: 3, goodsFen: 15_000, payableFen: 15_000 },
    lines: [{ kind: "goods", letter: "A", bags: 3, amountFen: 15_000 }],
  });
  expect(await city.owner.db.select().from(auditEvents).where(eq(auditEvents.kind, "settlement.propose"))).toHaveLength(
    1,
  );
});

const theRow = async () => (await city.owner.db.select().from(settlements))[0]!;
const answerAs = async (who: typeof store.manager, answer: "agree" | "dispute", revision: number, reason?: string) =>
  answerSettlement(who, { settlementId: (await theRow()).id, revision, answer, reason });

test("another store sees none of it and answers nothing; a dispute comes with its reason", async () => {
  await expect(answerAs(other.manager, "agree", 1)).rejects.toMatchObject({ code: "not_found" });
  expect(await look(other.manager, (tx) => tx.select().from(settlements))).toEqual([]);
  expect(() => getStoreSettlement(other.manager, store.id, undefined)).toThrow();
  await expect(answerAs(store.manager, "dispute", 1)).rejects.toEqual(guardOf("reason_given"));
  await answerAs(store.manager, "dispute", 1, "合同价是 48");
  await answerAs(store.manager, "dispute", 1, "合同价是 48");
  expect(await viewOf()).toMatchObject({ state: "disputed", reason: "合同价是 48" });
});

test("a claim that is made good meanwhile changes the lines: neither side can go on with the old ones", async () => {
  const contract = { prices: [{ packageVersionId: city.packages.A, contractFen: fen(4800) }] };
  await proposeSettlement(desk(), wish(1, contract));
  expect((await viewOf()).sums.payableFen).toBe(14_400);
  const { claimId } = await openClaim(city.residentOf(order.home), {
    orderId: order.id,
    kind: "rotten",
    words: "烂了",
  });
  await answerClaim(desk(), { answer: "refund", claimId, amountFen: 900, words: "退九块" } as never);
  await expect(answerAs(store.manager, "agree", 2)).rejects.toEqual(guardOf("lines_stand"));
  await expect(answerAs(store.manager, "agree", 1)).rejects.toMatchObject({ code: "conflict" });
  expect(await viewOf()).toMatchObject({ changedLines: 1, revision: 2 });
  await proposeSettlement(desk(), wish(2, contract));
  expect((await viewOf()).sums).toMatchObject({ goodsFen: 14_400, claimsFen: -900, payableFen: 13_500 });
  // The bus broke it, and not the store: the desk leaves it out.
  await proposeSettlement(desk(), wish(3, { ...contract, leftOut: [claimId as ClaimId] }));
  expect((await viewOf()).sums).toMatchObject({ claimsFen: 0, payableFen: 14_400 });
});

test("agreed by the store and settled by the desk, once each; open claims wait for their answer first", async () => {
  const { id } = await theRow();
  const settle = (settlementId: SettlementId = id) => settleStore(desk(), { settlementId, revision: 4 });
  await expect(settle()).rejects.toMatchObject({ code: "refused", detail: { kind: "not_from_here" } });
  const agreed = await answerAs(store.manager, "agree", 4);
  expect(await answerAs(store.manager, "agree", 4)).toEqual(agreed);
  const { claimId } = await openClaim(city.residentOf(order.home), {
    orderId: order.id,
    kind: "missing",
    words: "少了",
  });
  await expect(settle()).rejects.toEqual(guardOf("claims_answered"));
  await answerClaim(desk(), { answer: "reject", claimId, words: "都在" } as never);
  const both = await Promise.all([settle(), settle()]);
  expect(both.map((s) => s.state)).toEqual(["settled", "settled"]);
  expect(await city.owner.db.select().from(auditEvents).where(eq(auditEvents.kind, "settlement.settle"))).toHaveLength(
    1,
  );
  expect(
    await city.owner.db
      .select()
      .from(batches)
      .where(and(eq(batches.state, "settled"))),
  ).toHaveLength(1);
  await expect(proposeSettlement(desk(), wish(4))).rejects.toMatchObject({ detail: { kind: "not_from_here" } });
  expect(await getStoreSettlement(store.manager, store.id, city.cycleId)).toMatchObject({
    settlement: { state: "settled", sums: { payableFen: 14_400 } },
  });
  expect(await city.owner.db.select().from(claims)).toHaveLength(2);
  expect(await city.owner.db.select().from(bags).where(eq(bags.state, "delivered"))).toHaveLength(3);
});
