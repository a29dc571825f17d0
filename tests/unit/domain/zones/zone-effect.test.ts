import fc from "fast-check";
import { expect, test } from "vitest";
import type { CommunityId, GridId, ZoneVersionId } from "../../../../src/domain/kernel/ids.ts";
import { instant } from "../../../../src/domain/kernel/time.ts";
import { ZONE_LEVELS, type ZoneVersion, zoneAt } from "../../../../src/domain/zones/zone.ts";
import { versionsAfter, type ZoneOrder } from "../../../../src/domain/zones/zone-effect.ts";

const PLACES = ["a", "b"] as const;
const gridsOf = (place: string) => [1, 2].map((n) => `${place}${n}` as GridId);
const hour = fc.integer({ min: 0, max: 20 }).map((h) => instant(h * 3_600_000));
const level = fc.constantFrom(...ZONE_LEVELS);
const span = fc.tuple(hour, fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }));
const endOf = (from: number, hours: number | undefined) =>
  hours === undefined ? undefined : instant(from + hours * 3_600_000);

const version = fc
  .record({ place: fc.constantFrom(...PLACES), grid: fc.option(fc.nat(1), { nil: undefined }), level, span })
  .map(({ place, grid, level, span: [from, hours] }) => ({
    level,
    communityId: place as string as CommunityId,
    gridId: grid === undefined ? undefined : gridsOf(place)[grid],
    effectiveFrom: from,
    effectiveTo: endOf(from, hours),
    parents: [],
  }));
const versions = fc
  .array(version, { maxLength: 6 })
  .map((list) => list.map((v, i): ZoneVersion => ({ ...v, id: `v${i}` as ZoneVersionId })));
const order = fc
  .record({ grids: fc.option(fc.subarray([0, 1], { minLength: 1 }), { nil: undefined }), level, span })
  .map(
    ({ grids, level, span: [from, hours] }): ZoneOrder => ({
      areas: [{ communityId: "a" as CommunityId, gridIds: grids?.map((i) => gridsOf("a")[i] as GridId) }],
      level,
      from,
      to: endOf(from, hours),
    }),
  );

test("before an order's time, and in places that it does not name, everything stays as it was", () => {
  fc.assert(
    fc.property(versions, order, hour, (before, wish, at) => {
      const after = versionsAfter(before, wish);
      for (const place of PLACES)
        for (const gridId of gridsOf(place)) {
          const grid = { gridId, communityId: place as string as CommunityId };
          const named = place === "a" && (wish.areas[0]?.gridIds?.includes(gridId) ?? true);
          if (named && at >= wish.from) continue;
          expect(zoneAt(after, grid, at)?.level).toBe(zoneAt(before, grid, at)?.level);
        }
    }),
  );
});

test("within its time a grid that is named by itself has its level, and a whole community where no grid has one of its own", () => {
  fc.assert(
    fc.property(versions, order, hour, (before, wish, at) => {
      fc.pre(at >= wish.from && (wish.to === undefined || at < wish.to));
      // A later order that stands already is not undone by an earlier one.
      fc.pre(!before.some((v) => v.communityId === "a" && v.effectiveFrom > wish.from && v.effectiveFrom <= at));
      const own = (gridId: GridId) => before.some((v) => v.gridId === gridId);
      for (const gridId of gridsOf("a")) {
        const byGrid = wish.areas[0]?.gridIds?.includes(gridId);
        if (byGrid || (wish.areas[0]?.gridIds === undefined && !own(gridId)))
          expect(zoneAt(versionsAfter(before, wish), { gridId, communityId: "a" as CommunityId }, at)?.level).toBe(
            wish.level,
          );
      }
    }),
  );
});
