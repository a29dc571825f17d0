"use client";
import type { ReactNode } from "react";
import type { MoneyRow } from "#contract/money.ts";
import type { TablePage } from "../table/page-of-rows.ts";
import { useChosenRow } from "../table/use-chosen-row.ts";
import { useT } from "../words/use-t.ts";
import s from "./cycles.module.css";
import { MoneyActs } from "./money-acts.tsx";
import { TableAndActs } from "./table-and-acts.tsx";

type Props = { facts: string; page: TablePage; rows: readonly MoneyRow[]; children: ReactNode };

/** One page of payments; one that is chosen is found on the statement or not, or paid back, at the right. */
export function MoneyInHand({ facts, page, rows, children }: Props) {
  const t = useT("desk");
  const { row, choose } = useChosenRow(rows, (r) => r.orderId, page.wish.row);
  return (
    <TableAndActs
      title={t("money.title")}
      facts={facts}
      page={page}
      exportName="money"
      selectedId={row?.orderId}
      onSelect={choose}
      empty={t("money.none")}
      acts={row ? <MoneyActs key={row.orderId} row={row} /> : <p className={s.sub}>{t("money.pick")}</p>}
    >
      {children}
    </TableAndActs>
  );
}
