import type { PlaceImportRow } from "#contract/places.ts";
import { Pane } from "../../frames/pane.tsx";
import { EmptyState } from "../../kit/notes.tsx";
import { getPreferences } from "../../preferences/get-preferences.ts";
import { PagedTable } from "../../table/data-table.tsx";
import { pageOfRows } from "../../table/page-of-rows.ts";
import type { TableWish } from "../../table/table-wish.ts";
import { getT } from "../../words/get-t.ts";
import { importsTable } from "./imports-table.tsx";
import { PlaceFileForm } from "./place-file-form.tsx";
import { sampleHref } from "./sample-list.ts";

type Props = { imports: readonly PlaceImportRow[]; wish: TableWish; nowMs: number };

/** The lists that were read, the newest first, beside the form that reads another. */
export async function PlacesScreen({ imports, wish, nowMs }: Props) {
  const t = await getT("places");
  const { locale } = await getPreferences();
  return (
    <>
      <Pane names title={t("title")} facts={t("facts")}>
        {imports.length === 0 ? (
          <EmptyState icon="map-pin" title={t("none")}>
            {t("none.how")}
          </EmptyState>
        ) : (
          <PagedTable caption={t("history")} page={pageOfRows(importsTable(imports, nowMs, t, locale), wish, locale)} />
        )}
      </Pane>
      <Pane title={t("new.title")} width={400}>
        <PlaceFileForm sampleHref={sampleHref} />
      </Pane>
    </>
  );
}
