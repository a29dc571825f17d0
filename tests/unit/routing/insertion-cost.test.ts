import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../../../src/routing/model.ts";
import { Search } from "../../../src/routing/search.ts";
import { richProblem } from "./rich-problem.ts";

test("an insertion costs what it said it would, into a trip or as a trip of its own", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const problem = richProblem(seed, { stops: 12, vehicles: 4, suppliers: 2, pins: false, docks: false });
      // Cleaning, late service and several windows are settled by the re-timing alone.
      for (const vehicle of problem.vehicles) delete vehicle.disinfectSeconds;
      for (const stop of problem.stops) if (stop.windows) stop.windows = [{ from: 0, to: stop.windows[0]!.to }];
      const { tours, recreate } = new Search(compile(problem), seed);
      for (let visit = 0; visit < tours.model.n; visit++) {
        tours.begin();
        const before = tours.travelCost;
        const placed = recreate.insert(visit, true);
        expect(tours.settle()).toBe(true);
        if (placed) expect(tours.travelCost - before).toBeCloseTo(recreate.paid, 5);
        else expect(tours.travelCost).toBe(before);
      }
    }),
    { numRuns: 150 },
  );
});
