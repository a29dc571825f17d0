import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cycles } from "../../../src/db/schema/index.ts";
import { moveCycle } from "../../../src/server/usecases/cycles/move-cycle.ts";
import { acceptSheets } from "../../../src/server/usecases/sheets/accept-sheets.ts";
import { submitSheet } from "../../../src/server/usecases/sheets/submit-sheet.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.close());

test("the desk cannot close a cycle over a grid whose orders are not frozen, and may once they are; empty grids are waived", async () => {
  const grid = city.places[0].grids[0];
  await anOrder(city, grid.homes[0]!);
  await city.cutOffIn(-600, "closing");
  const desk = city.ctxFor("DESK");
  const close = () => moveCycle(desk, "close", { cycleId: city.cycleId });
  await expect(close()).rejects.toMatchObject({
    code: "refused",
    detail: { kind: "guard_failed", guard: "sheets_frozen_or_waived" },
  });
  const { sheetId } = await submitSheet(city.workerOf(grid), { cycleId: city.cycleId, gridId: grid.id });
  await expect(close()).rejects.toMatchObject({ code: "refused" });
  await acceptSheets(city.clerkOf(city.places[0]), { sheetIds: [sheetId] });
  expect((await close()).state).toBe("closed");
  expect((await city.owner.db.select().from(cycles).where(eq(cycles.id, city.cycleId)))[0]?.state).toBe("closed");
});

test("an act that is not the role's is refused by the table, whatever eyes the facts are read with", async () => {
  await expect(moveCycle(city.ctxFor("GW"), "allocate", { cycleId: city.cycleId })).rejects.toMatchObject({
    code: "refused",
    detail: { kind: "not_your_act" },
  });
});
