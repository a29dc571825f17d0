import type { PlaceChoice } from "#contract/people.ts";
import type { ZoneRow } from "#contract/zones.ts";
import { Pane } from "../frames/pane.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { PagedTable } from "../table/data-table.tsx";
import { pageOfRows } from "../table/page-of-rows.ts";
import type { TableWish } from "../table/table-wish.ts";
import { getT } from "../words/get-t.ts";
import { ZoneForm } from "./zone-form.tsx";
import { zonesTable } from "./zones-table.tsx";

type Props = { zones: readonly ZoneRow[]; places: readonly PlaceChoice[]; wish: TableWish };

/** The city's zones as versions, what is in force on top, beside a plain form for the next order. */
export async function ZonesScreen({ zones, places, wish }: Props) {
  const t = await getT("desk");
  const { locale } = await getPreferences();
  return (
    <>
      <Pane names title={t("zones.title")} facts={t("zones.now")}>
        {zones.length === 0 ? (
          <EmptyState icon="map" title={t("zones.none")} />
        ) : (
          <PagedTable
            caption={t("zones.title")}
            exportName="zones"
            filter
            page={pageOfRows(zonesTable(zones, t, locale), wish, locale)}
          />
        )}
      </Pane>
      <Pane title={t("zones.new")} width={372}>
        <ZoneForm places={places} />
      </Pane>
    </>
  );
}
