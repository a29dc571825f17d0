import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { auditEvents, gridSheets, offers, orderLines, orderRevisions } from "../../../src/db/schema/index.ts";
import { tellHomes } from "../../../src/server/jobs/turn-clock.ts";
import { OrderLanes } from "../../../src/server/ordering/order-lanes.ts";
import { takePackageOff } from "../../../src/server/usecases/cycles/take-package-off.ts";
import { changeOrder } from "../../../src/server/usecases/orders/change-order.ts";
import { placeOrder } from "../../../src/server/usecases/orders/place-order.ts";
import { getSheet } from "../../../src/server/views/grid/get-sheet.ts";
import { getResidentOrder } from "../../../src/server/views/resident/get-resident-order.ts";
import { listNotices } from "../../../src/server/views/resident/list-notices.ts";
import { allocate, aStore, expectAllAddsUp, freezeAll } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { livesIn } from "../../support/lives-in.ts";
import { anOrder } from "../../support/orders-and-bus.ts";
import { takeCash } from "../../support/take-cash.ts";

// A package ends in a running round: what becomes of the orders, sheets, stock and money that hang on it.

let city: City;
beforeEach(async () => {
  city = await aCity();
});
afterEach(() => city.close());

const grid = () => city.places[0].grids[0];
const home = (i: number) => grid().homes[i]!;
const worker = () => city.workerOf(grid());
const desk = () => city.ctxFor("DESK");
const off = (letter: "A" | "B" = "A") => ({
  cycleId: city.cycleId,
  packageVersionId: city.packages[letter],
  reason: "鸭肉发臭",
});
const wantedOf = async (orderId: Awaited<ReturnType<typeof anOrder>>["id"]) =>
  Object.fromEntries(
    (await city.owner.db.select().from(orderLines).where(eq(orderLines.orderId, orderId))).map((l) => [
      Object.entries(city.packages).find(([, id]) => id === l.packageVersionId)?.[0],
      l.wanted - l.cancelledBeforeLock,
    ]),
  );

test("a package taken off a round leaves the orders that have something else, cancels the others, and its money is owed back", async () => {
  const me = await livesIn(city, home(0));
  const both = await anOrder(city, home(0), { lines: { A: 2, B: 1 } });
  const only = await anOrder(city, home(1), { lines: { A: 1 } });
  const other = await anOrder(city, home(2), { lines: { B: 1 } });
  await takeCash(worker(), { orderId: both.id, amountFen: both.totalFen, dueFen: both.totalFen });
  expect(await takePackageOff(desk(), off())).toEqual({ orders: 2, cancelled: 1 });

  expect(await wantedOf(both.id)).toEqual({ A: 0, B: 1 });
  const page = await getResidentOrder(me, both.id);
  const [card] = await city.owner.db
    .select()
    .from(offers)
    .where(and(eq(offers.cycleId, city.cycleId), eq(offers.packageVersionId, city.packages.A)));
  expect(card).toMatchObject({ offered: 0, reserved: 0, takenOff: "鸭肉发臭" });
  const backFen = 2 * (card?.priceFen ?? 0);
  expect(page).toMatchObject({ money: { costFen: both.totalFen - backFen, says: "comes_back", backFen } });
  expect((await getResidentOrder(await livesIn(city, home(1)), only.id)).state).toBe("cancelled");
  expect(await wantedOf(other.id)).toEqual({ B: 1 });
  expect(
    (await city.owner.db.select().from(orderRevisions).where(eq(orderRevisions.orderId, both.id))).at(-1),
  ).toMatchObject({
    act: "changed",
    reason: "鸭肉发臭",
    lines: [{ packageVersionId: city.packages.B, wanted: 1 }],
  });
  await tellHomes(city.ctxFor("SYS"));
  expect((await listNotices(me)).notices.map((n) => [n.kind, n.why])).toEqual(
    expect.arrayContaining([["order.taken_off", "鸭肉发臭"]]),
  );
  await expectAllAddsUp(city);
  // The same again finds nothing left to do, and one event is on record.
  expect(await takePackageOff(desk(), off())).toEqual({ orders: 0, cancelled: 0 });
  const events = await city.owner.db.select().from(auditEvents).where(eq(auditEvents.kind, "package.taken_off"));
  expect(events.map((e) => e.reason)).toEqual(["鸭肉发臭"]);
});

test("a frozen sheet is frozen again without the package, with a checksum of its own, and charges what is left", async () => {
  const both = await anOrder(city, home(0), { lines: { A: 2, B: 1 } });
  await anOrder(city, home(1), { lines: { A: 1 } });
  await freezeAll(city);
  const sheetOf = async () =>
    (
      await city.owner.db
        .select()
        .from(gridSheets)
        .where(and(eq(gridSheets.cycleId, city.cycleId), eq(gridSheets.gridId, grid().id)))
    )[0]!;
  const before = await sheetOf();
  await takePackageOff(desk(), off());
  const after = await sheetOf();
  expect(after).toMatchObject({ state: "frozen", bags: 1, homes: 1 });
  expect(after.checksum).not.toBe(before.checksum);
  expect(await getSheet(worker())).toMatchObject({ bags: 1, homes: 1, checksum: after.checksum });
  expect((await getResidentOrder(await livesIn(city, home(0)), both.id)).state).toBe("locked");
  await expectAllAddsUp(city);
});

test("nobody orders it any more, neither anew nor by a change, and the last package stays", async () => {
  const order = await anOrder(city, home(0), { lines: { B: 1 } });
  await takePackageOff(desk(), off());
  const lines = [{ packageVersionId: city.packages.A, wanted: 1, acceptUpTo: 1 }];
  const wish = { key: randomUUID(), cycleId: city.cycleId, householdId: home(1).id, lines };
  await expect(placeOrder(city.residentOf(home(1)), new OrderLanes(city.app, 1), wish)).rejects.toMatchObject({
    code: "sold_out",
  });
  await expect(changeOrder(city.residentOf(home(0)), { orderId: order.id, revision: 1, lines })).rejects.toMatchObject({
    code: "sold_out",
  });
  for (const letter of Object.keys(city.packages).filter((l) => l !== "A" && l !== "B"))
    await takePackageOff(desk(), { ...off(), packageVersionId: city.packages[letter as "A"] });
  await expect(takePackageOff(desk(), off("B"))).rejects.toMatchObject({ detail: { kind: "last_package" } });
});

test("an order that is placed at the same moment either loses the package too or is refused", async () => {
  const lanes = new OrderLanes(city.app, 2);
  const lines = [{ packageVersionId: city.packages.A, wanted: 1, acceptUpTo: 1 }];
  await Promise.allSettled([
    ...[3, 4, 5, 6].map((i) =>
      placeOrder(city.residentOf(home(i)), lanes, {
        key: randomUUID(),
        cycleId: city.cycleId,
        householdId: home(i).id,
        lines,
      }),
    ),
    takePackageOff(desk(), off()),
  ]);
  await takePackageOff(desk(), off());
  const left = await city.owner.db.select().from(orderLines).where(eq(orderLines.packageVersionId, city.packages.A));
  expect(left.filter((l) => l.wanted > l.cancelledBeforeLock)).toEqual([]);
  await expectAllAddsUp(city);
});

test("once the round is shared out it is too late", async () => {
  await anOrder(city, home(0), { lines: { A: 1 } });
  await aStore(city, { A: 5 });
  await freezeAll(city);
  await allocate(city);
  await expect(takePackageOff(desk(), off())).rejects.toMatchObject({ detail: { kind: "not_from_here" } });
});
