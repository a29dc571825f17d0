import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectAs } from "../../../src/db/client.ts";
import { householdOrders, lateRequests, offers, orderLines } from "../../../src/db/schema/index.ts";
import type { OrderId } from "../../../src/domain/kernel/ids.ts";
import { OrderLanes, type OrderOutcome, type OrderRequest } from "../../../src/server/ordering/order-lanes.ts";
import { aCity, type City, type TestHome } from "../../support/city.ts";

let city: City;
const processes: { lanes: OrderLanes; close: () => Promise<void> }[] = [];

beforeAll(async () => {
  city = await aCity({ floors: 33, offered: 100 });
  for (let i = 0; i < 3; i += 1) {
    const own = await connectAs(city.url, "baogong_app", { max: 2, name: `web-${i}` });
    processes.push({ lanes: new OrderLanes(own), close: own.close });
  }
});
afterAll(async () => {
  await Promise.all(processes.map((p) => p.close()));
  await city.close();
});

const homes = () => city.places.flatMap((p) => p.grids.flatMap((g) => g.homes));
const wish = (home: TestHome, change: Partial<OrderRequest> = {}): OrderRequest => ({
  id: randomUUID() as OrderId,
  key: randomUUID(),
  cycleId: city.cycleId,
  householdId: home.id,
  userId: null,
  role: "RES",
  channel: "app",
  note: null,
  pickupCode: "0000",
  lines: [{ packageVersionId: city.packages.A, wanted: 1, acceptUpTo: 1 }],
  ...change,
});
const place = (request: OrderRequest, at: number) => processes[at % processes.length]!.lanes.place(request);
const tally = (all: readonly OrderOutcome[]) => {
  const counts: Record<string, number> = {};
  for (const { outcome } of all) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};
const offer = async (of: "A" | "B" | "H") =>
  (await city.owner.db.select().from(offers).where(eq(offers.packageVersionId, city.packages[of])))[0]!;

test("of 500 buyers of 100 bags over three processes, exactly 100 get one and 400 read that it is sold out", async () => {
  const buyers = homes().slice(0, 500);
  expect(buyers).toHaveLength(500);
  const answers = await Promise.all(buyers.map((home, i) => place(wish(home), i)));
  expect(tally(answers)).toEqual({ placed: 100, sold_out: 400 });
  expect((await offer("A")).reserved).toBe(100);
  const [rows] = await city.owner.db
    .select({ n: sql<number>`sum(wanted)::int` })
    .from(orderLines)
    .where(eq(orderLines.packageVersionId, city.packages.A));
  expect(rows?.n).toBe(100);
});

test("the same key sent three times at once to three processes is one order with one id", async () => {
  const request = wish(homes()[510]!, { lines: [{ packageVersionId: city.packages.B, wanted: 2, acceptUpTo: 2 }] });
  const before = (await offer("B")).reserved;
  const answers = await Promise.all([0, 1, 2].map((p) => place({ ...request, id: randomUUID() as OrderId }, p)));
  expect(new Set(answers.map((a) => a.orderId)).size).toBe(1);
  expect(tally(answers)).toEqual({ placed: 1, replayed: 2 });
  expect((await offer("B")).reserved).toBe(before + 2);
});

test("two keys of one home at once are one order, and the other is told which", async () => {
  const home = homes()[511]!;
  const b = (key: string) =>
    wish(home, { key, lines: [{ packageVersionId: city.packages.B, wanted: 1, acceptUpTo: 1 }] });
  const answers = await Promise.all([place(b(randomUUID()), 0), place(b(randomUUID()), 1), place(b(randomUUID()), 0)]);
  expect(tally(answers)).toEqual({ placed: 1, already_ordered: 2 });
  expect(new Set(answers.map((a) => a.orderId)).size).toBe(1);
});

test("a large order that does not fit does not stand in the way of a small one behind it", async () => {
  await city.owner.db
    .update(offers)
    .set({ offered: sql`reserved + 2` })
    .where(eq(offers.packageVersionId, city.packages.H));
  // One lane, so that both are in one set, the large one in front.
  const own = await connectAs(city.url, "baogong_app", { max: 1 });
  const lane = new OrderLanes(own, 1);
  const [large, small] = await Promise.all([
    lane.place(wish(homes()[512]!, { lines: [{ packageVersionId: city.packages.H, wanted: 3, acceptUpTo: 3 }] })),
    lane.place(wish(homes()[513]!, { lines: [{ packageVersionId: city.packages.H, wanted: 2, acceptUpTo: 2 }] })),
  ]);
  await own.close();
  expect([large?.outcome, large?.left, small?.outcome]).toEqual(["sold_out", 2, "placed"]);
});

test("a limit, an unknown package and an unknown home are named, and nothing is reserved", async () => {
  const before = (await offer("B")).reserved;
  const [over, unknown, nobody] = await Promise.all([
    place(wish(homes()[514]!, { lines: [{ packageVersionId: city.packages.B, wanted: 1, acceptUpTo: 9 }] }), 0),
    place(wish(homes()[515]!, { lines: [{ packageVersionId: randomUUID() as never, wanted: 1, acceptUpTo: 1 }] }), 1),
    place(wish({ ...homes()[516]!, id: randomUUID() as never }), 2),
  ]);
  expect([over?.outcome, unknown?.outcome, nobody?.outcome]).toEqual(["over_limit", "unknown_package", "unknown_home"]);
  expect((await offer("B")).reserved).toBe(before);
});

test("after the cut-off by the database's clock a resident's wish is kept and marked, and nothing is reserved", async () => {
  const home = homes()[517]!;
  await city.cutOffIn(-60, "open");
  const request = wish(home, { lines: [{ packageVersionId: city.packages.B, wanted: 1, acceptUpTo: 1 }] });
  const late = await place(request, 0);
  const again = await place(request, 1);
  expect([late.outcome, again.outcome]).toEqual(["past_cut_off", "past_cut_off"]);
  const kept = await city.owner.db.select().from(lateRequests).where(eq(lateRequests.householdId, home.id));
  expect(kept).toHaveLength(1);
  expect(
    await city.owner.db.select().from(householdOrders).where(eq(householdOrders.householdId, home.id)),
  ).toHaveLength(0);
  const byWorker = await place({ ...wish(home, { lines: request.lines }), role: "GW", channel: "proxy" }, 0);
  expect(byWorker.outcome).toBe("placed");
});
