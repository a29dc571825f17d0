"use client";
import { useState } from "react";
import type { ZonePlace } from "#contract/zones.ts";
import { pickPlace } from "../../format/name.ts";
import { Button } from "../../kit/button.tsx";
import { TextField } from "../../kit/field.tsx";
import { ErrorNote } from "../../kit/notes.tsx";
import { ZoneSign } from "../../kit/zone-sign.tsx";
import type { LatLng } from "../../map/map-view.ts";
import { CommunitySelect } from "../../places/community-select.tsx";
import { useAct } from "../../use-act.ts";
import { useLocale, useT } from "../../words/use-t.ts";
import type { Picks } from "./zone-desk.tsx";
import s from "./zones.module.css";

type Props = {
  places: readonly ZonePlace[];
  picks: Picks;
  set: (picks: Picks) => void;
  add: (ids: readonly string[]) => void;
  drawing: { readonly corners: readonly LatLng[] | null; readonly set: (corners: readonly LatLng[] | null) => void };
};

/** More are counted, not listed: the map shows them. */
const MOST_LISTED = 12;

/** Which places an order is for: from a list, by a line drawn round them, or as GeoJSON; of one place some grids. */
export function ZonePicks({ places, picks, set, add, drawing }: Props) {
  const [t, common] = [useT("desk"), useT("common")];
  const locale = useLocale();
  const { act, busy, error } = useAct();
  const [found, setFound] = useState<number>();
  const chosen = places.filter((p) => picks.has(p.communityId));
  const drop = (id: string) => set(new Map([...picks].filter(([other]) => other !== id)));
  const within = (geojson: string) =>
    void act(
      (c) => c.zones.placesWithin.query({ geojson }),
      (ids) => {
        setFound(ids.length);
        add(ids);
        drawing.set(null);
      },
    );
  const { corners } = drawing;
  return (
    <section className={s.stack} aria-label={t("zones.picks")}>
      <p className={s.quiet}>{t("zones.pick.how")}</p>
      <CommunitySelect
        label={t("zones.place")}
        value=""
        empty={t("zones.pick.add")}
        places={places.filter((p) => !picks.has(p.communityId))}
        onChange={(e) => e.target.value && add([e.target.value])}
      />
      {corners === null ? (
        <Button icon="map-pin" wide onClick={() => drawing.set([])}>
          {t("zones.draw")}
        </Button>
      ) : (
        <>
          <p role="status">{t("zones.drawing", { n: corners.length })}</p>
          <Button kind="filled" wide disabled={busy || corners.length < 3} onClick={() => within(polygonOf(corners))}>
            {t("zones.draw.take")}
          </Button>
          <div className={s.pair}>
            <Button disabled={corners.length === 0} onClick={() => drawing.set(corners.slice(0, -1))}>
              {t("zones.draw.back")}
            </Button>
            <Button onClick={() => drawing.set(null)}>{t("zones.draw.stop")}</Button>
          </div>
        </>
      )}
      <details>
        <summary className={s.more}>{t("zones.geojson")}</summary>
        <form
          className={s.stack}
          onSubmit={(event) => {
            event.preventDefault();
            within(String(new FormData(event.currentTarget).get("geojson")));
          }}
        >
          <TextField label={t("zones.geojson")} hint={t("zones.geojson.hint")} name="geojson" rows={3} required />
          <Button type="submit" disabled={busy}>
            {t("zones.geojson.take")}
          </Button>
        </form>
      </details>
      {error && <ErrorNote>{error}</ErrorNote>}
      {found !== undefined && !error && <p role="status">{t("zones.found", { n: found })}</p>}
      <p>
        <b>{t("zones.picked", { n: picks.size })}</b>{" "}
        {picks.size > 0 && (
          <Button kind="text" size={36} onClick={() => set(new Map())}>
            {t("zones.pick.none")}
          </Button>
        )}
      </p>
      <ul className={s.picks}>
        {chosen.slice(0, MOST_LISTED).map((p) => (
          <li key={p.communityId}>
            {p.level && <ZoneSign level={p.level} size={16} small label={common(`zone.${p.level}`)} />}
            <span>{pickPlace(p.name, locale)}</span>
            <Button kind="text" size={36} onClick={() => drop(p.communityId)}>
              {t("zones.pick.drop")}
              <span className="visually-hidden">{pickPlace(p.name, locale)}</span>
            </Button>
          </li>
        ))}
        {chosen.length > MOST_LISTED && <li>{t("zones.pick.more", { n: chosen.length - MOST_LISTED })}</li>}
      </ul>
      {chosen.length === 1 && chosen[0] && chosen[0].gridNumbers.length > 1 && (
        <GridTicks place={chosen[0]} picks={picks} set={set} />
      )}
    </section>
  );
}

/** Of one place: all of it, or some of its grids. */
function GridTicks({ place, picks, set }: { place: ZonePlace; picks: Picks; set: (picks: Picks) => void }) {
  const t = useT("desk");
  const numbers = picks.get(place.communityId) ?? [];
  const tick = (n: number, on: boolean) => {
    const next = on ? [...numbers, n].toSorted((a, b) => a - b) : numbers.filter((x) => x !== n);
    set(new Map([[place.communityId, next.length > 0 ? next : null]]));
  };
  return (
    <fieldset className={s.grids}>
      <legend>{t("zones.grids")}</legend>
      {place.gridNumbers.map((n) => (
        <label key={n}>
          <input type="checkbox" checked={numbers.includes(n)} onChange={(e) => tick(n, e.target.checked)} />
          {t("zones.grid.n", { n })}
        </label>
      ))}
    </fieldset>
  );
}

function polygonOf(corners: readonly LatLng[]): string {
  const ring = [...corners, ...corners.slice(0, 1)].map(({ lat, lng }) => [lng, lat]);
  return JSON.stringify({ type: "Polygon", coordinates: [ring] });
}
