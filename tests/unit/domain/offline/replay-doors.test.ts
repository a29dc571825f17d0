import fc from "fast-check";
import { expect, test } from "vitest";
import type { BagId, OrderId } from "../../../../src/domain/kernel/ids.ts";
import { replayDoors } from "../../../../src/domain/offline/replay-doors.ts";

type Home = ReturnType<typeof home>;
type Tap = {
  readonly orderId: OrderId;
  readonly act: string;
  readonly place?: string;
  readonly bagIds?: readonly BagId[];
};

const home = (order: number, bags: number) => ({
  orderId: `order ${order}` as OrderId,
  held: null as string | null,
  holdUntilMs: null as number | null,
  bags: Array.from({ length: bags }, (_, i) => ({ bagId: `bag ${order} ${i}` as BagId })),
});
const walk: Home[] = [home(0, 1), home(1, 2), home(2, 3)];
const anyTap: fc.Arbitrary<Tap> = fc.record(
  {
    orderId: fc.nat(3).map((n) => `order ${n}` as OrderId),
    act: fc.constantFrom("delivered", "absent", "neighbour", "returned", "damaged", "missing"),
    place: fc.constantFrom("door", "gate"),
    bagIds: fc.uniqueArray(
      fc.tuple(fc.nat(2), fc.nat(2)).map(([o, b]) => `bag ${o} ${b}` as BagId),
      { minLength: 1, maxLength: 3 },
    ),
  },
  { requiredKeys: ["orderId", "act"] },
);
const replay = (homes: readonly Home[], taps: readonly Tap[]) => replayDoors<string, Home>(homes, taps, "grid");

test("taps that the list has in it already change nothing: all played again over what they led to is the same list", () => {
  fc.assert(
    fc.property(fc.array(anyTap, { maxLength: 12 }), (taps) => {
      const once = replay(walk, taps);
      expect(replay(once, taps).map((h) => h.bags)).toEqual(once.map((h) => h.bags));
      expect(new Set(replay(once, taps))).toEqual(new Set(once));
    }),
  );
});

test("taps at different doors make the same list in any order", () => {
  fc.assert(
    fc.property(fc.array(anyTap, { maxLength: 12 }), (taps) => {
      const byDoor = [3, 2, 1, 0].flatMap((n) => taps.filter((x) => x.orderId === `order ${n}`));
      expect(new Set(replay(walk, byDoor))).toEqual(new Set(replay(walk, taps)));
    }),
  );
});

test("a home leaves when its last bag does, and whoever was absent comes once more at the end", () => {
  const left = replay(walk, [
    { orderId: walk[0]!.orderId, act: "absent", place: "door" },
    { orderId: walk[1]!.orderId, act: "damaged", bagIds: [walk[1]!.bags[0]!.bagId] },
    { orderId: walk[2]!.orderId, act: "delivered" },
  ]);
  expect(left.map((h) => [h.orderId, h.held, h.bags.length])).toEqual([
    ["order 1", null, 1],
    ["order 0", "door", 1],
  ]);
  expect(replay(walk, [{ orderId: walk[0]!.orderId, act: "absent" }]).at(-1)?.held).toBe("grid");
});
