import { expect, test } from "vitest";
import type { StopId } from "../../../../src/domain/kernel/ids.ts";
import { decide } from "../../../../src/domain/kernel/machine.ts";
import { instant, plusDays, plusSeconds, toServiceDay } from "../../../../src/domain/kernel/time.ts";
import type { Licence } from "../../../../src/domain/movement/licence.ts";
import {
  type PlannedStop,
  publishFindings,
  type TripToPublish,
} from "../../../../src/domain/movement/publish-checks.ts";
import { TRIP } from "../../../../src/domain/movement/trip.ts";
import type { ZoneLevel } from "../../../../src/domain/zones/zone.ts";

const LEAVES = instant(1_900_000_000_000);
const DAY = toServiceDay(LEAVES);
const after = (minutes: number) => plusSeconds(LEAVES, minutes * 60);

function aStop(id: string, named: Partial<PlannedStop> = {}): PlannedStop {
  return {
    stopId: id as StopId,
    bags: 100,
    grams: 500_000,
    millilitres: 1_000_000,
    fragileBags: 10,
    arriveAt: after(30),
    gateOpensAt: after(0),
    unloadMs: 600_000,
    gateClosesAt: after(60),
    disinfectedBefore: false,
    ...named,
  };
}

type Named = {
  vehicle?: Partial<TripToPublish["vehicle"]>;
  stops?: PlannedStop[];
  driverCleared?: boolean;
  licence?: Licence;
};
function aTrip({ vehicle, ...named }: Named = {}): TripToPublish {
  const room = {
    maxBags: 300,
    maxGrams: 2_000_000,
    maxMillilitres: 5_000_000,
    fragilePlaces: 20,
    cleared: true,
    taken: false,
  };
  return {
    vehicle: { ...room, ...vehicle },
    driverCleared: true,
    leavesAt: LEAVES,
    stops: [aStop("1"), aStop("2")],
    ...named,
  };
}
const pass = { validFrom: after(0), validTo: after(600), levels: ["control", "prevention"] as ZoneLevel[] };

test.each([
  ["all in order, to the last bag and the last second", { vehicle: { maxBags: 200, maxGrams: 1_000_000, pass } }, []],
  ["no stops", { stops: [] }, ["no_stops"]],
  ["one bag too many", { vehicle: { maxBags: 199 } }, ["over_bags"]],
  ["too heavy", { vehicle: { maxGrams: 999_999 } }, ["over_weight"]],
  ["too large", { vehicle: { maxMillilitres: 1_999_999 } }, ["over_volume"]],
  ["too much that breaks", { vehicle: { fragilePlaces: 19 } }, ["over_fragile"]],
  ["at the gate early: the bus waits", { stops: [aStop("1", { gateOpensAt: after(31) })] }, []],
  [
    "cold goods that wait too long",
    { stops: [aStop("1", { gateOpensAt: after(31), coldUntil: after(30) })] },
    ["cold_too_long"],
  ],
  ["at the gate too late", { stops: [aStop("1", { gateClosesAt: after(29) })] }, ["window_missed"]],
  ["cold goods on the way too long", { stops: [aStop("1", { coldUntil: after(29) })] }, ["cold_too_long"]],
  ["pass not yet valid", { vehicle: { pass: { ...pass, validFrom: after(1) } } }, ["pass_not_valid"]],
  [
    "pass over before the end",
    { vehicle: { pass: { ...pass, validTo: after(29) } }, stops: [aStop("1")] },
    ["pass_not_valid"],
  ],
  ["pass for other zones", { vehicle: { pass }, stops: [aStop("1", { zone: "lockdown" })] }, ["pass_not_for_zone"]],
  ["vehicle not cleared", { vehicle: { cleared: false } }, ["vehicle_not_cleared"]],
  ["vehicle out with another trip", { vehicle: { taken: true } }, ["vehicle_taken"]],
  ["licence of the very day", { licence: { class: "A3", validTo: DAY }, vehicle: { licenceClass: "A3" } }, []],
  ["licence that ended the day before", { licence: { class: "A3", validTo: plusDays(DAY, -1) } }, ["licence_expired"]],
  [
    "licence for smaller vehicles",
    { licence: { class: "B1", validTo: DAY }, vehicle: { licenceClass: "A3" } },
    ["licence_not_for_vehicle"],
  ],
  ["licence for larger ones too", { licence: { class: "A1", validTo: DAY }, vehicle: { licenceClass: "A3" } }, []],
  ["licence that nobody wrote down", { vehicle: { licenceClass: "A1" } }, []],
  ["driver not cleared", { driverCleared: false }, ["driver_not_cleared"]],
] satisfies [string, Named, string[]][])("publishing a trip: %s", (_, named, kinds) => {
  expect(publishFindings(aTrip(named)).map((f) => f.kind)).toEqual(kinds);
});

const LEVELS = [undefined, "prevention", "control", "lockdown"] as const;

test("a trip goes from clean to locked, for every pair of levels, unless it is disinfected between", () => {
  LEVELS.forEach((first, i) => {
    LEVELS.forEach((second, j) => {
      const stops = (disinfectedBefore: boolean) => [
        aStop("1", { zone: first }),
        aStop("2", { zone: second, disinfectedBefore }),
      ];
      const found = publishFindings(aTrip({ stops: stops(false) }));
      expect(found).toEqual(j < i ? [{ kind: "zone_order", stopId: "2" }] : []);
      expect(publishFindings(aTrip({ stops: stops(true) }))).toEqual([]);
    });
  });
});

test("the findings are the facts of the act: a trip is published only without any, and a broken one is named", () => {
  const publish = (named: Named) =>
    decide(TRIP, "planned", "publish", "DIS", { findings: publishFindings(aTrip(named)) });
  expect(publish({})).toEqual({ ok: true, value: "published" });
  expect(publish({ vehicle: { maxBags: 1 } })).toMatchObject({ error: { guard: "capacity_fits" } });
  expect(publish({ stops: [aStop("1", { gateClosesAt: after(1) })] })).toMatchObject({
    error: { guard: "windows_fit" },
  });
});
