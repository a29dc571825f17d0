import type { StaffRow } from "#contract/staff.ts";
import type { Messages } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import type { Translate } from "#messages/message.ts";
import { pickPlace } from "../format/name.ts";
import { formatDayTime } from "../format/time.ts";
import type { Table } from "../table/table-view.ts";
import { EndRole } from "./end-role.tsx";

/** Roles in force, one row for each. */
export function staffTable(
  staff: readonly StaffRow[],
  t: Translate<Messages["desk"]>,
  states: Translate<Messages["states"]>,
  locale: Locale,
): Table {
  const columns = (["name", "username", "role", "place", "from", "to"] as const).map((key) => ({
    key,
    label: t(`staff.col.${key}`),
  }));
  return {
    columns: [...columns, { key: "end", label: "", sortable: false }],
    rows: staff.map((a) => ({
      id: a.assignmentId,
      cells: {
        name: a.standsInFor ? `${a.name} ${t("staff.stands.in", { name: a.standsInFor })}` : a.name,
        username: a.username,
        role: states(`role.${a.role}`),
        place: a.place
          ? `${pickPlace(a.place, locale)}${a.gridNumber ? ` ${t("zones.grid.n", { n: a.gridNumber })}` : ""}`
          : null,
        from: { value: a.fromMs, node: formatDayTime(a.fromMs, locale) },
        to: { value: a.toMs, node: a.toMs ? formatDayTime(a.toMs, locale) : t("zones.open") },
        end: { value: null, node: <EndRole assignmentId={a.assignmentId} name={a.name} /> },
      },
    })),
  };
}
