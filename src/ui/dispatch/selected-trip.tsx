"use client";
import type { PlanTrip, PlanView } from "#contract/dispatch.ts";
import type { PlanId } from "#domain/kernel/ids.ts";
import { busName } from "../format/bus.ts";
import { pickName } from "../format/name.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { TripName } from "../kit/trip-name.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./solve-panel.module.css";
import { TripMoves } from "./trip-moves.tsx";
import { toTripAt, useTake } from "./use-plan-change.ts";

/** What can be done with the selected trip of a plan that waits to be taken. */
export function SelectedTrip({ view, trip }: { view: PlanView; trip: PlanTrip }) {
  const [t, common] = [useT("dispatch"), useT("common")];
  const locale = useLocale();
  const { take, busy, error } = useTake(view);
  const { plan } = view;
  if (plan?.state !== "proposed" || trip.state !== null) return null;
  const names = new Map(view.places.map((p) => [p.id, pickName(p.name, locale)]));
  const proposed = view.trips.filter((x) => x.state === null);
  return (
    <section className={s.panel} aria-label={t("trip.selected")}>
      <div className={s.head}>
        <h2>
          <TripName name={busName({ number: trip.number, bus: trip.vehicle }, common)} colour={trip.number} />
        </h2>
        <span className={s.sub}>{t("trip.stops", { n: trip.stops.length })}</span>
        <b className={s.seed}>{`${trip.bags} / ${trip.capacity}`}</b>
      </div>
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button
        icon={trip.locked ? "lock-open" : "lock"}
        disabled={busy}
        aria-pressed={trip.locked}
        onClick={() => take({ kind: "lock", trip: toTripAt(proposed, trip), on: !trip.locked })}
      >
        {t(trip.locked ? "trip.unlock" : "trip.lock")}
      </Button>
      {trip.locked ? (
        <p className={s.quiet}>{t("trip.locked")}</p>
      ) : (
        <TripMoves
          key={`${plan.id} ${trip.id}`}
          planId={plan.id as PlanId}
          trip={trip}
          trips={proposed}
          buses={view.buses}
          nameOf={(id) => names.get(id) ?? ""}
          held={busy}
          onTake={take}
        />
      )}
    </section>
  );
}
