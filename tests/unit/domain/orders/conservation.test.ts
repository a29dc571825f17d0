import fc from "fast-check";
import { expect, test } from "vitest";
import { movesOf } from "../../../../src/domain/kernel/machine.ts";
import {
  CLOSE_EQUATIONS,
  COUNT_TERMS,
  type CountTerm,
  imbalances,
  LINE_EQUATIONS,
  type LineCount,
  STOP_EQUATIONS,
  TRIP_EQUATIONS,
  WHOLE_EQUATIONS,
} from "../../../../src/domain/orders/conservation.ts";
import { BAG, type BagState, WHEREABOUTS } from "../../../../src/domain/supply/bag.ts";

type Line = { grid: string; batch: string; count: LineCount };
type Bag = { state: BagState; home: number };

const NO_COUNT = Object.fromEntries(COUNT_TERMS.map((term) => [term, 0])) as LineCount;
const addCounts = (...counts: readonly LineCount[]): LineCount => {
  const sum: Record<CountTerm, number> = { ...NO_COUNT };
  for (const count of counts) for (const term of COUNT_TERMS) sum[term] += count[term];
  return sum;
};
const rollUp = (lines: readonly Line[], key: (line: Line) => string): Map<string, LineCount> =>
  new Map([...Map.groupBy(lines, key)].map(([name, of]) => [name, addCounts(...of.map((l) => l.count))]));

const share = fc.double({ min: 0, max: 1, noNaN: true });
const aHome = fc.record({
  wanted: fc.nat({ max: 6 }),
  cancelled: fc.boolean(),
  allocated: fc.oneof(share, fc.constant(1)),
  extra: fc.nat({ max: 2 }),
  packed: share,
  grid: fc.constantFrom("g1", "g2", "g3"),
  batch: fc.constantFrom("b1", "b2"),
  walks: fc.array(fc.array(fc.nat(), { maxLength: 12 }), { minLength: 8, maxLength: 8 }),
});

/** Walks a bag along random legal moves; a reassigned one goes over to the next home of its batch. */
function walk(bag: Bag, steps: readonly number[], neighbour: number, onReassign: () => void): void {
  for (const step of steps) {
    const moves = movesOf(BAG).filter((m) => m.from === bag.state);
    const next = moves[step % Math.max(1, moves.length)];
    if (!next) return;
    const to = next.move.to as BagState;
    if (to === "reassigned") {
      bag.home = neighbour;
      onReassign();
    }
    bag.state = to;
  }
}

/** A random day: homes order, some cancel, supply and picking fall short, and each bag takes its own way. */
const aDay = fc.array(aHome, { minLength: 1, maxLength: 12 }).map((homes): Line[] => {
  const counts = homes.map((): Record<CountTerm, number> => ({ ...NO_COUNT }));
  const at = (i: number) => counts[i] ?? { ...NO_COUNT };
  homes.forEach((home, i) => {
    const count = at(i);
    count.wanted = home.wanted;
    count.cancelledBeforeLock = home.cancelled ? home.wanted : 0;
    count.locked = count.wanted - count.cancelledBeforeLock;
    count.extra = count.locked > 0 && home.allocated === 1 ? home.extra : 0;
    count.allocated = Math.floor(count.locked * home.allocated) + count.extra;
    count.shortedAlloc = count.locked + count.extra - count.allocated;
    count.packed = Math.floor(count.allocated * home.packed);
    count.shortedPick = count.allocated - count.packed;
    const others = homes.flatMap((h, j) => (h.batch === home.batch && j !== i ? [j] : []));
    const neighbour = others[0] ?? i;
    for (let b = 0; b < count.packed; b++) {
      const bag: Bag = { state: "packed", home: i };
      walk(bag, home.walks[b] ?? [], neighbour, () => {
        count.reassignedOut += 1;
        at(neighbour).reassignedIn += 1;
      });
      const whereabouts = WHEREABOUTS[bag.state];
      if (whereabouts)
        at(bag.home)[
          whereabouts === "in_store" || whereabouts === "on_bus" || whereabouts === "in_hand" ? "inHand" : whereabouts
        ] += 1;
    }
  });
  return homes.map(({ grid, batch }, i) => ({ grid, batch, count: at(i) }));
});

test("on any day every home's line adds up, and so does any sum: grid, batch, cycle", () => {
  fc.assert(
    fc.property(aDay, (lines) => {
      for (const line of lines) expect(imbalances(line.count, LINE_EQUATIONS)).toEqual([]);
      for (const sum of rollUp(lines, (l) => l.grid).values()) expect(imbalances(sum, LINE_EQUATIONS)).toEqual([]);
      const batches = rollUp(lines, (l) => l.batch);
      for (const sum of batches.values()) expect(imbalances(sum, WHOLE_EQUATIONS)).toEqual([]);
      const cycle = addCounts(...lines.map((l) => l.count));
      expect(addCounts(...batches.values())).toEqual(cycle);
      expect(addCounts(...rollUp(lines, (l) => l.grid).values())).toEqual(cycle);
      const open = imbalances(cycle, CLOSE_EQUATIONS).map((i) => i.equation);
      expect(open).toEqual(cycle.inHand === 0 ? [] : ["in_hand"]);
    }),
    { numRuns: 300 },
  );
});

test("one package more or less in any term of any home is seen at the home, the batch and the cycle", () => {
  fc.assert(
    fc.property(aDay, fc.nat(), fc.constantFrom(...COUNT_TERMS), fc.constantFrom(-1, 1), (lines, n, term, off) => {
      const i = n % lines.length;
      const wrong = lines.map((l, j) => (i === j ? { ...l, count: { ...l.count, [term]: l.count[term] + off } } : l));
      const batch = rollUp(wrong, (l) => l.batch).get(wrong[i]?.batch ?? "") ?? NO_COUNT;
      expect(imbalances(wrong[i]?.count ?? NO_COUNT, LINE_EQUATIONS)).not.toEqual([]);
      expect(imbalances(batch, LINE_EQUATIONS)).not.toEqual([]);
      expect(imbalances(addCounts(...wrong.map((l) => l.count)), LINE_EQUATIONS)).not.toEqual([]);
    }),
  );
});

test("an imbalance names its equation and how many packages vanished", () => {
  const count = { ...NO_COUNT, wanted: 5, locked: 5, allocated: 5, packed: 5, delivered: 4 };
  expect(imbalances(count, LINE_EQUATIONS)).toEqual([{ equation: "packed", left: 5, right: 4, difference: 1 }]);
});

test("per stop and per trip, what was loaded is what came off, was lost, or came home", () => {
  const stop = { loaded: 40, handed: 30, partRefused: 6, lost: 1, backOnBoard: 3 };
  expect(imbalances(stop, STOP_EQUATIONS)).toEqual([]);
  expect(imbalances({ ...stop, lost: 0 }, STOP_EQUATIONS)).toEqual([
    { equation: "stop_load", left: 40, right: 39, difference: 1 },
  ]);
  expect(imbalances({ loaded: 300, unloaded: 290, returned: 10 }, TRIP_EQUATIONS)).toEqual([]);
  expect(imbalances({ loaded: 300, unloaded: 291, returned: 10 }, TRIP_EQUATIONS)).toMatchObject([{ difference: -1 }]);
});
