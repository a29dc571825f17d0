/** What an item brings into a package, of one unit. */
export type DesignItem = {
  readonly weightGrams: number;
  readonly volumeMl: number;
  readonly shelfLifeHours: number;
  /** How long it may be out of the cold; null where it needs none, or nobody has said. */
  readonly coldHours: number | null;
  readonly tags: readonly string[];
};
/** What a package is by what is in it: nobody types it. */
export type DerivedPackage = DesignItem & { readonly fragile: boolean; readonly coldChain: boolean };

/**
 * Weight and volume are the sums, shelf life and hours out of the cold those of the first to go; one fragile or cold item makes the package so. Pork
 * in it is told, halal it is when all of it may be eaten: an item that says so, and no pork.
 */
export function derivePackage(
  lines: readonly { readonly item: DesignItem; readonly tenths: number }[],
): DerivedPackage {
  const sum = (of: (item: DesignItem) => number) =>
    Math.round(lines.reduce((n, { item, tenths }) => n + (of(item) * tenths) / 10, 0));
  const hours = lines.flatMap(({ item }) => (item.coldHours === null ? [] : [item.coldHours]));
  const some = (tag: string) => lines.some(({ item }) => item.tags.includes(tag));
  const tags = [
    ...(some("pork") ? ["contains_pork"] : []),
    ...(some("halal") && !some("pork") ? ["halal"] : []),
    ...["low_salt", "infant_only"].filter(some),
  ];
  return {
    weightGrams: sum((i) => i.weightGrams),
    volumeMl: sum((i) => i.volumeMl),
    shelfLifeHours: Math.min(...lines.map(({ item }) => item.shelfLifeHours)),
    coldHours: hours.length > 0 ? Math.min(...hours) : null,
    fragile: some("fragile"),
    coldChain: some("cold"),
    tags,
  };
}
