import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../../../src/routing/model.ts";
import { Search } from "../../../src/routing/search.ts";
import { timeInsertion } from "../../../src/routing/time-insertion.ts";
import { timeDay } from "../../../src/routing/timing.ts";
import type { Tours } from "../../../src/routing/tours.ts";
import { richProblem } from "./rich-problem.ts";

/** Everything that the next insertion reads about a bus's day. */
function times(tours: Tours, bus: number) {
  const known: number[] = [tours.seconds[bus]!];
  for (let t = tours.firstTrip[bus]!; t >= 0; t = tours.nextTrip[t]!)
    for (let node = tours.head(t); ; node = tours.next[node]!) {
      for (const array of [tours.earliest, tours.latest, tours.work, tours.depart, tours.workLeft, tours.endBound])
        known.push(array[node]!);
      if (node === tours.tail(t)) break;
    }
  return known;
}

test("a visit put into a timed day is timed as the whole day would be, or refused as it would be", () => {
  let fitted = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const problem = richProblem(seed, { stops: 14, vehicles: 3, suppliers: 2, pins: false, docks: false });
      for (const vehicle of problem.vehicles) vehicle.maxTrips = 1;
      for (const stop of problem.stops) {
        delete stop.release;
        if (stop.windows) stop.windows = [{ from: stop.windows[0]!.from, to: stop.windows[0]!.to }];
      }
      const search = new Search(compile(problem), seed);
      search.construct();
      const { tours } = search;
      for (let visit = 0; visit < tours.model.n; visit++) {
        if (tours.tripOf[visit]! < 0) continue;
        const bus = tours.busOf[tours.tripOf[visit]!]!;
        for (let after = tours.head(tours.firstTrip[bus]!); after !== tours.tail(tours.firstTrip[bus]!); ) {
          const onward = tours.next[after]!;
          if (after !== visit) {
            tours.begin();
            tours.remove(visit);
            expect(tours.retime(bus)).toBe(true);
            tours.insert(visit, after);
            const quick = timeInsertion(tours, bus, visit);
            const told = quick ? times(tours, bus) : [];
            const whole = timeDay(tours, bus);
            // Ranks are looked at before a visit is put there, and not again.
            if (whole || tours.missed !== "zone_order") expect(quick).toBe(whole);
            if (quick && whole) {
              fitted++;
              expect(told).toEqual(times(tours, bus));
            }
            tours.undo();
          }
          after = onward;
        }
      }
    }),
    { numRuns: 60 },
  );
  expect(fitted).toBeGreaterThan(500);
});
