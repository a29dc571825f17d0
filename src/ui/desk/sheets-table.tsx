import type { CycleSheets, SheetRow } from "#contract/desk.ts";
import type { Messages } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import type { Translate } from "#messages/message.ts";
import { pickName } from "../format/name.ts";
import { formatNear } from "../format/time.ts";
import { StateTag, type Tone } from "../kit/state-tag.tsx";
import type { Row, Table } from "../table/table-view.ts";

const TONE: Readonly<Record<SheetRow["state"], Tone>> = {
  collecting: "todo",
  reviewing: "todo",
  submitted: "doing",
  returned: "ink",
  accepted: "ink",
  frozen: "done",
  reconciled: "done",
};

/** The sheets of a cycle, one row for each grid. */
export function sheetsTable(view: CycleSheets, t: Translate<Messages["desk"]>, locale: Locale): Table {
  return {
    columns: [
      { key: "place", label: t("col.place") },
      { key: "grid", label: t("sheets.col.grid"), number: true },
      { key: "district", label: t("col.district") },
      { key: "state", label: t("col.state") },
      { key: "homes", label: t("zones.col.homes"), number: true },
      { key: "bags", label: t("col.bags"), number: true },
      { key: "frozen", label: t("sheets.col.frozen") },
      { key: "checksum", label: t("sheets.col.checksum") },
    ],
    rows: view.rows.map(
      (r): Row => ({
        id: r.id,
        cells: {
          place: pickName(r.place, locale),
          grid: r.grid,
          district: pickName(r.district, locale),
          state: {
            value: t(`sheet.state.${r.state}`),
            node: <StateTag tone={TONE[r.state]}>{t(`sheet.state.${r.state}`)}</StateTag>,
          },
          homes: r.homes,
          bags: r.bags,
          frozen: { value: r.frozenMs, node: r.frozenMs ? formatNear(r.frozenMs, view.nowMs, locale) : "" },
          checksum: r.checksum?.slice(0, 8) ?? null,
        },
      }),
    ),
  };
}
