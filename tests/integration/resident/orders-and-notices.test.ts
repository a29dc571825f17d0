import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cycles, householdOrders, notices, orderLines } from "../../../src/db/schema/index.ts";
import { type Instant, plusSeconds } from "../../../src/domain/kernel/time.ts";
import type { Ctx } from "../../../src/server/ctx.ts";
import { tellHomes } from "../../../src/server/jobs/turn-clock.ts";
import { claimPayment } from "../../../src/server/usecases/money/claim-payment.ts";
import { rejectPayment } from "../../../src/server/usecases/money/move-payment.ts";
import { readNotices } from "../../../src/server/usecases/people/read-notices.ts";
import { getOrderForChange } from "../../../src/server/views/resident/get-order-for-change.ts";
import { getPackageForResident } from "../../../src/server/views/resident/get-package-for-resident.ts";
import { getResidentHome } from "../../../src/server/views/resident/get-resident-home.ts";
import { getResidentOrder } from "../../../src/server/views/resident/get-resident-order.ts";
import { listNotices } from "../../../src/server/views/resident/list-notices.ts";
import { listOffers } from "../../../src/server/views/resident/list-offers.ts";
import { listResidentOrders } from "../../../src/server/views/resident/list-resident-orders.ts";
import { aCity, type City, inAnotherProcess, type TestHome } from "../../support/city.ts";
import { livesIn } from "../../support/lives-in.ts";
import { anOrder, type TestOrder } from "../../support/orders-and-bus.ts";

let city: City;
let me: Ctx;
const grid = () => city.places[0].grids[0];
const own = () => grid().homes[0] as TestHome;
const neighbour = () => grid().homes[3] as TestHome;
const helped = () => grid().homes[1] as TestHome;

beforeEach(async () => {
  city = await aCity();
  me = await livesIn(city, own());
});
afterEach(() => city.close());

const notFound = { code: "not_found" };

test("orders: newest first and only those of the reader's homes; a neighbour's order answers like a missing one", async () => {
  const mine = await anOrder(city, own(), { lines: { A: 1, H: 2 } });
  const theirs = await anOrder(city, neighbour());
  const { orders } = await listResidentOrders(me);
  expect(orders.map((o) => o.orderId)).toEqual([mine.id]);
  expect(orders[0]?.lines.map((l) => [l.letter, l.wanted, l.got])).toEqual([
    ["A", 1, null],
    ["H", 2, null],
  ]);
  for (const id of [theirs.id, randomUUID(), "no-id"]) {
    await expect(getResidentOrder(me, id)).rejects.toMatchObject(notFound);
    await expect(getOrderForChange(me, id)).rejects.toMatchObject(notFound);
  }
  expect(await listResidentOrders(city.ctxFor("RES"))).toMatchObject({ orders: [] });
});

test("one order: until the cut-off it may be changed, with everything on the card at hand; afterwards no more", async () => {
  const { id } = await anOrder(city, own(), { lines: { A: 2 }, note: "放门口" });
  const { order, offers: card } = await getOrderForChange(me, id);
  expect(order).toMatchObject({ mayChange: true, mayCancel: true, mayClaim: false, note: "放门口", claims: [] });
  expect(order).toMatchObject({
    moneyRefusal: null,
    money: { dueFen: 10_000, receivedFen: 0, backFen: 0, says: "to_pay" },
  });
  expect(card.map((o) => o.letter)).toEqual(["A", "B", "H"]);
  await city.cutOffIn(-60, "closing");
  expect(await getResidentOrder(me, id)).toMatchObject({ mayChange: false, mayCancel: false });
});

test("one order: a payment that was not found is told with the desk's words, the last ones, until it is said again", async () => {
  const { id: orderId } = await anOrder(city, own(), { state: "locked" });
  const desk = city.ctxFor("DESK");
  const refusal = async () => (await getResidentOrder(me, orderId)).moneyRefusal;
  for (const reason of ["账上没有", "金额对不上"]) {
    await claimPayment(me, { orderId });
    expect(await refusal()).toBeNull();
    await rejectPayment(desk, { orderId, reason });
    expect(await refusal()).toBe(reason);
  }
});

test("one order: what came short is told with its reason, rule and money", async () => {
  const { id } = await anOrder(city, own(), { state: "allocated", lines: { A: 3 } });
  const figures = { totalWanted: 900, totalSupply: 600 };
  await city.owner.db
    .update(orderLines)
    .set({ locked: 3, allocated: 2, shortedAlloc: 1, shortReason: { short: "supply", rule: "equal", figures } })
    .where(eq(orderLines.orderId, id));
  const view = await getResidentOrder(me, id);
  expect(view.shortBags).toBe(1);
  expect(view.lines[0]).toMatchObject({
    got: 2,
    short: { rule: "equal", cityWanted: 900, citySupply: 600, refundFen: 5000 },
  });
});

test("one order: once the walk has begun it says how many homes come before it, unit by unit from the top down", async () => {
  const [first, ...others] = await Promise.all(
    [0, 3, 5, 6].map((i) => anOrder(city, grid().homes[i]!, { state: "at_gate" })),
  );
  const before = async (o: TestOrder) => (await getResidentOrder(await livesIn(city, o.home), o.id)).homesBefore;
  expect(await before(first!)).toBeNull();
  await anOrder(city, grid().homes[7]!, { state: "delivered" });
  const walk = [first!, ...others].sort(
    (a, b) => b.home.floor - a.home.floor || Number(a.home.room) - Number(b.home.room),
  );
  expect(await Promise.all(walk.map(before))).toEqual([0, 1, 2, 3]);
  await city.pastTheGate.db
    .update(householdOrders)
    .set({ state: "delivered" })
    .where(eq(householdOrders.id, first!.id));
  expect(await before(first!)).toBeNull();
});

test("a package is shown with the homes it can be ordered for; one that is not on the card is not there", async () => {
  const order = await anOrder(city, own());
  const view = await getPackageForResident(me, city.packages.B);
  expect(view).toMatchObject({ open: true, offer: { letter: "B", priceFen: 12_000, householdLimit: 3 } });
  expect(view.homes).toMatchObject([{ householdId: own().id, ordered: order.id }]);
  await expect(getPackageForResident(me, randomUUID())).rejects.toMatchObject(notFound);
});

test("the card is the same for everybody, is closed before it opens, and is gone between two rounds", async () => {
  const card = await listOffers(city.ctxFor("RES"));
  expect(card).toMatchObject({ cycleId: city.cycleId, open: true });
  expect(card?.offers.map((o) => o.priceFen)).toEqual([5000, 12_000, 6000]);
  const later = async (state: "published" | "closing") => {
    await city.pastTheGate.db.update(cycles).set({ state }).where(eq(cycles.id, city.cycleId));
    city.clock.pass(2);
    return listOffers(inAnotherProcess(me));
  };
  expect(await later("published")).toMatchObject({ open: false });
  expect(await later("closing")).toBeNull();
});

test("notices: told once however often the job runs, read up to what was seen, and a neighbour's stay out of sight", async () => {
  const mine = await anOrder(city, own(), { state: "needs_review" });
  const theirs = await anOrder(city, neighbour(), { state: "needs_review" });
  await anOrder(city, helped(), { state: "submitted" });
  const system = city.ctxFor("SYS");
  await tellHomes(system);
  await tellHomes(system);
  await Promise.all([tellHomes(system), tellHomes(system)]);
  const written = await city.owner.db.select().from(notices);
  expect(written.map((n) => n.householdId).sort()).toEqual([own().id, neighbour().id].sort());

  expect((await getResidentHome(me)).unread).toBe(1);
  const { notices: told } = await listNotices(me);
  expect(told).toMatchObject([{ kind: "order.needs_review", orderId: mine.id, read: false }]);
  city.clock.pass(60);
  await city.pastTheGate.db
    .update(householdOrders)
    .set({ state: "at_gate", changedAt: city.clock.now() })
    .where(eq(householdOrders.id, mine.id));
  await tellHomes(system);
  await readNotices(me, { untilMs: told[0]!.atMs as Instant });
  const after = await listNotices(me);
  expect(after.notices.map((n) => [n.kind, n.read])).toEqual([
    ["order.at_gate", false],
    ["order.needs_review", true],
  ]);
  const [other] = await city.owner.db.select().from(notices).where(eq(notices.householdId, neighbour().id));
  expect(other).toMatchObject({ readAt: null, values: { orderId: theirs.id } });
  expect((await listNotices(city.ctxFor("RES"))).notices).toEqual([]);
});

test("notices and orders come by pages, newest first; each is on one page, and a page past the last is the last", async () => {
  const order = await anOrder(city, own());
  const now = city.clock.now();
  await city.owner.db.insert(notices).values(
    Array.from({ length: 120 }, (_, i) => ({
      id: randomUUID(),
      dedupeKey: `told ${i}`,
      householdId: own().id,
      kind: "order.at_gate",
      values: { orderId: order.id, bags: i },
      at: plusSeconds(now, -i),
    })),
  );
  const pages = await Promise.all([1, 2, 3].map((page) => listNotices(me, page)));
  expect(pages.map((p) => [p.at.first, p.at.last, p.at.total])).toEqual([
    [1, 50, 120],
    [51, 100, 120],
    [101, 120, 120],
  ]);
  expect(pages.flatMap((p) => p.notices.map((n) => n.bags))).toEqual(Array.from({ length: 120 }, (_, i) => i));
  expect((await listNotices(me, 99)).at.page).toBe(3);
  expect((await listResidentOrders(me, 2)).at).toEqual({ page: 1, pages: 1, first: 1, last: 1, total: 1 });
});
