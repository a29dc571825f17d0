import type { CycleSheets, SheetRow } from "#contract/desk.ts";
import { LiveRefresh } from "../live-refresh.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { behindPage, pageOfRows } from "../table/page-of-rows.ts";
import type { TableWish } from "../table/table-wish.ts";
import { getT } from "../words/get-t.ts";
import { SheetsInHand } from "./sheets-in-hand.tsx";
import { sheetsTable } from "./sheets-table.tsx";

/** Every grid's sheet of a cycle, by pages; the figures in the head are of all of them. */
export async function SheetsScreen({ view, wish }: { view: CycleSheets; wish: TableWish }) {
  const t = await getT("desk");
  const { locale } = await getPreferences();
  const page = pageOfRows(sheetsTable(view, t, locale), wish, locale);
  const count = (state: SheetRow["state"]) => view.rows.filter((r) => r.state === state).length;
  return (
    <>
      <LiveRefresh topics={[`cycle:${view.cycle.id}`]} readMs={view.nowMs} />
      <SheetsInHand
        cycle={view.cycle}
        facts={t("sheets.facts", { frozen: count("frozen"), thawed: count("accepted") })}
        page={page}
        rows={behindPage(page, view.rows, (r) => r.id)}
      />
    </>
  );
}
