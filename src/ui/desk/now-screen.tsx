import type { DeskNow } from "#contract/desk.ts";
import type { MapGround } from "#contract/map.ts";
import { Pane } from "../frames/pane.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { ConservationBoard } from "./conservation-board.tsx";
import { Funnel } from "./funnel.tsx";
import { ServedMap } from "./served-map.tsx";
import { shortDistrict } from "./short-district.ts";

type Props = { view: DeskNow; unit: "bags" | "homes"; row: string | undefined; ground: MapGround };

/** The desk's first screen: one funnel, one board of zeros, one map, all of the same cycle. */
export async function NowScreen({ view, unit, row, ground }: Props) {
  const { locale } = await getPreferences();
  const labels = view.districts.map((d) => {
    const inside = view.places.filter((p) => p.districtId === d.id);
    const middle = (of: "lat" | "lng") => inside.reduce((n, p) => n + p[of], 0) / Math.max(1, inside.length);
    return {
      lat: middle("lat"),
      lng: middle("lng"),
      text: locale === "en" ? shortDistrict(d.name.en) : d.name.zh.replace(/^泉州/, ""),
    };
  });
  return (
    <>
      <LiveRefresh topics={[`cycle:${view.cycle.id}`, "desk", "dispatch"]} readMs={view.nowMs} />
      <Pane width={890}>
        <Funnel view={view} unit={unit} />
        <ConservationBoard view={view} unit={unit} open={row} />
      </Pane>
      <Pane bleed>
        <ServedMap places={view.places} labels={labels} ground={ground} />
      </Pane>
    </>
  );
}
