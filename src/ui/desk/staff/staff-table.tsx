import Link from "next/link";
import type { StaffRow } from "#contract/staff.ts";
import type { Messages } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import type { Translate } from "#messages/message.ts";
import { pickPlace } from "../../format/name.ts";
import { roleWords } from "../../format/role.ts";
import { formatDayTime } from "../../format/time.ts";
import type { Table } from "../../table/table-view.ts";
import s from "../cycles.module.css";
import { EndRole } from "./end-role.tsx";

type Words = {
  readonly desk: Translate<Messages["desk"]>;
  readonly staff: Translate<Messages["staff"]>;
  readonly states: Translate<Messages["states"]>;
};

const COLUMNS = ["name", "username", "role", "place", "from", "to", "last", "state"] as const;

/** Roles in force, one row for each, and the accounts that are shut; a name leads to all that one person holds. */
export function staffTable(rows: readonly StaffRow[], { desk: t, staff, states }: Words, locale: Locale): Table {
  return {
    columns: [
      ...COLUMNS.map((key) => ({ key, label: t(`staff.col.${key}`) })),
      { key: "end", label: "", sortable: false },
    ],
    rows: rows.map((a) => {
      const name = a.standsInFor ? `${a.name} ${t("staff.stands.in", { name: a.standsInFor })}` : a.name;
      return {
        id: a.assignmentId ?? a.userId,
        ...(a.state === "shut" ? { tone: "faded" as const } : {}),
        cells: {
          name: {
            value: name,
            node: (
              <Link href={`/desk/staff/${a.userId}`} className={s.link}>
                {name}
              </Link>
            ),
          },
          username: a.username,
          role: a.role && roleWords(a.role, a.aggregator, states),
          place: a.place
            ? `${pickPlace(a.place, locale)}${a.gridNumber ? ` ${t("zones.grid.n", { n: a.gridNumber })}` : ""}`
            : null,
          from: a.fromMs && { value: a.fromMs, node: formatDayTime(a.fromMs, locale) },
          to: a.role && { value: a.toMs, node: a.toMs ? formatDayTime(a.toMs, locale) : t("zones.open") },
          last: a.lastSignInOn,
          state: staff(`state.${a.state}`),
          end: {
            value: null,
            node: a.assignmentId && <EndRole assignmentId={a.assignmentId} name={a.name} />,
          },
        },
      };
    }),
  };
}
