"use client";
import type { FormEvent } from "react";
import { type CityRowView, OWN_STORE_COLUMNS } from "#contract/city-rows.ts";
import type { SupermarketId } from "#domain/kernel/ids.ts";
import type { Column } from "#domain/workbook/column.ts";
import { SHEETS } from "#domain/workbook/sheets.ts";
import { KeptNote } from "../desk/upkeep/kept-note.tsx";
import { KeepButton, RowFields } from "../desk/upkeep/row-fields.tsx";
import s from "../desk/upkeep/upkeep.module.css";
import { useRow } from "../desk/upkeep/use-row.ts";
import { Pane } from "../frames/pane.tsx";
import { useT } from "../words/use-t.ts";

const COLUMNS = SHEETS.stores.columns.filter((c: Column) => OWN_STORE_COLUMNS.some((key) => key === c.key));

/** What a manager keeps of his own store: when it loads, how much it can pack in a day, and whom to call. */
export function OwnStore({ supermarketId, found }: { supermarketId: SupermarketId; found: CityRowView }) {
  const t = useT("store");
  const row = useRow(COLUMNS, found);
  const keep = (event: FormEvent) => {
    event.preventDefault();
    void row.keep((c, wish) => c.city.keepOwnStore.mutate({ supermarketId, ...wish }));
  };
  return (
    <Pane names title={t("own.title")} facts={String(found.row.name ?? found.key)}>
      <form className={s.form} onSubmit={keep} noValidate>
        <p>{t("own.what")}</p>
        <div className={s.fields}>
          <RowFields row={row} columns={COLUMNS} />
        </div>
        <KeptNote row={row} />
        <KeepButton row={row} />
      </form>
    </Pane>
  );
}
