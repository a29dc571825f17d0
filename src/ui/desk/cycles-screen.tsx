"use client";
import Link from "next/link";
import type { CycleRow } from "#contract/desk.ts";
import { formatDayTime, formatDayWithWeekday } from "../format/time.ts";
import { Pane } from "../frames/pane.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { StateTag, type Tone } from "../kit/state-tag.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { DataTable } from "../table/data-table.tsx";
import type { Column, Row } from "../table/table-view.ts";
import { useLocale, useT } from "../words/use-t.ts";
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

/** All cycles, newest first; each opens on its own page. */
export function CyclesScreen({ rows, nowMs }: { rows: readonly CycleRow[]; nowMs: number }) {
  const t = useT("desk");
  const locale = useLocale();
  const columns: Column[] = [
    { key: "number", label: t("cycles.col.number") },
    { key: "state", label: t("cycles.col.state") },
    { key: "delivery", label: t("cycles.col.delivery") },
    { key: "opens", label: t("cycles.col.opens") },
    { key: "cut", label: t("cycles.col.cut") },
    { key: "packages", label: t("cycles.col.packages"), number: true },
    { key: "offered", label: t("cycles.col.offered"), number: true },
    { key: "reserved", label: t("cycles.col.reserved"), number: true },
  ];
  return (
    <>
      <LiveRefresh topics={["desk"]} readMs={nowMs} />
      <Pane
        title={t("cycles.title")}
        end={
          <LinkButton kind="filled" size={36} icon="plus" href="/desk/cycles/new">
            {t("cycles.new")}
          </LinkButton>
        }
      >
        <DataTable
          caption={t("cycles.title")}
          columns={columns}
          exportName="cycles"
          filter
          empty={t("cycles.empty")}
          rows={rows.map(
            (c): Row => ({
              id: c.id,
              tone: c.state === "cancelled" ? "faded" : undefined,
              cells: {
                number: {
                  value: c.number,
                  node: (
                    <Link className={s.link} href={`/desk/cycles/${c.id}`}>
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
          )}
        />
      </Pane>
    </>
  );
}
