"use client";
import { useState } from "react";
import type { MoneyView } from "#contract/money.ts";
import { formatYuanPlain } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { formatNumber } from "../format/number.ts";
import { formatSpan } from "../format/time.ts";
import { Pane } from "../frames/pane.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { DataTable } from "../table/data-table.tsx";
import type { Column, Row } from "../table/table-view.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./cycles.module.css";
import { MoneyActs } from "./money-acts.tsx";

/** Payments to find on the statement and refunds to make, by order number. */
export function MoneyScreen({ view }: { view: MoneyView }) {
  const t = useT("desk");
  const say = t as (key: string) => string;
  const locale = useLocale();
  const [chosen, setChosen] = useState<string | undefined>();
  const columns: Column[] = [
    { key: "order", label: t("money.col.order"), number: true },
    { key: "state", label: t("col.state") },
    { key: "amount", label: t("money.col.amount"), number: true },
    { key: "since", label: t("money.col.since"), number: true },
    { key: "place", label: t("col.place") },
    { key: "cycle", label: t("money.col.cycle"), number: true },
  ];
  const rows = view.rows.map(
    (r): Row => ({
      id: r.orderId,
      cells: {
        order: { value: r.number, node: String(r.number) },
        state: {
          value: t(`money.state.${r.state}`),
          node: <StateTag tone={r.state === "claimed" ? "todo" : "ink"}>{t(`money.state.${r.state}`)}</StateTag>,
        },
        amount: { value: r.amountFen / 100, node: formatYuanPlain(r.amountFen) },
        since: { value: view.nowMs - r.changedMs, node: formatSpan(view.nowMs - r.changedMs, locale) },
        place: pickName(r.place, locale),
        cycle: r.cycle,
      },
    }),
  );
  const row = view.rows.find((r) => r.orderId === chosen);
  const count = (state: string) => view.rows.filter((r) => r.state === state).length;
  return (
    <>
      <LiveRefresh topics={["desk"]} readMs={view.nowMs} />
      <Pane
        title={t("money.title")}
        facts={t("money.facts", { claimed: count("claimed"), refunds: count("refund_due") })}
      >
        <DataTable
          caption={t("money.title")}
          columns={columns}
          rows={rows}
          filter
          exportName="money"
          selectedId={chosen}
          onSelect={setChosen}
          empty={t("money.none")}
        />
      </Pane>
      <Pane width={380} tone="paper">
        <div className={s.section}>
          {row ? <MoneyActs key={row.orderId} row={row} /> : <p className={s.sub}>{t("money.pick")}</p>}
        </div>
        <div className={s.section}>
          <h3>{t("money.sums")}</h3>
          <table className={s.table}>
            <thead>
              <tr>
                <th scope="col">{t("col.state")}</th>
                <th scope="col" className={s.num}>
                  {t("money.col.count")}
                </th>
                <th scope="col" className={s.num}>
                  {t("money.col.amount")}
                </th>
              </tr>
            </thead>
            <tbody>
              {view.sums.map((x) => (
                <tr key={x.state}>
                  <th scope="row">{say(`money.state.${x.state}`)}</th>
                  <td className={s.num}>{formatNumber(x.orders)}</td>
                  <td className={s.num}>{formatYuanPlain(x.totalFen)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Pane>
    </>
  );
}
