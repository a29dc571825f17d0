import Link from "next/link";
import type { SettlementView } from "#contract/settlements.ts";
import { formatYuanPlain } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { Pane } from "../frames/pane.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { SettlementFigures } from "../supply/settlement-figures.tsx";
import { SettlementLines } from "../supply/settlement-lines.tsx";
import { DataTable } from "../table/data-table.tsx";
import { getT } from "../words/get-t.ts";
import c from "./cycles.module.css";
import { SettlementActs } from "./settlement-acts.tsx";

type Props = {
  cycleId: string;
  number: number;
  stores: readonly SettlementView[];
  chosen: SettlementView | undefined;
  nowMs: number;
};

/** What each store is owed for a round; the one that is chosen with every line behind it, and the desk's next act. */
export async function SettlementsScreen({ cycleId, number, stores, chosen, nowMs }: Props) {
  const t = await getT("settlement");
  const { locale } = await getPreferences();
  return (
    <>
      <LiveRefresh topics={[`cycle:${cycleId}`]} readMs={nowMs} />
      <Pane
        names
        title={t("desk.title")}
        facts={t("of", { n: number })}
        end={
          <LinkButton size={36} href={`/desk/cycles/${cycleId}`}>
            {t("back")}
          </LinkButton>
        }
      >
        {stores.length === 0 ? (
          <EmptyState title={t("none")}>{t("none.how")}</EmptyState>
        ) : (
          <DataTable
            caption={t("desk.title")}
            exportName={`settlements-${number}`}
            dense
            columns={[
              { key: "store", label: t("col.store") },
              { key: "state", label: t("col.state") },
              { key: "bags", label: t("col.bags"), number: true },
              { key: "payable", label: t("col.payable"), number: true },
            ]}
            rows={stores.map((s) => ({
              id: s.supermarketId,
              ...(s === chosen ? { tone: "selected" as const } : {}),
              cells: {
                store: {
                  value: pickName(s.store, locale),
                  node: (
                    <Link
                      className={c.link}
                      href={`/desk/cycles/${cycleId}/settlement?store=${s.supermarketId}`}
                      prefetch={false}
                      scroll={false}
                    >
                      {pickName(s.store, locale)}
                    </Link>
                  ),
                },
                state: t(`state.${s.state ?? "none"}`),
                bags: s.sums.bags,
                payable: { value: s.sums.payableFen / 100, node: formatYuanPlain(s.sums.payableFen) },
              },
            }))}
          />
        )}
      </Pane>
      {chosen && (
        <Pane title={pickName(chosen.store, locale)} width={520}>
          <SettlementFigures view={chosen} />
          <SettlementActs key={`${chosen.supermarketId} ${chosen.revision} ${chosen.state}`} view={chosen} />
          <SettlementLines view={chosen} />
        </Pane>
      )}
    </>
  );
}
