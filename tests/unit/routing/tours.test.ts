import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../../../src/routing/model.ts";
import { Ruin } from "../../../src/routing/moves/ruin.ts";
import { TripMoves } from "../../../src/routing/moves/trip-moves.ts";
import { nearestVisits } from "../../../src/routing/neighbours.ts";
import { Random } from "../../../src/routing/random.ts";
import { Search } from "../../../src/routing/search.ts";
import { loadDays, Snapshot } from "../../../src/routing/snapshot.ts";
import type { Tours } from "../../../src/routing/tours.ts";
import { Tours as FreshTours } from "../../../src/routing/tours.ts";
import { richProblem } from "./rich-problem.ts";

const seeds = fc.integer({ min: 1, max: 1_000_000 });

/** The cost of the same plan, laid from nothing: the slow total. */
function slowCost(tours: Tours): number {
  const snapshot = new Snapshot(tours);
  snapshot.take(tours);
  const fresh = new FreshTours(tours.model);
  expect(loadDays(fresh, snapshot.days(tours))).toBe(true);
  return fresh.cost;
}

function shape(tours: Tours): unknown {
  const snapshot = new Snapshot(tours);
  snapshot.take(tours);
  return snapshot.days(tours);
}

function aPlan(seed: number) {
  const problem = richProblem(seed, { stops: 4 + (seed % 20), vehicles: 1 + (seed % 5), splits: true, pins: false });
  const search = new Search(compile(problem), seed);
  search.construct();
  return { tours: search.tours, recreate: search.recreate, random: new Random(seed) };
}

test("strings out and in: the quick change in cost equals the change in the slow total", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { tours, recreate, random } = aPlan(seed);
      const ruin = new Ruin(tours, nearestVisits(tours.model, 50), random);
      for (let round = 0; round < 10; round++) {
        tours.begin();
        if (round % 3 === 0) ruin.wholeTrips();
        else ruin.strings();
        for (let k = 0; k < tours.touchedCount; k++) tours.retime(tours.touched[k]!);
        for (const visit of tours.absent.slice(0, tours.absentCount)) recreate.insert(visit);
        expect(tours.settle()).toBe(true);
        expect(tours.cost).toBeCloseTo(slowCost(tours), 5);
      }
    }),
    { numRuns: 60 },
  );
});

test("trip moves: a move that the buses can do costs what the slow total says", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { tours, random } = aPlan(seed);
      const moves = new TripMoves(tours, random);
      for (let round = 0; round < 15; round++) {
        tours.begin();
        if (moves.any() && tours.settle()) expect(tours.cost).toBeCloseTo(slowCost(tours), 5);
        else tours.undo();
      }
    }),
    { numRuns: 60 },
  );
});

test("undo brings back the plan, its cost, its stock and its times, whatever the round did", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { tours, recreate, random } = aPlan(seed);
      const ruin = new Ruin(tours, nearestVisits(tours.model, 50), random);
      const moves = new TripMoves(tours, random);
      const before = { days: shape(tours), cost: tours.cost, stock: [...tours.stockLeft], absent: tours.absentCount };
      for (let round = 0; round < 12; round++) {
        tours.begin();
        if (round % 2) moves.any();
        else {
          ruin.strings();
          for (let k = 0; k < tours.touchedCount; k++) tours.retime(tours.touched[k]!);
          for (const visit of tours.absent.slice(0, tours.absentCount)) recreate.insert(visit);
        }
        if (round % 3) tours.settle();
        tours.undo();
        expect({
          days: shape(tours),
          cost: tours.cost,
          stock: [...tours.stockLeft],
          absent: tours.absentCount,
        }).toEqual(before);
        expect(tours.cost).toBeCloseTo(slowCost(tours), 5);
      }
    }),
    { numRuns: 60 },
  );
});
