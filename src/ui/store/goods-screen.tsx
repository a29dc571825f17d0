import type { GoodsView } from "#contract/goods.ts";
import { Pane } from "../frames/pane.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { DataTable } from "../table/data-table.tsx";
import { getT } from "../words/get-t.ts";
import { ledgerTable } from "./ledger-table.tsx";
import { ReceiveForm } from "./receive-form.tsx";

/** The store's purchase ledger with its export, and the form that takes goods in. */
export async function GoodsScreen({ goods }: { goods: GoodsView }) {
  const t = await getT("store");
  const { locale } = await getPreferences();
  return (
    <>
      <Pane names title={t("goods.title")} facts={t("goods.facts", { n: goods.lots.length })}>
        {goods.lots.length === 0 ? (
          <EmptyState icon="leaf" title={t("goods.none")}>
            {t("goods.none.how")}
          </EmptyState>
        ) : (
          <DataTable caption={t("goods.title")} exportName="ledger" filter dense {...ledgerTable(goods, t, locale)} />
        )}
      </Pane>
      <Pane title={t("goods.new")} width={360}>
        <ReceiveForm goods={goods} />
      </Pane>
    </>
  );
}
