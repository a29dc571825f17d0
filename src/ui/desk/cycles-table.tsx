import Link from "next/link";
import type { CycleRow } from "#contract/desk.ts";
import type { Messages } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import type { Translate } from "#messages/message.ts";
import { formatDayTime, formatDayWithWeekday } from "../format/time.ts";
import { StateTag, type Tone } from "../kit/state-tag.tsx";
import type { Row, Table } from "../table/table-view.ts";
import s from "./cycles.module.css";

const TONE: Readonly<Record<CycleRow["stage"], Tone>> = {
  draft: "todo",
  published: "todo",
  open: "doing",
  closing: "doing",
  closed: "ink",
  allocated: "doing",
  packing: "doing",
  fulfilling: "doing",
  delivered: "doing",
  reconciling: "ink",
  settled: "done",
  archived: "done",
  cancelled: "plain",
};

/** The cycles, one row for each, with the way to its own page. */
export function cyclesTable(rows: readonly CycleRow[], t: Translate<Messages["desk"]>, locale: Locale): Table {
  return {
    columns: [
      { key: "number", label: t("cycles.col.number") },
      { key: "state", label: t("cycles.col.state") },
      { key: "delivery", label: t("cycles.col.delivery") },
      { key: "opens", label: t("cycles.col.opens") },
      { key: "cut", label: t("cycles.col.cut") },
      { key: "packages", label: t("cycles.col.packages"), number: true },
      { key: "offered", label: t("cycles.col.offered"), number: true },
      { key: "reserved", label: t("cycles.col.reserved"), number: true },
    ],
    rows: rows.map(
      (c): Row => ({
        id: c.id,
        ...(c.state === "cancelled" && { tone: "faded" as const }),
        cells: {
          number: {
            value: c.number,
            node: (
              <Link className={s.link} href={`/desk/cycles/${c.id}`} prefetch={false}>
                {t("cycle.of", { n: c.number })}
              </Link>
            ),
          },
          state: {
            value: t(`state.${c.stage}`),
            node: <StateTag tone={TONE[c.stage]}>{t(`state.${c.stage}`)}</StateTag>,
          },
          delivery: { value: c.deliveryMs, node: formatDayWithWeekday(c.deliveryMs, locale) },
          opens: { value: c.opensMs, node: formatDayTime(c.opensMs, locale) },
          cut: { value: c.cutOffMs, node: formatDayTime(c.cutOffMs, locale) },
          packages: c.packages,
          offered: c.offered,
          reserved: c.reserved,
        },
      }),
    ),
  };
}
