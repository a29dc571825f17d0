import fc from "fast-check";
import { expect, test } from "vitest";
import { atServiceDay, type Instant, plusSeconds, type ServiceDay } from "../../../../src/domain/kernel/time.ts";
import { DAY_STATIONS, DOORS_TAKE, stationHours } from "../../../../src/domain/offer/day-stations.ts";

const day = "2030-04-06" as ServiceDay;
const at = (hour: number) => atServiceDay(day, hour * 3600);
const round = { cutOffAt: at(-8), graceEndsAt: at(-7), deliveryDay: day, trips: [] };

test("without a plan the stations of the delivery day are at the hours that the city usually keeps", () => {
  const hours = stationHours(round);
  expect(hours.loading).toBe(at(6.75));
  expect(hours.first_gate).toBe(at(7.5));
  expect(hours.close).toBe(at(18));
});

test("planned trips say when loading, the first gate and the last one are", () => {
  const trips = [
    { dockAt: at(5), firstGateAt: at(6), lastGateAt: at(9), backAt: at(10) },
    { dockAt: at(4), firstGateAt: at(7), lastGateAt: at(11), backAt: at(12) },
  ];
  expect(stationHours({ ...round, trips })).toMatchObject({ loading: at(4), first_gate: at(6), doors: at(11) });
});

test("where the last gate or the last bus is late, the day closes once its bags can be at their doors and it is clean", () => {
  const trips = [{ dockAt: at(12), firstGateAt: at(13), lastGateAt: at(17.5), backAt: at(18) }];
  expect(stationHours({ ...round, trips }).close).toBeGreaterThan(plusSeconds(at(17.5), DOORS_TAKE));
  expect(stationHours({ ...round, trips: [{ ...trips[0]!, backAt: at(20) }] }).close).toBeGreaterThan(at(20));
  expect(stationHours({ ...round, trips: [{ ...trips[0]!, lastGateAt: at(15), backAt: at(16) }] }).close).toBe(at(18));
});

test("no station is before the one that comes before it, whatever the cut-off and the trips are", () => {
  const moment = fc.integer({ min: -100_000, max: 200_000 }).map((s) => plusSeconds(at(0), s) as Instant);
  const trip = fc.record({ dockAt: moment, firstGateAt: moment, lastGateAt: moment, backAt: moment });
  fc.assert(
    fc.property(moment, moment, fc.array(trip), (cutOffAt, graceEndsAt, trips) => {
      const hours = stationHours({ cutOffAt, graceEndsAt, deliveryDay: day, trips });
      const row = DAY_STATIONS.map((key) => hours[key]);
      expect(row).toEqual(row.toSorted((a, b) => a - b));
    }),
  );
});
