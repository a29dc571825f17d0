"use client";
import { useState } from "react";
import type { PlanTrip } from "#contract/dispatch.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { actsFor } from "#domain/kernel/machine.ts";
import { TRIP } from "#domain/movement/trip.ts";
import { busName } from "../format/bus.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { TripName } from "../kit/trip-name.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./publish-screen.module.css";

/** What may be done with one trip: its manifest, take it back while nothing is loaded, or cancel it with a reason. */
export function TripActs({ trip }: { trip: PlanTrip }) {
  const [t, common] = [useT("dispatch"), useT("common")];
  const { act, busy, error } = useAct();
  const [why, setWhy] = useState("");
  const [missing, setMissing] = useState(false);
  const tripId = trip.id as TripId;
  const cancel = () => {
    setMissing(!why.trim());
    if (why.trim()) void act((c) => c.movement.cancelTrip.mutate({ tripId, reason: why.trim() }));
  };
  const acts = trip.state ? actsFor(TRIP, trip.state, "DIS") : [];
  return (
    <section className={s.acts}>
      <div className={s.actsHead}>
        <TripName name={busName({ number: trip.number, bus: trip.vehicle }, common)} colour={trip.number} />
        {trip.state && <span className={s.stay}>{t(`state.${trip.state}`)}</span>}
      </div>
      {error && <ErrorNote>{error}</ErrorNote>}
      <LinkButton size={36} icon="printer" href={`/d/trips/${trip.id}`}>
        {t("trips.manifest")}
      </LinkButton>
      {acts.includes("unpublish") && (
        <Button size={36} disabled={busy} onClick={() => act((c) => c.movement.unpublish.mutate({ tripId }))}>
          {t("publish.back", { n: trip.number })}
        </Button>
      )}
      {acts.includes("cancel") && (
        <>
          <Field
            label={t("publish.why")}
            value={why}
            maxLength={200}
            onChange={(e) => setWhy(e.target.value)}
            error={missing ? t("publish.why.missing") : undefined}
          />
          <Button size={36} kind="bad" disabled={busy} onClick={cancel}>
            {t("publish.cancel")}
          </Button>
        </>
      )}
    </section>
  );
}
