import type { CycleRow } from "#contract/desk.ts";
import { Pane } from "../frames/pane.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { PagedTable } from "../table/data-table.tsx";
import { pageOfRows } from "../table/page-of-rows.ts";
import type { TableWish } from "../table/table-wish.ts";
import { getT } from "../words/get-t.ts";
import { cyclesTable } from "./cycles-table.tsx";

type Props = { rows: readonly CycleRow[]; wish: TableWish; nowMs: number };

/** All cycles, newest first; each opens on its own page. */
export async function CyclesScreen({ rows, wish, nowMs }: Props) {
  const t = await getT("desk");
  const { locale } = await getPreferences();
  return (
    <>
      <LiveRefresh topics={["desk"]} readMs={nowMs} />
      <Pane
        names
        title={t("cycles.title")}
        end={
          <>
            <LinkButton size={36} href="/desk/ready">
              {t("ready.link")}
            </LinkButton>
            <LinkButton kind="filled" size={36} icon="plus" href="/desk/cycles/new">
              {t("cycles.new")}
            </LinkButton>
          </>
        }
      >
        <PagedTable
          caption={t("cycles.title")}
          exportName="cycles"
          filter
          empty={t("cycles.empty")}
          page={pageOfRows(cyclesTable(rows, t, locale), wish, locale)}
        />
      </Pane>
    </>
  );
}
