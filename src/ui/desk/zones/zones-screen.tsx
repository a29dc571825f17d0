import type { MapGround } from "#contract/map.ts";
import type { ZonePlace, ZoneRow } from "#contract/zones.ts";
import { Pane } from "../../frames/pane.tsx";
import { EmptyState } from "../../kit/notes.tsx";
import { getPreferences } from "../../preferences/get-preferences.ts";
import { PagedTable } from "../../table/data-table.tsx";
import { pageOfRows } from "../../table/page-of-rows.ts";
import type { TableWish } from "../../table/table-wish.ts";
import { getT } from "../../words/get-t.ts";
import { ZoneDesk } from "./zone-desk.tsx";
import { zonesTable } from "./zones-table.tsx";

type Props = {
  zones: readonly ZoneRow[];
  places: readonly ZonePlace[];
  ground: MapGround;
  nowMs: number;
  wish: TableWish;
};

/** The city's zones on the map and as versions, what is in force on top, beside the next order and what it would do. */
export async function ZonesScreen({ zones, places, ground, nowMs, wish }: Props) {
  const t = await getT("desk");
  const { locale } = await getPreferences();
  return (
    <ZoneDesk places={places} ground={ground} nowMs={nowMs}>
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
    </ZoneDesk>
  );
}
