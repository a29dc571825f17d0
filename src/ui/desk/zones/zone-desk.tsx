"use client";
import { type ReactNode, useMemo, useState } from "react";
import type { MapGround } from "#contract/map.ts";
import type { ZonePlace } from "#contract/zones.ts";
import { pickName } from "../../format/name.ts";
import { Pane } from "../../frames/pane.tsx";
import { drawingOf } from "../../map/drawing.ts";
import { MapCanvas } from "../../map/map-canvas.tsx";
import type { LatLng } from "../../map/map-view.ts";
import { districtLabels } from "../../places/district-labels.ts";
import { useLocale, useT } from "../../words/use-t.ts";
import { ZoneForm } from "./zone-form.tsx";
import { ZonePicks } from "./zone-picks.tsx";
import s from "./zones.module.css";

/** Communities that are chosen, each with its grids; null for all of them. */
export type Picks = ReadonlyMap<string, readonly number[] | null>;

/** The map to choose places on, by a tap or by drawing round them, and the order that is written for them; below, what was ordered. */
export function ZoneDesk({
  places,
  ground,
  nowMs,
  children,
}: {
  places: readonly ZonePlace[];
  ground: MapGround;
  nowMs: number;
  children: ReactNode;
}) {
  const t = useT("desk");
  const locale = useLocale();
  const [picks, setPicks] = useState<Picks>(new Map());
  const [corners, setCorners] = useState<readonly LatLng[] | null>(null);
  const labels = useMemo(() => districtLabels(places, locale), [places, locale]);
  const toggle = (id: string) => {
    const next = new Map(picks);
    if (!next.delete(id)) next.set(id, null);
    setPicks(next);
  };
  const add = (ids: readonly string[]) => setPicks(new Map([...ids.map((id) => [id, null] as const), ...picks]));
  const onMap = places.map((p) => ({
    id: p.communityId,
    name: pickName(p.name, locale),
    lat: p.lat,
    lng: p.lng,
    served: "no" as const,
    picked: picks.has(p.communityId),
    ...(p.level ? { zone: p.level } : {}),
  }));
  return (
    <>
      <div className={s.main}>
        <div className={s.map}>
          <MapCanvas
            label={t("zones.map")}
            places={onMap}
            labels={labels}
            ground={ground}
            selected={null}
            // A tap is a corner while an area is drawn.
            onSelect={corners ? undefined : (at) => at?.kind === "place" && toggle(at.id)}
            drawing={corners ? drawingOf(corners, setCorners) : undefined}
          />
        </div>
        <div className={s.table}>{children}</div>
      </div>
      <Pane title={t("zones.new")} width={384} tone="paper">
        <ZonePicks places={places} picks={picks} set={setPicks} add={add} drawing={{ corners, set: setCorners }} />
        <ZoneForm
          picks={picks}
          nowMs={nowMs}
          onSent={() => {
            setPicks(new Map());
            setCorners(null);
          }}
        />
      </Pane>
    </>
  );
}
