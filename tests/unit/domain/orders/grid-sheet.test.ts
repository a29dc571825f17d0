import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { HouseholdId, PackageId } from "../../../../src/domain/kernel/ids.ts";
import { type SheetLine, sheetChecksum, sheetText } from "../../../../src/domain/orders/grid-sheet.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const someLines = fc.uniqueArray(
  fc.record<SheetLine>({
    householdId: fc.uuid().map((id) => id as HouseholdId),
    packageId: fc.uuid().map((id) => id as PackageId),
    quantity: fc.integer({ min: 1, max: 9 }),
  }),
  { minLength: 1, maxLength: 20, selector: (l) => l.householdId + l.packageId },
);

test("a sheet's checksum does not depend on the order of its lines", () => {
  const withShuffle = someLines.chain((lines) =>
    fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
  );
  fc.assert(
    fc.property(withShuffle, ([lines, shuffled]) => {
      expect(sheetChecksum(shuffled, sha256)).toBe(sheetChecksum(lines, sha256));
    }),
  );
});

test("a sheet's checksum changes with any quantity and with any line that is missing", () => {
  fc.assert(
    fc.property(someLines, fc.nat(), (lines, n) => {
      const i = n % lines.length;
      const before = sheetChecksum(lines, sha256);
      expect(
        sheetChecksum(
          lines.map((l, j) => (i === j ? { ...l, quantity: l.quantity + 1 } : l)),
          sha256,
        ),
      ).not.toBe(before);
      expect(sheetChecksum(lines.toSpliced(i, 1), sha256)).not.toBe(before);
    }),
  );
});

test("the text of a sheet reads as one line per home and package", () => {
  const line = (h: string, quantity: number) => ({
    householdId: h as HouseholdId,
    packageId: "p" as PackageId,
    quantity,
  });
  expect(sheetText([line("h2", 1), line("h1", 10)])).toBe("h1 p 10\nh2 p 1");
});
