"use client";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import type { CityRowView, KeptSheet, RowOptions } from "#contract/city-rows.ts";
import type { Column } from "#domain/workbook/column.ts";
import { SHEETS } from "#domain/workbook/sheets.ts";
import { KeptNote } from "./kept-note.tsx";
import { KeepButton, RowFields } from "./row-fields.tsx";
import s from "./upkeep.module.css";
import { rowHref } from "./upkeep-address.ts";
import { useRow } from "./use-row.ts";

type Props = { sheet: KeptSheet; found: CityRowView | null; options: RowOptions };

/** A row of the city as a form: each field says what is wrong with it as soon as somebody has typed there. */
export function RowForm({ sheet, found, options }: Props) {
  const router = useRouter();
  const columns: readonly Column[] = SHEETS[sheet].columns;
  const row = useRow(columns, found);
  const keep = (event: FormEvent) => {
    event.preventDefault();
    void row.keep(
      (c, wish) => c.city.keepRow.mutate({ sheet, ...wish }),
      (key) => found || router.replace(rowHref(sheet, key)),
    );
  };
  return (
    <form className={s.form} onSubmit={keep} noValidate>
      <div className={s.fields}>
        <RowFields row={row} columns={columns} named={found ? SHEETS[sheet].names : []} options={options} />
      </div>
      <KeptNote row={row} />
      <KeepButton row={row} />
    </form>
  );
}
