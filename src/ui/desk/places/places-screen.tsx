import type { CityImportRow } from "#contract/city-imports.ts";
import { Pane } from "../../frames/pane.tsx";
import { EmptyState } from "../../kit/notes.tsx";
import { getPreferences } from "../../preferences/get-preferences.ts";
import { PagedTable } from "../../table/data-table.tsx";
import { pageOfRows } from "../../table/page-of-rows.ts";
import type { TableWish } from "../../table/table-wish.ts";
import { getT } from "../../words/get-t.ts";
import { BookForm } from "./book-form.tsx";
import { importsTable } from "./imports-table.tsx";
import { InventedNeeds } from "./invented-needs.tsx";

type Props = { imports: readonly CityImportRow[]; wish: TableWish; nowMs: number; inventedNeeds: number };

/** The workbooks that were read, the newest first, beside the form that reads another. */
export async function PlacesScreen({ imports, wish, nowMs, inventedNeeds }: Props) {
  const t = await getT("places");
  const { locale } = await getPreferences();
  return (
    <>
      <Pane names title={t("title")} facts={t("facts")}>
        {inventedNeeds > 0 && <InventedNeeds homes={inventedNeeds} />}
        {imports.length === 0 ? (
          <EmptyState icon="map-pin" title={t("none")}>
            {t("none.how")}
          </EmptyState>
        ) : (
          <PagedTable caption={t("history")} page={pageOfRows(importsTable(imports, nowMs, t, locale), wish, locale)} />
        )}
      </Pane>
      <Pane title={t("new.title")} width={400}>
        <BookForm />
      </Pane>
    </>
  );
}
