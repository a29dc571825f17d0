import Link from "next/link";
import { type CapView, type CityRowView, KEPT_SHEETS, type KeptSheet } from "#contract/city-rows.ts";
import type { Column } from "#domain/workbook/column.ts";
import { SHEETS } from "#domain/workbook/sheets.ts";
import { writeCell } from "#domain/workbook/write-cell.ts";
import { Pane } from "../../frames/pane.tsx";
import { LinkButton } from "../../kit/link-button.tsx";
import { EmptyState } from "../../kit/notes.tsx";
import { Tabs } from "../../kit/tabs.tsx";
import { getPreferences } from "../../preferences/get-preferences.ts";
import { DataTable } from "../../table/data-table.tsx";
import { getT } from "../../words/get-t.ts";
import f from "../cycles.module.css";
import { CapPane } from "./cap-pane.tsx";
import { columnWords } from "./column-words.ts";
import { rowHref, sheetHref } from "./upkeep-address.ts";

/** Of what is long and many, the columns that tell one from another; the form has the others. */
const LISTED: Partial<Record<KeptSheet, readonly string[]>> = {
  places: ["code", "kind", "name", "district", "subdistrict", "gate", "bus", "aggregator"],
};

type Props = { sheet: KeptSheet; rows: readonly CityRowView[]; caps: readonly CapView[]; nowMs: number };

/** What the city has of one kind: a row of the table opens its form. Beside prices stands the cap that binds them. */
export async function UpkeepScreen({ sheet, rows, caps, nowMs }: Props) {
  const t = await getT("upkeep");
  const { locale } = await getPreferences();
  const columns = SHEETS[sheet].columns.filter(
    (c: Column) => LISTED[sheet]?.includes(c.key) ?? true,
  ) as readonly Column[];
  const name = SHEETS[sheet].names[0];
  const cellOf = (row: CityRowView, column: Column) => {
    const value = row.row[column.key];
    if (column.key === name)
      return {
        value: row.key,
        node: (
          <Link href={rowHref(sheet, row.key)} className={f.link} prefetch={false}>
            {row.key}
          </Link>
        ),
      };
    const text = writeCell(column, value, locale);
    if (column.kind === "contents")
      return { value: text, node: t("contents", { n: Array.isArray(value) ? value.length : 0 }) };
    return typeof value === "number" ? { value, node: text } : text;
  };
  return (
    <>
      <Pane
        names
        title={t(`sheet.${sheet}`)}
        facts={t("rows", { n: rows.length })}
        end={
          <LinkButton size={36} icon="plus" href={rowHref(sheet)} prefetch={false}>
            {t(`new.${sheet}`)}
          </LinkButton>
        }
      >
        <Tabs
          label={t("sheets")}
          dense
          tabs={KEPT_SHEETS.map((s) => ({ href: sheetHref(s), label: t(`sheet.${s}`), current: s === sheet }))}
        />
        {rows.length === 0 ? (
          <EmptyState icon="leaf" title={t("none")}>
            {t("none.how")}
          </EmptyState>
        ) : (
          <DataTable
            caption={t(`sheet.${sheet}`)}
            exportName={sheet}
            filter
            dense
            columns={columns.map((c) => ({
              key: c.key,
              label: columnWords(c, t, locale),
              number: c.kind === "whole" || c.kind === "yuan",
            }))}
            rows={rows.map((row) => ({
              id: row.key,
              cells: Object.fromEntries(columns.map((c) => [c.key, cellOf(row, c)])),
            }))}
          />
        )}
      </Pane>
      {(sheet === "packages" || sheet === "items") && (
        <Pane title={t("cap.title")} width={320}>
          <CapPane caps={caps} nowMs={nowMs} />
        </Pane>
      )}
    </>
  );
}
