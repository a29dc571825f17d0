import { asc, eq, inArray } from "drizzle-orm";
import type { PackageOfferView, PackagePartView } from "#contract/resident.ts";
import type { Tx } from "#db/client.ts";
import { items, offers, packageLines, packages, packageVersions } from "#db/schema/index.ts";
import type { CycleId, PackageId, PackageVersionId } from "#domain/kernel/ids.ts";

export type OfferWithParts = {
  readonly view: PackageOfferView;
  readonly packageId: PackageId;
  readonly feeFen: number;
  readonly caseSize: number;
  readonly parts: readonly PackagePartView[];
};

/** The price card of a cycle in its order, each package with what is in it. */
export async function offersOfCycle(tx: Tx, cycleId: CycleId): Promise<OfferWithParts[]> {
  const card = await tx
    .select({ o: offers, v: packageVersions, p: packages })
    .from(offers)
    .innerJoin(packageVersions, eq(packageVersions.id, offers.packageVersionId))
    .innerJoin(packages, eq(packages.id, packageVersions.packageId))
    .where(eq(offers.cycleId, cycleId))
    .orderBy(asc(offers.position), asc(packages.letter));
  const parts = await partsOf(
    tx,
    card.map((c) => c.o.packageVersionId),
  );
  return card.map(({ o, v, p }) => {
    const own = parts.get(v.id) ?? [];
    return {
      packageId: p.id,
      feeFen: v.feeFen,
      caseSize: o.caseSize,
      parts: own,
      view: {
        packageVersionId: v.id,
        letter: p.letter,
        name: p.name,
        priceFen: o.priceFen,
        weightGrams: v.weightGrams,
        shelfLifeHours: v.shelfLifeHours,
        fragile: v.fragile,
        coldChain: v.coldChain,
        tags: v.tags,
        foods: own.map(({ code, picture, name }) => ({ code: picture ?? code, name })),
        left: o.offered - o.reserved,
        takenOff: o.takenOff,
        householdLimit: o.householdLimit,
      },
    };
  });
}

async function partsOf(
  tx: Tx,
  versions: readonly PackageVersionId[],
): Promise<Map<PackageVersionId, PackagePartView[]>> {
  if (versions.length === 0) return new Map();
  const rows = await tx
    .select({ l: packageLines, i: items })
    .from(packageLines)
    .innerJoin(items, eq(items.id, packageLines.itemId))
    .where(inArray(packageLines.packageVersionId, [...versions]))
    .orderBy(asc(packageLines.position));
  const parts = new Map<PackageVersionId, PackagePartView[]>();
  for (const { l, i } of rows) {
    const part = {
      code: i.code,
      picture: i.picture,
      name: i.name,
      unit: i.unit,
      tenths: l.tenths,
      lineFen: l.lineFen,
    };
    parts.set(l.packageVersionId, [...(parts.get(l.packageVersionId) ?? []), part]);
  }
  return parts;
}
