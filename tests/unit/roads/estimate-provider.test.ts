import { expect, test } from "vitest";
import { estimateProvider } from "../../../src/roads/estimate-provider.ts";
import { UNREACHABLE } from "../../../src/roads/road-matrix.ts";
import { spot } from "./tiny-roads.ts";

const ROADS = estimateProvider(25);
const ZONE = { id: "z", rings: [[spot(-1, -1), spot(-1, 1), spot(1, 1), spot(1, -1)]] };

test("an estimate calls itself one and says that it runs through zones", () => {
  expect([ROADS.kind, ROADS.mindsClosures]).toEqual(["estimate", false]);
});

test("a kilometre as the crow flies is 1.35 km of street at the speed given", async () => {
  const { seconds, metres } = await ROADS.matrix([spot(0, 0), spot(0, 10)], { kind: "bus" }, []);
  expect([seconds[1], metres[1]]).toEqual([195, 1351]);
});

test("a stop in a closed zone is refused here too", async () => {
  const points = [spot(0, 0), spot(0, 10), spot(5, 5)];
  const { seconds, stops } = await ROADS.matrix(points, { kind: "bus" }, [ZONE]);
  expect(stops[0]).toEqual({ ok: false, refusal: { kind: "in_closed_zone", closureId: "z" } });
  expect([seconds[0], seconds[1], seconds[3]]).toEqual([0, UNREACHABLE, UNREACHABLE]);
  expect(seconds[5]).toBeLessThan(UNREACHABLE);
  expect((await ROADS.route(points, { kind: "bus" }, [ZONE])).legs[0]).toBeUndefined();
  const reach = await ROADS.reachable(spot(0, 10), points, { kind: "bus" }, [ZONE]);
  expect(reach.map(({ there }) => there)).toEqual([false, true, true]);
});
