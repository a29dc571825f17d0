import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { gridSheets, handovers } from "../../../src/db/schema/index.ts";
import { getDeskNow } from "../../../src/server/views/desk/get-desk-now.ts";
import { listOpenHandovers } from "../../../src/server/views/dispatch/list-open-handovers.ts";
import { aCity, type City } from "../../support/city.ts";
import { countSome } from "../../support/count-some.ts";
import { aBusAtTheGate, anOrder, type TestBus } from "../../support/orders-and-bus.ts";

const open: City[] = [];
let city: City;
let bus: TestBus;
beforeEach(async () => {
  city = await aCity();
  open.push(city);
  const [grid] = city.places[0].grids;
  bus = await aBusAtTheGate(city, grid, [
    await anOrder(city, grid.homes[0]!, { state: "confirmed", lines: { A: 2, B: 1 } }),
    await anOrder(city, grid.homes[3]!, { state: "confirmed" }),
  ]);
  await anOrder(city, city.places[1].grids[0].homes[0]!, { lines: { A: 3 } });
});
afterAll(async () => {
  for (const c of open) await c.close();
});

const now = () => getDeskNow(city.ctxFor("DESK"), city.cycleId);
const row = async (key: string) => (await now()).board.find((r) => r.key === key);

test("the funnel's sums are the plain sums, in packages and in homes", async () => {
  const view = await now();
  expect(view.bags).toEqual({ wanted: 7, locked: 4, allocated: 4, packed: 4, bus: 4, gate: 0, door: 0 });
  expect(view.homes).toEqual({ wanted: 3, locked: 2, allocated: 2, packed: 2, bus: 2, gate: 0, door: 0 });
  const plain = await city.owner.db.execute<{ wanted: number; packed: number }>(
    sql`SELECT sum(wanted)::int AS wanted, sum(packed)::int AS packed FROM order_lines`,
  );
  expect(view.bags).toMatchObject(plain[0]!);
  expect(view.places.map((p) => p.served).sort()).toEqual(["none", "underway"]);
});

test("a home counts once, whatever it cancelled and ordered anew; one that only cancelled counts as having ordered", async () => {
  const [first, second] = city.places[0].grids[1].homes;
  await anOrder(city, first!, { state: "cancelled", lines: { A: 1 } });
  await anOrder(city, first!, { lines: { A: 1, B: 2 } });
  await anOrder(city, second!, { state: "cancelled", lines: { A: 1 } });
  await anOrder(city, second!, { state: "cancelled", lines: { B: 1 } });
  expect((await now()).homes).toEqual({ wanted: 5, locked: 2, allocated: 2, packed: 2, bus: 2, gate: 0, door: 0 });
});

test("every cell of the board is zero while nothing is missing", async () => {
  const view = await now();
  expect(view.board.flatMap((r) => [r.city, ...r.districts]).filter((n) => n !== 0 && n !== null)).toEqual([]);
  expect(view.lines).toEqual({});
});

test("a disputed count shows in the load row, with the handover behind it", async () => {
  await countSome(city.workerOf(city.places[0].grids[0]), bus.handoverId, 2);
  expect(await row("load")).toMatchObject({ city: -2, districts: [-2] });
  const [line] = (await now()).lines.load ?? [];
  expect(line).toMatchObject({ left: 4, difference: -2, tripNumber: 1, grid: 1 });
  expect(line?.disputedSinceMs).not.toBeNull();
  expect(await listOpenHandovers(city.ctxFor("DIS"))).toMatchObject([
    { id: bus.handoverId, aggregator: "grid_worker", offered: 4, counted: 2 },
  ]);
});

test("a bag that vanished from the rows shows in its own row alone", async () => {
  await city.pastTheGate.db.execute(sql`UPDATE bags SET state = 'created' WHERE id = ${bus.bagIds[0]}`);
  expect(await row("packed")).toMatchObject({ city: -1, districts: [-1] });
  expect(await row("load")).toMatchObject({ city: 0 });
});

test("a frozen sheet that says another number than its orders shows in the row of the sheets", async () => {
  await city.pastTheGate.db
    .update(gridSheets)
    .set({ state: "frozen", bags: 5, checksum: "x" })
    .where(eq(gridSheets.gridId, city.places[0].grids[0].id));
  expect(await row("sheets")).toMatchObject({ city: 1 });
});

test("a handover that was agreed comes to zero again", async () => {
  await countSome(city.workerOf(city.places[0].grids[0]), bus.handoverId, 4);
  expect((await city.owner.db.select().from(handovers))[0]?.state).toBe("agreed");
  expect(await row("load")).toMatchObject({ city: 0 });
  expect((await now()).bags.gate).toBe(4);
});
