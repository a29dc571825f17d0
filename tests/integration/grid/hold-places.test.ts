import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { zoneVersions } from "../../../src/db/schema/index.ts";
import type { ZoneVersionId } from "../../../src/domain/kernel/ids.ts";
import { plusSeconds } from "../../../src/domain/kernel/time.ts";
import { getDoorWalk } from "../../../src/server/views/grid/get-door-walk.ts";
import { aCity, type City } from "../../support/city.ts";

let city: City;
beforeEach(async () => {
  city = await aCity();
});
afterEach(() => city.close());
const grid = () => city.places[0].grids[0];

test("in lockdown the grid worker is not offered to leave bags at the gate, where nobody may fetch them", async () => {
  const walk = async () =>
    (await getDoorWalk(city.ctxFor("GW", { userId: grid().worker, grids: [grid().id] }), grid().id)).holdPlaces;
  expect(await walk()).toEqual(["door", "gate", "grid"]);
  await city.owner.db.insert(zoneVersions).values({
    id: randomUUID() as ZoneVersionId,
    communityId: grid().communityId,
    gridId: null,
    level: "lockdown",
    state: "effective",
    from: plusSeconds(city.clock.now(), -60),
    orderNumber: "11",
    setAt: city.clock.now(),
  });
  expect(await walk()).toEqual(["door", "grid"]);
});
