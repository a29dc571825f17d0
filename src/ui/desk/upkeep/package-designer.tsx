"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { CityRowView, PackageDesk } from "#contract/city-rows.ts";
import { fen } from "#domain/kernel/money.ts";
import { designPackage } from "#domain/offer/design-package.ts";
import type { Column, SheetRow } from "#domain/workbook/column.ts";
import { readCell } from "#domain/workbook/read-cell.ts";
import { SHEETS } from "#domain/workbook/sheets.ts";
import { formatYuan } from "../../format/money.ts";
import { Button } from "../../kit/button.tsx";
import { useT } from "../../words/use-t.ts";
import { KeptNote } from "./kept-note.tsx";
import { type DesignLine, PackageLines, textOfLines } from "./package-lines.tsx";
import { PackageProof } from "./package-proof.tsx";
import { KeepButton, RowFields } from "./row-fields.tsx";
import s from "./upkeep.module.css";
import { rowHref } from "./upkeep-address.ts";
import { useRow } from "./use-row.ts";
import { VariantLinks } from "./variant-links.tsx";

const COLUMNS: readonly Column[] = SHEETS.packages.columns;
const columnOf = (key: string) => COLUMNS.find((c) => c.key === key) as Column;

type Props = {
  found: CityRowView | null;
  /** What a new one begins with: another size of a package that is there. */
  start: SheetRow | undefined;
  desk: PackageDesk;
};

/** The package designer: what is in it, for how much, and on the spot what that comes to and what forbids to sell it. */
export function PackageDesigner({ found, start, desk }: Props) {
  const t = useT("upkeep");
  const router = useRouter();
  const row = useRow(COLUMNS, found, found?.row ?? start);
  const [lines, setLines] = useState<readonly DesignLine[]>(() => linesIn(found?.row ?? start));
  const change = (to: readonly DesignLine[]) => {
    setLines(to);
    row.type("contents", textOfLines(to));
  };
  const fenOf = (key: "fee" | "price") => {
    const read = readCell(columnOf(key), (row.cells[key] ?? "").trim());
    return fen("value" in read ? Number(read.value ?? 0) : 0);
  };
  const design = designPackage({
    lines: lines.flatMap(({ code, amount }) => {
      const item = desk.items.find((i) => i.code === code);
      const tenths = Math.round(Number(amount) * 10);
      return item && Number.isSafeInteger(tenths) ? [{ item, tenths }] : [];
    }),
    feeFen: fenOf("fee"),
    priceFen: fenOf("price"),
    cap: desk.cap ?? undefined,
  });
  const fields = (...keys: readonly string[]) => (
    <RowFields
      row={row}
      columns={keys.map(columnOf)}
      named={found ? SHEETS.packages.names : []}
      options={{ variant_of: othersThan(found, desk) }}
    />
  );
  const keep = (event: FormEvent) => {
    event.preventDefault();
    void row.keep(
      (c, wish) => c.city.keepRow.mutate({ sheet: "packages", ...wish }),
      (key) => found || router.replace(rowHref("packages", key)),
    );
  };
  return (
    <form className={s.form} onSubmit={keep} noValidate>
      <div className={s.fields}>{fields("code", "letter", "name", "name_en")}</div>
      <PackageLines lines={lines} items={desk.items} error={row.wrong(columnOf("contents"))} onChange={change} />
      <div className={s.fields}>
        {fields("fee", "price", "limit")}
        <Button
          disabled={design.sumFen === fenOf("price")}
          onClick={() => row.type("price", (design.sumFen / 100).toFixed(2))}
        >
          {t("design.take.sum", { sum: formatYuan(design.sumFen) })}
        </Button>
      </div>
      <PackageProof design={design} desk={desk} />
      <div className={s.fields}>{fields("people_from", "people_to", "variant_of", "aliases")}</div>
      <KeptNote row={row} />
      <p>{t("design.version")}</p>
      <KeepButton row={row} disabled={design.faults.length > 0} />
      {found && <VariantLinks row={found.row} />}
    </form>
  );
}

const othersThan = (found: CityRowView | null, desk: PackageDesk) =>
  desk.packages.filter((code) => code !== found?.key).map((code) => ({ key: code, name: { "zh-CN": code } }));

function linesIn(row: SheetRow | undefined): DesignLine[] {
  const contents = Array.isArray(row?.contents) ? (row.contents as unknown as readonly [string, number][]) : [];
  return contents.map(([code, tenths]) => ({ code, amount: String(tenths / 10) }));
}
