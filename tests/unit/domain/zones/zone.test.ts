import fc from "fast-check";
import { expect, test } from "vitest";
import type { CommunityId, GridId, ZoneVersionId } from "../../../../src/domain/kernel/ids.ts";
import { instant } from "../../../../src/domain/kernel/time.ts";
import { deliveryMode, ZONE_LEVELS, type ZoneVersion, zoneAt } from "../../../../src/domain/zones/zone.ts";

const C = "c" as CommunityId;
const G = "g" as GridId;
const GRID = { gridId: G, communityId: C };

function aVersion(id: string, named: Partial<ZoneVersion> = {}): ZoneVersion {
  return {
    id: id as ZoneVersionId,
    level: "control",
    communityId: C,
    effectiveFrom: instant(10),
    parents: [],
    ...named,
  };
}
const levelAt = (versions: ZoneVersion[], ms: number) => zoneAt(versions, GRID, instant(ms))?.level;

test("a version is in force from its first moment until just before its end, in its own community only", () => {
  const version = aVersion("1", { effectiveTo: instant(20) });
  expect([9, 10, 19, 20].map((ms) => levelAt([version], ms))).toEqual([undefined, "control", "control", undefined]);
  expect(levelAt([{ ...version, communityId: "other" as CommunityId }], 15)).toBeUndefined();
});

test("a grid's own version goes before its community's, even an older one, and of two the later counts", () => {
  const community = aVersion("1", { level: "control" });
  const later = aVersion("2", { level: "prevention", effectiveFrom: instant(15) });
  const grid = aVersion("3", { level: "lockdown", gridId: G, effectiveFrom: instant(12), effectiveTo: instant(18) });
  const elsewhere = aVersion("4", { level: "lockdown", gridId: "h" as GridId });
  const all = [grid, elsewhere, later, community];
  expect([11, 12, 16, 18].map((ms) => levelAt(all, ms))).toEqual(["control", "lockdown", "lockdown", "prevention"]);
});

test("the version in force does not depend on the order in which versions are read", () => {
  const versions = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom("1", "2", "3", "4", "5"),
      level: fc.constantFrom(...ZONE_LEVELS),
      gridId: fc.constantFrom(undefined, G),
      effectiveFrom: fc.nat({ max: 3 }).map(instant),
    }),
    { selector: (v) => v.id },
  );
  const shuffled = versions.chain((v) => fc.tuple(fc.constant(v), fc.shuffledSubarray(v, { minLength: v.length })));
  fc.assert(
    fc.property(shuffled, fc.nat({ max: 4 }), ([some, other], ms) => {
      const ask = (rows: typeof some) =>
        zoneAt(
          rows.map(({ id, ...v }) => aVersion(id, v)),
          GRID,
          instant(ms),
        );
      expect(ask(other)).toEqual(ask(some));
    }),
  );
});

test("how goods reach a home follows the level", () => {
  expect(ZONE_LEVELS.map(deliveryMode)).toEqual(["to_door", "staggered_pick_up", "limited_gathering"]);
  expect(deliveryMode(undefined)).toBe("normal");
});
