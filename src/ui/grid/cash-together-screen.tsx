import type { CashView } from "#contract/grid.ts";
import { EmptyState } from "../kit/notes.tsx";
import { getT } from "../words/get-t.ts";
import { CashTogether } from "./cash-together.tsx";
import { GridFrame } from "./grid-frame.tsx";

/** One neighbour brings the money of several homes. */
export async function CashTogetherScreen({ view }: { view: CashView }) {
  const t = await getT("grid");
  return (
    <GridFrame back="/g/cash" title={t("together.title")} live={view.grid.gridId}>
      {view.owed.length > 1 ? (
        <CashTogether owed={view.owed} several={new Set(view.owed.map((o) => o.dayMs)).size > 1} />
      ) : (
        <EmptyState title={t("together.none")} />
      )}
    </GridFrame>
  );
}
