import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { gridSheets, householdOrders } from "../../../src/db/schema/index.ts";
import { resolveReview } from "../../../src/server/usecases/orders/resolve-review.ts";
import { acceptSheets } from "../../../src/server/usecases/sheets/accept-sheets.ts";
import { submitSheet } from "../../../src/server/usecases/sheets/submit-sheet.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder, type TestOrder } from "../../support/orders-and-bus.ts";

let city: City;
let doubtful: TestOrder;
beforeAll(async () => {
  city = await aCity();
  const [grid] = city.places[0].grids;
  await anOrder(city, grid.homes[0]!, { lines: { A: 2 } });
  doubtful = await anOrder(city, grid.homes[2]!, { lines: { B: 1 }, state: "needs_review" });
  await city.cutOffIn(-60);
});
afterAll(() => city.close());
const worker = () => city.workerOf(city.places[0].grids[0]);
const sheet = () => ({ cycleId: city.cycleId, gridId: city.places[0].grids[0].id });

test("a sheet with a doubtful order is not handed in", async () => {
  await expect(submitSheet(worker(), sheet())).rejects.toMatchObject({
    code: "refused",
    detail: { guard: "no_order_in_review" },
  });
});

test("of two decisions on a doubt at once one is recorded", async () => {
  const decide = () => resolveReview(worker(), { orderId: doubtful.id, decision: "keep", reason: "问过了，给外孙" });
  const both = await Promise.allSettled([decide(), decide()]);
  expect(both.map((x) => x.status).sort()).toEqual(["fulfilled", "rejected"]);
  const [row] = await city.owner.db.select().from(householdOrders).where(eq(householdOrders.id, doubtful.id));
  expect(row).toMatchObject({ state: "submitted", reviewReasons: [] });
});

test("of two submits at once one wins, and the frozen sheet keeps its checksum", async () => {
  const both = await Promise.allSettled([submitSheet(worker(), sheet()), submitSheet(worker(), sheet())]);
  expect(both.map((x) => x.status).sort()).toEqual(["fulfilled", "rejected"]);
  const [row] = await city.owner.db.select().from(gridSheets).where(eq(gridSheets.gridId, sheet().gridId));
  expect(row).toMatchObject({ state: "submitted", homes: 2, bags: 3 });
  await acceptSheets(city.clerkOf(city.places[0]), { sheetIds: [row!.id] });
  const [frozen] = await city.owner.db.select().from(gridSheets).where(eq(gridSheets.id, row!.id));
  expect(frozen).toMatchObject({ state: "frozen", checksum: row!.checksum });
});
