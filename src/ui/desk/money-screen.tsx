import type { MoneyView } from "#contract/money.ts";
import { LiveRefresh } from "../live-refresh.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { behindPage, pageOfRows } from "../table/page-of-rows.ts";
import type { TableWish } from "../table/table-wish.ts";
import { getT } from "../words/get-t.ts";
import { MoneyInHand } from "./money-in-hand.tsx";
import { MoneySums } from "./money-sums.tsx";
import { moneyTable } from "./money-table.tsx";

/** Payments to find on the statement and refunds to make, by order number and by pages; the figures are of all. */
export async function MoneyScreen({ view, wish }: { view: MoneyView; wish: TableWish }) {
  const t = await getT("desk");
  const { locale } = await getPreferences();
  const page = pageOfRows(moneyTable(view, t, locale), wish, locale);
  const count = (state: string) => view.rows.filter((r) => r.state === state).length;
  return (
    <>
      <LiveRefresh topics={["desk"]} readMs={view.nowMs} />
      <MoneyInHand
        facts={t("money.facts", { claimed: count("claimed"), refunds: count("refund_due") })}
        page={page}
        rows={behindPage(page, view.rows, (r) => r.orderId)}
      >
        <MoneySums view={view} />
      </MoneyInHand>
    </>
  );
}
