import { addFen, type Fen, fen } from "../kernel/money.ts";
import { type DerivedPackage, type DesignItem, derivePackage } from "./derive-package.ts";
import { checkPackage, type PackageLine, type PackageRefusal, type UnitKind } from "./package.ts";
import { isOverCap, markUpTenths, type PriceCap } from "./price-cap.ts";

/** An item of the catalogue; weight and volume are null where nobody has said. */
export type CatalogueItem = Omit<DesignItem, "weightGrams" | "volumeMl"> & {
  readonly code: string;
  readonly unitKind: UnitKind;
  readonly priceFen: number;
  readonly costFen: number;
  readonly weightGrams: number | null;
  readonly volumeMl: number | null;
};

export type PackageDesign = {
  readonly lines: readonly { readonly item: CatalogueItem; readonly tenths: number }[];
  readonly feeFen: Fen;
  readonly priceFen: Fen;
  /** The cap in force. */
  readonly cap: PriceCap | undefined;
};

export type DesignFault =
  | PackageRefusal
  | { readonly kind: "not_measured"; readonly itemId: string }
  | { readonly kind: "over_cap"; readonly most: number };

/** What a design comes to, whole or not: the figures that it has so far, and everything that keeps it from being sold. */
export type DesignedPackage = {
  readonly lines: readonly PackageLine[];
  /** Lines and fee. */
  readonly sumFen: Fen;
  /** What the goods cost, to the fen. */
  readonly costFen: Fen;
  /** In tenths of a percent, of the price with its fee: a fee hides no mark-up. */
  readonly markUpTenths: number | undefined;
  /** Undefined with nothing in it, or with an item that nobody has weighed. */
  readonly derived: DerivedPackage | undefined;
  readonly faults: readonly DesignFault[];
};

/** A line's price in fen: the item's price × quantity, to the whole fen. */
export const lineFen = (priceFen: number, tenths: number): Fen => fen(Math.round((priceFen * tenths) / 10));

/**
 * The one rule of a package (invariants 7 and 8): its price is its lines and the declared fee, its mark-up is under the
 * cap, and what it weighs and is follows from what is in it. Designer, use case and workbook all ask this.
 */
export function designPackage({ lines: wish, feeFen, priceFen, cap }: PackageDesign): DesignedPackage {
  const lines = wish.map(({ item, tenths }) => ({
    itemId: item.code,
    unitKind: item.unitKind,
    tenths,
    lineFen: lineFen(item.priceFen, tenths),
  }));
  const costFen = addFen(...wish.map(({ item, tenths }) => lineFen(item.costFen, tenths)));
  const measured = wish.flatMap(({ item, tenths }) => {
    const { weightGrams, volumeMl } = item;
    return weightGrams === null || volumeMl === null ? [] : [{ item: { ...item, weightGrams, volumeMl }, tenths }];
  });
  const checked = checkPackage({ lines, feeFen, priceFen });
  const over = lines.length > 0 && isOverCap(priceFen, costFen, cap);
  return {
    lines,
    sumFen: addFen(feeFen, ...lines.map((l) => l.lineFen)),
    costFen,
    markUpTenths: markUpTenths(priceFen, costFen),
    derived: measured.length > 0 && measured.length === wish.length ? derivePackage(measured) : undefined,
    faults: [
      ...(checked.ok ? [] : checked.error),
      ...wish.flatMap(({ item }): DesignFault[] =>
        item.weightGrams === null || item.volumeMl === null ? [{ kind: "not_measured", itemId: item.code }] : [],
      ),
      ...(over ? [{ kind: "over_cap", most: cap?.percent ?? 0 } as const] : []),
    ],
  };
}
