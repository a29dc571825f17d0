import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OrderId } from "../../../src/domain/kernel/ids.ts";
import { OrderLanes, type OrderRequest } from "../../../src/server/ordering/order-lanes.ts";
import { aCity, type City } from "../../support/city.ts";

let city: City;
beforeAll(async () => {
  city = await aCity({ floors: 12, offered: 100 });
});
afterAll(() => city.close());

test("orders that the database cannot hold fail alone; all others of their set are placed", async () => {
  const line = { packageVersionId: city.packages.B, wanted: 1, acceptUpTo: 1 };
  const spoiled: Readonly<Record<number, Partial<OrderRequest>>> = {
    7: { note: "a\0b" },
    23: { lines: [{ ...line, wanted: 9e15 }] },
    24: { lines: [line, line] },
  };
  const lanes = new OrderLanes(city.app, 1);
  const homes = city.places.flatMap((p) => p.grids.flatMap((g) => g.homes)).slice(0, 40);
  const answers = await Promise.allSettled(
    homes.map((home, i) =>
      lanes.place({
        id: randomUUID() as OrderId,
        key: randomUUID(),
        cycleId: city.cycleId,
        householdId: home.id,
        userId: null,
        role: "RES",
        channel: "app",
        note: null,
        pickupCode: "0000",
        lines: [line],
        ...spoiled[i],
      }),
    ),
  );
  const placed = answers.flatMap((a, i) => (a.status === "fulfilled" && a.value.outcome === "placed" ? [i] : []));
  expect(homes.map((_, i) => i).filter((i) => !placed.includes(i))).toEqual([7, 23, 24]);
});
