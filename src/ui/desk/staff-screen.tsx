import type { StaffPlaces, StaffRow } from "#contract/staff.ts";
import { pickPlace } from "../format/name.ts";
import { formatDayTime } from "../format/time.ts";
import { Pane } from "../frames/pane.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { DataTable } from "../table/data-table.tsx";
import { getT } from "../words/get-t.ts";
import { EndRole } from "./end-role.tsx";
import { StaffForm } from "./staff-form.tsx";

/** Who holds which role where, and the form that gives one. */
export async function StaffScreen({ staff, places }: { staff: readonly StaffRow[]; places: StaffPlaces }) {
  const [t, states] = [await getT("desk"), await getT("states")];
  const { locale } = await getPreferences();
  const columns = (["name", "username", "role", "place", "from", "to"] as const).map((key) => ({
    key,
    label: t(`staff.col.${key}`),
    sortable: true,
  }));
  return (
    <>
      <Pane title={t("staff.title")} facts={t("staff.facts", { n: staff.length })}>
        <DataTable
          caption={t("staff.title")}
          exportName="staff"
          filter
          dense
          most={400}
          columns={[...columns, { key: "end", label: "" }]}
          rows={staff.map((a) => ({
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
          }))}
        />
      </Pane>
      <Pane title={t("staff.new")} width={372}>
        <StaffForm places={places} />
      </Pane>
    </>
  );
}
