"use client";
import type { RowOptions } from "#contract/city-rows.ts";
import type { Column } from "#domain/workbook/column.ts";
import { Button } from "../../kit/button.tsx";
import { useT } from "../../words/use-t.ts";
import { CellField } from "./cell-field.tsx";
import s from "./upkeep.module.css";
import type { useRow } from "./use-row.ts";

type Row = ReturnType<typeof useRow>;

/** Columns of a row as fields. @param named those whose text names the row, and stays. @param options by column */
export function RowFields({
  row,
  columns,
  named = [],
  options = {},
}: {
  row: Row;
  columns: readonly Column[];
  named?: readonly string[];
  options?: RowOptions;
}) {
  return columns.map((column) => (
    <CellField
      key={column.key}
      column={column}
      text={row.cells[column.key] ?? ""}
      error={row.wrong(column)}
      fixed={named.includes(column.key)}
      options={options[column.key]}
      onChange={(text) => row.type(column.key, text)}
    />
  ));
}

export function KeepButton({ row, disabled = false }: { row: Row; disabled?: boolean }) {
  const t = useT("upkeep");
  return (
    <div className={s.acts}>
      <Button type="submit" kind="filled" size={54} disabled={row.busy || disabled}>
        {t(row.busy ? "keeping" : "keep")}
      </Button>
    </div>
  );
}
