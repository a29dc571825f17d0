import type { ZoneLevel } from "#domain/zones/zone.ts";
import type { Problem } from "#routing/problem.ts";
import type { DayTravel } from "./day-travel.ts";
import {
  DAY_FROM,
  DAY_TO,
  DISINFECT_SECONDS,
  isSmall,
  LOAD_SECONDS,
  layOut,
  missing,
  type PlanDay,
} from "./plan-day.ts";
import { vehiclesThatReach } from "./reach.ts";

/** Places without a level first, locked ones last, within one trip: the order that the checks before publishing ask for. */
const RANK: Readonly<Record<ZoneLevel, number>> = { prevention: 1, control: 2, lockdown: 3 };
const SET_UP_SECONDS = 600;
const SECONDS_PER_BAG = 4;
/** Zone bit of gates that a bus cannot reach: only small vehicles carry it. */
const NARROW = 1;

/**
 * A day as the solver reads it. Times are seconds of the service day, money fen. A batch may only be loaded at its own
 * store: each store is a kind of package of its own, of which only that store has stock.
 */
export function dayToProblem(day: PlanDay, travel: DayTravel): Problem {
  const { points, depotAt, storeAt, placeAt } = layOut(day);
  const kindOf = new Map(day.stores.map((s, i) => [s.id, i]));
  const placeOf = new Map(day.places.map((p) => [p.id, p]));
  const everything = day.batches.reduce((n, b) => n + b.bags, 0);
  const reach = vehiclesThatReach(day, travel);
  return {
    locations: points.length,
    classes: travel.classes.map(({ seconds, metres }) => ({
      seconds: { kind: "table", values: seconds },
      metres: { kind: "table", values: metres },
    })),
    dimensions: 4,
    packages: day.stores.length,
    vehicles: day.vehicles.map((v, i) => {
      const depot = depotAt[i] ?? 0;
      return {
        class: travel.classOf[i] ?? 0,
        startAt: depot,
        endAt: depot,
        shift: { from: v.freeFromSeconds, to: DAY_TO },
        capacity: [v.maxBags, v.maxWeightKg * 1000, v.maxVolumeLitres * 1000, v.fragilePlaces],
        maxTrips: v.tripsLeft,
        disinfectSeconds: DISINFECT_SECONDS,
        maxSeconds: 12 * 3600,
        cost: { fixed: 20_000, perMetre: 0.3, perSecond: 1.5, overtimePerSecond: 1.5, regularSeconds: 8 * 3600 },
        zone: isSmall(v.typeCode) ? NARROW : 0,
      };
    }),
    suppliers: day.stores.map((s, i) => ({
      location: storeAt(s.id),
      open: { from: Math.max(DAY_FROM, s.loadingOpensSeconds), to: DAY_TO },
      loadSeconds: LOAD_SECONDS,
      docks: s.dockSlots,
      stock: day.stores.map((_, k) => (k === i ? everything : 0)),
    })),
    stops: day.batches.map((b) => {
      const place = placeOf.get(b.communityId);
      const kind = kindOf.get(b.supermarketId);
      if (!place || kind === undefined) return missing(b.batchId);
      const may = reach(b);
      return {
        location: placeAt(b.communityId),
        demand: [b.bags, b.grams, b.millilitres, b.fragileBags],
        packages: day.stores.map((_, k) => (k === kind ? b.bags : 0)),
        windows: [{ from: place.gateOpensSeconds, to: place.gateClosesSeconds }],
        service: { setUp: SET_UP_SECONDS, perUnit: SECONDS_PER_BAG },
        unservedCost: 100_000 + b.bags * 2_000,
        zone: place.busAccessible ? 0 : NARROW,
        rank: place.zone ? RANK[place.zone] : 0,
        ...(may.length < day.vehicles.length && { vehicles: may }),
      };
    }),
  };
}
