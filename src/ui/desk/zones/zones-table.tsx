import type { ZoneRow } from "#contract/zones.ts";
import { actsFor } from "#domain/kernel/machine.ts";
import { STANDING_ZONE_STATES, ZONE } from "#domain/zones/zone.ts";
import type { Messages } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import type { Translate } from "#messages/message.ts";
import { pickPlace } from "../../format/name.ts";
import { formatDayTime } from "../../format/time.ts";
import { ZoneSign } from "../../kit/zone-sign.tsx";
import type { Row, Table } from "../../table/table-view.ts";
import { LiftZone } from "./lift-zone.tsx";

/** Zone versions, one row for each; those that have ended are faded. */
export function zonesTable(zones: readonly ZoneRow[], t: Translate<Messages["desk"]>, locale: Locale): Table {
  const columns = (["level", "place", "homes", "from", "to", "order", "state", "parents"] as const).map((key) => ({
    key,
    label: t(`zones.col.${key}`),
    number: key === "homes" || key === "parents",
  }));
  return {
    columns: [...columns, { key: "lift", label: "", sortable: false }],
    rows: zones.map((z): Row => {
      const place = `${pickPlace(z.place, locale)} ${z.gridNumber ? t("zones.grid.n", { n: z.gridNumber }) : t("zones.whole")}`;
      return {
        id: z.zoneId,
        ...(STANDING_ZONE_STATES.includes(z.state) ? {} : { tone: "faded" as const }),
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
          lift: actsFor(ZONE, z.state, "DESK").includes("lift")
            ? { value: null, node: <LiftZone zoneId={z.zoneId} name={place} /> }
            : null,
        },
      };
    }),
  };
}
