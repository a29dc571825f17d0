"use client";
import { useState } from "react";
import type { PlanStop, PlanTrip } from "#contract/dispatch.ts";
import type { StopId, TripId } from "#domain/kernel/ids.ts";
import { BACK_TRIP_STATES, ON_THE_ROAD_TRIP_STATES, UNSEALED_TRIP_STATES } from "#domain/movement/trip.ts";
import { Button } from "../kit/button.tsx";
import { SelectField } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import { BroughtBack } from "./brought-back.tsx";
import s from "./publish-screen.module.css";
import { useRoadRefusal } from "./road-refusal.ts";

type Props = { trip: PlanTrip; trips: readonly PlanTrip[]; nameOf: (placeId: string) => string };

/** Stops that a bus passed by and whose bags still wait: each is planned again, on this trip or on another. */
export function SkippedStops({ trip, trips, nameOf }: Props) {
  const t = useT("dispatch");
  const waiting = trip.stops.filter((x) => x.left);
  if (waiting.length === 0) return null;
  return (
    <section className={s.road}>
      <h3>{t("road.skipped")}</h3>
      {waiting.map((stop) => (
        <RePlan key={stop.stopId} stop={stop} trip={trip} trips={trips} name={nameOf(stop.placeId)} />
      ))}
    </section>
  );
}

function RePlan({
  stop,
  trip,
  trips,
  name,
}: {
  stop: PlanStop;
  trip: PlanTrip;
  trips: readonly PlanTrip[];
  name: string;
}) {
  const t = useT("dispatch");
  const { act, busy, error } = useAct(useRoadRefusal());
  const riding = stop.left?.riding ?? false;
  const fitting = trips.filter((x) =>
    riding
      ? x.state && ON_THE_ROAD_TRIP_STATES.includes(x.state)
      : x.state && UNSEALED_TRIP_STATES.includes(x.state) && x.storeId === trip.storeId,
  );
  const [chosen, setChosen] = useState((fitting.find((x) => x.id === trip.id) ?? fitting[0])?.id ?? "");
  const n = stop.left?.bags ?? 0;
  const home = riding && trip.state !== null && BACK_TRIP_STATES.includes(trip.state);
  const uncounted = home && stop.left?.countedAt === null;
  return (
    <div className={s.road}>
      <p>
        <b>{name}</b>{" "}
        {home
          ? t("road.skipped.home", { n })
          : riding
            ? t("road.skipped.riding", { n })
            : t("road.skipped.dock", { n })}
      </p>
      {home && stop.left && <BroughtBack stopId={(stop.stopId ?? "") as StopId} left={stop.left} />}
      {error && <ErrorNote>{error}</ErrorNote>}
      {uncounted ? null : fitting.length === 0 ? (
        <p className={s.bad}>{t(home ? "road.replan.none.home" : "road.replan.none")}</p>
      ) : (
        <>
          <SelectField label={t("road.replan.to")} value={chosen} onChange={(e) => setChosen(e.target.value)}>
            {fitting.map((x) => (
              <option key={x.id} value={x.id}>
                {x.id === trip.id ? t("road.replan.same") : `${x.number} · ${x.vehicle}`}
              </option>
            ))}
          </SelectField>
          <Button
            kind="act"
            disabled={busy}
            onClick={() =>
              act((c) =>
                c.movement.rePlanStop.mutate({ stopId: (stop.stopId ?? "") as StopId, tripId: chosen as TripId }),
              )
            }
          >
            {t("road.replan")}
          </Button>
        </>
      )}
    </div>
  );
}
