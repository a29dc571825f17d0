import type { PlaceChoice } from "#contract/people.ts";
import type { ZoneRow } from "#contract/zones.ts";
import { pickPlace } from "../format/name.ts";
import { formatDayTime } from "../format/time.ts";
import { Pane } from "../frames/pane.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { ZoneSign } from "../kit/zone-sign.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { DataTable } from "../table/data-table.tsx";
import { getT } from "../words/get-t.ts";
import { LiftZone } from "./lift-zone.tsx";
import { ZoneForm } from "./zone-form.tsx";

/** The city's zones as versions, what is in force on top, beside a plain form for the next order. */
export async function ZonesScreen({ zones, places }: { zones: readonly ZoneRow[]; places: readonly PlaceChoice[] }) {
  const t = await getT("desk");
  const { locale } = await getPreferences();
  const columns = (["level", "place", "homes", "from", "to", "order", "state", "parents"] as const).map((key) => ({
    key,
    label: t(`zones.col.${key}`),
    number: key === "homes" || key === "parents",
    sortable: true,
  }));
  return (
    <>
      <Pane title={t("zones.title")} facts={t("zones.now")}>
        {zones.length === 0 && <EmptyState icon="map" title={t("zones.none")} />}
        {zones.length > 0 && (
          <DataTable
            caption={t("zones.title")}
            exportName="zones"
            filter
            columns={[...columns, { key: "lift", label: "" }]}
            rows={zones.map((z) => {
              const place = `${pickPlace(z.place, locale)} ${z.gridNumber ? t("zones.grid.n", { n: z.gridNumber }) : t("zones.whole")}`;
              return {
                id: z.zoneId,
                ...(z.state === "approved" || z.state === "effective" ? {} : { tone: "faded" as const }),
                cells: {
                  level: {
                    value: t(`level.${z.level}`),
                    node: (
                      <span style={{ display: "inline-flex", alignItems: "center", gap: 6 }}>
                        <ZoneSign level={z.level} size={16} small />
                        {t(`level.${z.level}`)}
                      </span>
                    ),
                  },
                  place,
                  homes: z.homes,
                  from: { value: z.fromMs, node: formatDayTime(z.fromMs, locale) },
                  to: { value: z.toMs, node: z.toMs ? formatDayTime(z.toMs, locale) : t("zones.open") },
                  order: z.orderNumber,
                  state: t(`zone.state.${z.state}`),
                  parents: z.parents,
                  lift:
                    z.state === "effective" ? { value: null, node: <LiftZone zoneId={z.zoneId} name={place} /> } : null,
                },
              };
            })}
          />
        )}
      </Pane>
      <Pane title={t("zones.new")} width={372}>
        <ZoneForm places={places} />
      </Pane>
    </>
  );
}
