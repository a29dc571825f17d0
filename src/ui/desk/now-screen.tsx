import type { DeskNow } from "#contract/desk.ts";
import type { MapGround } from "#contract/map.ts";
import { NO_NAME } from "#domain/kernel/names.ts";
import { Pane } from "../frames/pane.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { districtLabels } from "../places/district-labels.ts";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { ConservationBoard } from "./conservation-board.tsx";
import { Funnel } from "./funnel.tsx";
import { ServedMap } from "./served-map.tsx";

type Props = { view: DeskNow; unit: "bags" | "homes"; row: string | undefined; ground: MapGround };

/** The desk's first screen: one funnel, one board of zeros, one map, all of the same cycle. */
export async function NowScreen({ view, unit, row, ground }: Props) {
  const t = await getT("desk");
  const { locale } = await getPreferences();
  const nameOf = new Map(view.districts.map((d) => [d.id, d.name]));
  const labels = districtLabels(
    view.places.map((p) => ({ ...p, district: nameOf.get(p.districtId) ?? NO_NAME })),
    locale,
  );
  return (
    <>
      <h1 className="visually-hidden">{t("now.of", { n: view.cycle.number })}</h1>
      <LiveRefresh topics={[`cycle:${view.cycle.id}`, "desk", "dispatch"]} readMs={view.nowMs} />
      <Pane width={854}>
        <Funnel view={view} unit={unit} />
        <ConservationBoard view={view} unit={unit} open={row} />
      </Pane>
      <Pane bleed>
        <ServedMap places={view.places} labels={labels} ground={ground} />
      </Pane>
    </>
  );
}
