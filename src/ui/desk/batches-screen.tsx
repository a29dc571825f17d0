import type { CycleBatches } from "#contract/desk.ts";
import { LiveRefresh } from "../live-refresh.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { behindPage, pageOfRows } from "../table/page-of-rows.ts";
import type { TableWish } from "../table/table-wish.ts";
import { getT } from "../words/get-t.ts";
import { BatchesInHand } from "./batches-in-hand.tsx";
import { batchesTable } from "./batches-table.tsx";
import { waitsForStore } from "./waits-for-store.ts";

/** Every batch of a cycle by pages, those that wait for another store on top; the figures in the head are of all. */
export async function BatchesScreen({ view, wish }: { view: CycleBatches; wish: TableWish }) {
  const [t, states] = [await getT("desk"), await getT("states")];
  const { locale } = await getPreferences();
  const page = pageOfRows(batchesTable(view, t, states, locale), wish, locale);
  return (
    <>
      <LiveRefresh topics={[`cycle:${view.cycle.id}`]} readMs={view.nowMs} />
      <BatchesInHand
        cycle={view.cycle}
        facts={t("batches.facts", { n: view.rows.length, waiting: view.rows.filter(waitsForStore).length })}
        page={page}
        rows={behindPage(page, view.rows, (r) => r.id)}
        stores={view.stores}
      />
    </>
  );
}
