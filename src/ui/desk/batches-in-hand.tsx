"use client";
import type { BatchRow, CycleRef, StoreRoom } from "#contract/desk.ts";
import { LinkButton } from "../kit/link-button.tsx";
import type { TablePage } from "../table/page-of-rows.ts";
import { useChosenRow } from "../table/use-chosen-row.ts";
import { useT } from "../words/use-t.ts";
import { BatchActs } from "./batch-acts.tsx";
import s from "./cycles.module.css";
import { TableAndActs } from "./table-and-acts.tsx";

type Props = {
  cycle: CycleRef;
  facts: string;
  page: TablePage;
  rows: readonly BatchRow[];
  stores: readonly StoreRoom[];
};

/** One page of batches; one that is chosen is recalled or routed at the right. */
export function BatchesInHand({ cycle, facts, page, rows, stores }: Props) {
  const t = useT("desk");
  const { row, choose } = useChosenRow(rows, (r) => r.id, page.wish.row);
  return (
    <TableAndActs
      title={t("batches.of.cycle", { n: cycle.number })}
      facts={facts}
      end={
        <LinkButton size={36} href={`/desk/cycles/${cycle.id}`}>
          {t("cycle.of", { n: cycle.number })}
        </LinkButton>
      }
      page={page}
      exportName="batches"
      selectedId={row?.id}
      onSelect={choose}
      empty={t("batches.empty")}
      acts={
        row ? (
          <BatchActs key={row.id + row.state} row={row} stores={stores} />
        ) : (
          <p className={s.sub}>{t("batches.pick")}</p>
        )
      }
    />
  );
}
