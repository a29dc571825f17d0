import { randomUUID } from "node:crypto";
import { eq, inArray, max, sql } from "drizzle-orm";
import { items, packageLines, packages, packageVersions } from "#db/schema/index.ts";
import type { PackageId, PackageVersionId } from "#domain/kernel/ids.ts";
import { fen } from "#domain/kernel/money.ts";
import { designPackage, lineFen } from "#domain/offer/design-package.ts";
import type { ActTx } from "../../act.ts";

type PackageRow = {
  readonly code: string;
  readonly letter: string;
  readonly name: string;
  readonly name_en: string | null;
  readonly contents: readonly (readonly [code: string, tenths: number])[];
  readonly fee: number;
  readonly price: number;
  readonly limit: number;
  readonly aliases: readonly string[] | null;
  readonly people_from: number | null;
  readonly people_to: number | null;
  readonly variant_of: string | null;
};
/** What a version states; a new name alone makes no new one. */
const STATED = ["contents", "fee", "price", "limit", "aliases", "people_from", "people_to"] as const;

/** Packages, each change of what one states as a new version: what was ordered stays on the version it was ordered on. */
export async function writePackages(tx: ActTx): Promise<void> {
  const rows = await tx.execute<{ row: PackageRow; before: PackageRow | null }>(
    sql`SELECT row, before FROM part ORDER BY line`,
  );
  for (const { row, before } of rows) {
    const name = { "zh-CN": row.name, ...(row.name_en ? { en: row.name_en } : {}) };
    const [base] = row.variant_of
      ? await tx.select({ id: packages.id }).from(packages).where(eq(packages.code, row.variant_of))
      : [];
    const called = { letter: row.letter, name, variantOf: base?.id ?? null };
    const [stored] = await tx
      .insert(packages)
      .values({ id: randomUUID() as PackageId, code: row.code, ...called })
      .onConflictDoUpdate({ target: packages.code, set: called })
      .returning({ id: packages.id });
    const same = before && STATED.every((key) => JSON.stringify(before[key]) === JSON.stringify(row[key]));
    if (stored && !same) await addVersion(tx, stored.id, row);
  }
}

async function addVersion(tx: ActTx, packageId: PackageId, row: PackageRow): Promise<void> {
  const codes = row.contents.map(([code]) => code);
  const known = new Map((await tx.select().from(items).where(inArray(items.code, codes))).map((i) => [i.code, i]));
  const lines = row.contents.flatMap(([code, tenths]) => {
    const item = known.get(code);
    return item ? [{ item, tenths }] : [];
  });
  const design = designPackage({ lines, feeFen: fen(row.fee), priceFen: fen(row.price), cap: undefined });
  if (!design.derived) throw new Error(`a package whose items nobody has measured was let in: ${row.code}`);
  const [last] = await tx
    .select({ n: max(packageVersions.version) })
    .from(packageVersions)
    .where(eq(packageVersions.packageId, packageId));
  const id = randomUUID() as PackageVersionId;
  await tx.insert(packageVersions).values({
    id,
    packageId,
    version: (last?.n ?? 0) + 1,
    priceFen: fen(row.price),
    feeFen: fen(row.fee),
    householdLimit: row.limit,
    aliases: [...(row.aliases ?? [])],
    peopleFrom: row.people_from,
    peopleTo: row.people_to,
    ...design.derived,
    tags: [...design.derived.tags],
  });
  await tx.insert(packageLines).values(
    lines.map(({ item, tenths }, position) => ({
      packageVersionId: id,
      itemId: item.id,
      position,
      tenths,
      lineFen: lineFen(item.priceFen, tenths),
    })),
  );
}
