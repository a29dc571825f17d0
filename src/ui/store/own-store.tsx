"use client";
import type { FormEvent } from "react";
import { type CityRowView, OWN_STORE_COLUMNS } from "#contract/city-rows.ts";
import type { SupermarketId } from "#domain/kernel/ids.ts";
import type { Column } from "#domain/workbook/column.ts";
import { SHEETS } from "#domain/workbook/sheets.ts";
import { CellField } from "../desk/upkeep/cell-field.tsx";
import { KeptNote } from "../desk/upkeep/kept-note.tsx";
import s from "../desk/upkeep/upkeep.module.css";
import { useRow } from "../desk/upkeep/use-row.ts";
import { Pane } from "../frames/pane.tsx";
import { Button } from "../kit/button.tsx";
import { useT } from "../words/use-t.ts";

const COLUMNS = SHEETS.stores.columns.filter((c: Column) => OWN_STORE_COLUMNS.some((key) => key === c.key));

/** What a manager keeps of his own store: when it loads, how much it can pack in a day, and whom to call. */
export function OwnStore({ supermarketId, found }: { supermarketId: SupermarketId; found: CityRowView }) {
  const [t, words] = [useT("store"), useT("upkeep")];
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
          {COLUMNS.map((column) => (
            <CellField
              key={column.key}
              column={column}
              text={row.cells[column.key] ?? ""}
              error={row.wrong(column)}
              fixed={false}
              options={undefined}
              onChange={(text) => row.type(column.key, text)}
            />
          ))}
        </div>
        <KeptNote row={row} />
        <div className={s.acts}>
          <Button type="submit" kind="filled" size={54} disabled={row.busy}>
            {words(row.busy ? "keeping" : "keep")}
          </Button>
        </div>
      </form>
    </Pane>
  );
}
