import { type BoardRowKey, type DeskNow, MONEY_ROWS } from "#contract/desk.ts";
import type { Messages } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import type { Translate } from "#messages/message.ts";
import { pickName } from "../format/name.ts";
import type { Column, Row } from "../table/table-view.ts";

/** Money goes away in yuan. */
const unit = <N extends number | null>(row: BoardRowKey, n: N) =>
  n !== null && MONEY_ROWS.includes(row) ? n / 100 : n;

/** The board as a table to take away: its equations, and under the one that is open the places behind it. */
export function boardTable(
  view: Pick<DeskNow, "board" | "districts" | "lines">,
  open: BoardRowKey | undefined,
  t: Translate<Messages["desk"]>,
  locale: Locale,
): { columns: Column[]; rows: Row[] } {
  const { districts } = view;
  const columns: Column[] = [
    { key: "equation", label: t("board.equation") },
    { key: "city", label: t("funnel.city"), number: true },
    ...districts.map((d) => ({ key: d.id, label: pickName(d.name, locale), number: true })),
  ];
  const rows = view.board.flatMap((r): Row[] => [
    {
      id: r.key,
      cells: {
        equation: t(`row.${r.key}`),
        city: unit(r.key, r.city),
        ...Object.fromEntries(districts.map((d, i) => [d.id, unit(r.key, r.districts[i] ?? null)])),
      },
    },
    ...(r.key === open ? (view.lines[r.key] ?? []) : []).map(
      (l): Row => ({
        id: l.id,
        cells: {
          equation: [
            pickName(l.place, locale),
            l.letter,
            l.tripNumber !== null && t("board.trip", { n: l.tripNumber }),
            l.grid !== null && t("board.grid", { n: l.grid }),
          ]
            .filter(Boolean)
            .join(" · "),
          city: unit(r.key, l.difference),
          ...Object.fromEntries(districts.map((d) => [d.id, d.id === l.districtId ? unit(r.key, l.difference) : null])),
        },
      }),
    ),
  ]);
  return { columns, rows };
}
