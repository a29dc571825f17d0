"use client";
import { useState } from "react";
import type { BatchRow, CycleBatches } from "#contract/desk.ts";
import { pickName } from "../format/name.ts";
import { formatNear } from "../format/time.ts";
import { Pane } from "../frames/pane.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { StateTag, type Tone } from "../kit/state-tag.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { DataTable } from "../table/data-table.tsx";
import type { Column, Row } from "../table/table-view.ts";
import { useLocale, useT } from "../words/use-t.ts";
import { BatchActs, waitsForStore } from "./batch-acts.tsx";
import s from "./cycles.module.css";

const TONE: Readonly<Partial<Record<BatchRow["state"], Tone>>> = {
  pending: "todo",
  rejected: "bad",
  recalled: "bad",
  dispatched: "done",
  delivered: "done",
  settled: "done",
};

/** Every batch of a cycle, those that wait for another store on top; one that is chosen is recalled or routed at the right. */
export function BatchesScreen({ view }: { view: CycleBatches }) {
  const t = useT("desk");
  const states = useT("states");
  const locale = useLocale();
  const [chosen, setChosen] = useState<string>();
  const columns: Column[] = [
    { key: "store", label: t("cycles.store") },
    { key: "place", label: t("col.place") },
    { key: "state", label: t("col.state") },
    { key: "bags", label: t("col.bags"), number: true },
    { key: "lines", label: t("batches.col.lines") },
    { key: "since", label: t("batches.col.since") },
    { key: "reason", label: t("batches.col.reason") },
  ];
  const rows = view.rows.map(
    (r): Row => ({
      id: r.id,
      tone: (r.state === "rejected" || r.state === "recalled") && !waitsForStore(r) ? "faded" : undefined,
      cells: {
        store: pickName(r.store, locale),
        place: pickName(r.place, locale),
        state: {
          value: states(`batch.${r.state}`),
          node: <StateTag tone={TONE[r.state] ?? "doing"}>{states(`batch.${r.state}`)}</StateTag>,
        },
        bags: r.lines.reduce((n, l) => n + l.bags, 0),
        lines: r.lines.map((l) => `${l.letter}${l.bags}`).join(" "),
        since: { value: r.stateMs, node: formatNear(r.stateMs, view.nowMs, locale) },
        reason: r.reason,
      },
    }),
  );
  const row = view.rows.find((r) => r.id === chosen);
  return (
    <>
      <LiveRefresh topics={[`cycle:${view.cycle.id}`]} readMs={view.nowMs} />
      <Pane
        title={t("batches.of.cycle", { n: view.cycle.number })}
        facts={t("batches.facts", { n: view.rows.length, waiting: view.rows.filter(waitsForStore).length })}
        end={
          <LinkButton size={36} href={`/desk/cycles/${view.cycle.id}`}>
            {t("cycle.of", { n: view.cycle.number })}
          </LinkButton>
        }
      >
        <DataTable
          caption={t("batches.of.cycle", { n: view.cycle.number })}
          columns={columns}
          rows={rows}
          filter
          exportName="batches"
          selectedId={chosen}
          onSelect={setChosen}
          empty={t("batches.empty")}
        />
      </Pane>
      <Pane width={380} tone="paper">
        <div className={s.section}>
          {row ? (
            <BatchActs key={row.id + row.state} row={row} stores={view.stores} />
          ) : (
            <p className={s.sub}>{t("batches.pick")}</p>
          )}
        </div>
      </Pane>
    </>
  );
}
