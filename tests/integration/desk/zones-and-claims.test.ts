import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { claims, householdOrders, zoneVersions } from "../../../src/db/schema/index.ts";
import { plusSeconds } from "../../../src/domain/kernel/time.ts";
import { chargeOrder } from "../../../src/domain/ledger/ledger.ts";
import { act, look } from "../../../src/server/act.ts";
import { unwrap } from "../../../src/server/app-error.ts";
import { turnClock } from "../../../src/server/jobs/turn-clock.ts";
import { post } from "../../../src/server/post.ts";
import { answerClaim } from "../../../src/server/usecases/claims/answer-claim.ts";
import { lookAtClaims } from "../../../src/server/usecases/claims/look-at-claims.ts";
import { openClaim } from "../../../src/server/usecases/claims/open-claim.ts";
import { reopenClaim } from "../../../src/server/usecases/claims/reopen-claim.ts";
import { claimPayment } from "../../../src/server/usecases/money/claim-payment.ts";
import { matchOrderPayment } from "../../../src/server/usecases/money/move-payment.ts";
import { liftZone, setZones } from "../../../src/server/usecases/zones/set-zones.ts";
import { listZones } from "../../../src/server/views/desk/list-zones.ts";
import { listClaimsOf } from "../../../src/server/views/resident/claims-of-order.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.close());

const version = async (id: string) =>
  (
    await city.owner.db
      .select()
      .from(zoneVersions)
      .where(eq(zoneVersions.id, id as never))
  )[0];

test("a new order is a new version: what it follows keeps its level and is closed at the new one's time", async () => {
  const desk = city.ctxFor("DESK");
  const communityId = city.places[0].id;
  const now = city.clock.now();
  const one = async (order: Parameters<typeof setZones>[1]) => (await setZones(desk, order)).zoneIds[0]!;
  const first = await one({
    areas: [{ communityId }],
    level: "control",
    from: plusSeconds(now, -60),
    orderNumber: "1 号",
  });
  await turnClock(city.ctxFor("SYS"));
  expect((await version(first))?.state).toBe("effective");
  const second = await one({
    areas: [{ communityId }],
    level: "lockdown",
    from: plusSeconds(now, 3600),
    orderNumber: "2 号",
  });
  await turnClock(city.ctxFor("SYS"));
  expect([(await version(first))?.state, (await version(second))?.state]).toEqual(["effective", "approved"]);
  city.clock.pass(3700);
  await turnClock(city.ctxFor("SYS"));
  expect(await version(first)).toMatchObject({ state: "superseded", level: "control", to: plusSeconds(now, 3600) });
  expect(await version(second)).toMatchObject({ state: "effective", parents: [first] });
  await liftZone(desk, { zoneId: second, orderNumber: "3 号" });
  expect((await version(second))?.state).toBe("lifted");
  expect((await listZones(desk)).map((z) => z.orderNumber).sort()).toEqual(["1 号", "2 号"]);
  await expect(
    setZones(desk, {
      areas: [{ communityId, gridNumbers: [1, 99] }],
      level: "control",
      from: now,
      orderNumber: "4 号",
    }),
  ).rejects.toMatchObject({ detail: { kind: "no_such_grid" } });
});

test("a refund credits the home, owes it to whoever has paid, and the books stay at zero", async () => {
  const home = city.places[0].grids[0].homes[5]!;
  const order = await anOrder(city, home, { state: "delivered" });
  const charge = unwrap(chargeOrder(home.id, [{ amountFen: order.totalFen, stock: "paid" }]));
  const whose = { cycleId: city.cycleId, orderId: order.id, householdId: home.id, gridId: home.gridId };
  await act(city.ctxFor("SYS"), (tx) => post(tx, [{ posting: charge, ...whose }]));
  await claimPayment(city.residentOf(home), { orderId: order.id });
  await matchOrderPayment(city.ctxFor("DESK"), { orderId: order.id, amountFen: order.totalFen });
  const { claimId } = await openClaim(city.residentOf(home), { orderId: order.id, kind: "damaged", words: "碎了" });
  const desk = city.ctxFor("DESK");
  expect((await lookAtClaims(desk)).claims.map((c) => c.claimId)).toEqual([claimId]);
  const [looked] = await city.owner.sql<
    { n: number }[]
  >`SELECT count(*)::int AS n FROM audit_events WHERE kind = 'claim.viewed'`;
  expect(looked?.n).toBe(1);
  await expect(answerClaim(desk, { answer: "refund", claimId, amountFen: 999_999, words: "" })).rejects.toMatchObject({
    detail: { guard: "refund_within_price" },
  });
  expect(await answerClaim(desk, { answer: "refund", claimId, amountFen: 900, words: "退三个蛋的钱" })).toEqual({
    state: "remedied",
  });
  const [after] = await city.owner.db.select().from(householdOrders).where(eq(householdOrders.id, order.id));
  expect(after).toMatchObject({ payment: "refund_due", totalFen: order.totalFen - 900 });
  const [books] = await city.owner.db.execute<{ n: string; entries: number }>(
    sql`SELECT sum(amount_fen) AS n, count(*)::int AS entries FROM ledger_entries WHERE order_id = ${order.id}`,
  );
  expect([Number(books?.n), books?.entries], "charge, payment and credit").toEqual([0, 6]);
  await expect(answerClaim(desk, { answer: "reject", claimId, words: "不行" })).rejects.toMatchObject({
    code: "refused",
  });
  expect((await city.owner.db.select().from(claims).where(eq(claims.id, claimId)))[0]?.answer).toBe("退三个蛋的钱");
});

test("what was turned down is said once more by the home or its worker, with the day's clock anew, and never a third time", async () => {
  const [grid, next] = city.places[0].grids;
  const desk = city.ctxFor("DESK");
  const order = await anOrder(city, grid.homes[4]!, { state: "delivered" });
  const worker = city.workerOf(grid);
  const { claimId } = await openClaim(worker, { orderId: order.id, kind: "rotten", words: "烂了" });
  const again = { claimId, words: "底下也是烂的" };
  await expect(reopenClaim(worker, again)).rejects.toMatchObject({ detail: { kind: "not_from_here" } });
  await answerClaim(desk, { answer: "reject", claimId, words: "照片上是好的" });
  await expect(reopenClaim(city.workerOf(next), again)).rejects.toThrow("not_found");
  await expect(reopenClaim(city.residentOf(grid.homes[5]!), again)).rejects.toThrow("not_found");
  const seen = await look(worker, (tx) => listClaimsOf(tx, { id: order.id, state: "delivered" }));
  expect(seen.map((c) => c.mayReopen)).toEqual([true]);
  const both = await Promise.allSettled([reopenClaim(worker, again), reopenClaim(city.residentOf(order.home), again)]);
  expect(both.map((x) => x.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const [row] = await city.owner.db.select().from(claims).where(eq(claims.id, claimId));
  expect(row).toMatchObject({ state: "reopened", reopened: 1, words: "烂了\n底下也是烂的", answer: "照片上是好的" });
  expect(row!.answerBy).toBeGreaterThan(city.clock.now());
  await answerClaim(desk, { answer: "reject", claimId, words: "还是不行" });
  await expect(reopenClaim(worker, again)).rejects.toMatchObject({ detail: { guard: "not_reopened_before" } });
});

test("claims come by pages, the most urgent first, and only those that were shown are on record as looked at", async () => {
  const home = city.places[0].grids[1].homes[2]!;
  const order = await anOrder(city, home, { state: "delivered" });
  await city.owner
    .sql`INSERT INTO claims (id, cycle_id, order_id, household_id, grid_id, kind, words, answer_by, opened_at)
    SELECT gen_random_uuid(), ${city.cycleId}, ${order.id}, ${home.id}, ${home.gridId}, 'missing', 'n' || n, now() + n * interval '1 hour', now()
    FROM generate_series(1, 45) n`;
  const looked = async () => (await city.owner.sql`SELECT 1 FROM audit_events WHERE kind = 'claim.viewed'`).length;
  const before = await looked();
  const desk = city.ctxFor("DESK");
  const last = await lookAtClaims(desk, 3);
  expect(last.at).toEqual({ page: 3, pages: 3, first: 41, last: 45, total: 45 });
  expect(last.claims.map((c) => c.words)).toEqual(["n41", "n42", "n43", "n44", "n45"]);
  expect((await looked()) - before).toBe(5);
});
