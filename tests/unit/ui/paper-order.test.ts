import fc from "fast-check";
import { expect, test } from "vitest";
import { inPaperOrder } from "../../../src/ui/grid/paper-order.ts";

test("doors stand in the order of the paper whatever order they came in: by building, unit, and from the lowest floor up", () => {
  const door = fc.record({
    building: fc.integer({ min: 1, max: 12 }).map(String),
    unit: fc.integer({ min: 1, max: 3 }),
    room: fc.integer({ min: 101, max: 1204 }).map(String),
  });
  fc.assert(
    fc.property(fc.array(door), (doors) => {
      const keys = inPaperOrder(doors.map((d) => ({ door: d }))).map(
        ({ door: d }) => Number(d.building) * 100_000 + d.unit * 10_000 + Number(d.room),
      );
      expect(keys).toEqual(keys.toSorted((a, b) => a - b));
      expect(keys).toHaveLength(doors.length);
    }),
  );
});
