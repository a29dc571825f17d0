"use client";
import { useState } from "react";
import type { PlanTrip } from "#contract/dispatch.ts";
import type { StopId, TripId } from "#domain/kernel/ids.ts";
import { actsFor } from "#domain/kernel/machine.ts";
import { STOP } from "#domain/movement/stop.ts";
import { TRIP } from "#domain/movement/trip.ts";
import { Button } from "../kit/button.tsx";
import { SelectField } from "../kit/field.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { ReasonForm } from "../kit/reason-form.tsx";
import { CallButton } from "../movement/call-button.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./publish-screen.module.css";
import { useRoadRefusal } from "./road-refusal.ts";

/** What dispatch can do with a bus on the road: pass by a stop, change the order ahead, call, or say that it broke down. */
export function RoadActs({ trip, nameOf }: { trip: PlanTrip; nameOf: (placeId: string) => string }) {
  const t = useT("dispatch");
  const { act, busy, error } = useAct(useRoadRefusal());
  const tripId = trip.id as TripId;
  const acts = trip.state ? actsFor(TRIP, trip.state, "DIS") : [];
  const skippable = trip.stops.filter((x) => x.state && actsFor(STOP, x.state, "DIS").includes("skip"));
  const planned = acts.includes("divert") ? trip.stops.filter((x) => x.state === "planned") : [];
  const [skip, setSkip] = useState(skippable[0]?.stopId ?? "");
  const [order, setOrder] = useState(planned.map((x) => x.stopId ?? ""));
  const up = (i: number) =>
    setOrder(order.map((id, j) => (j === i - 1 ? order[i] : j === i ? order[i - 1] : id) ?? id));
  const placeOf = (id: string) => nameOf(trip.stops.find((x) => x.stopId === id)?.placeId ?? "");
  return (
    <div className={s.road}>
      {error && <ErrorNote>{error}</ErrorNote>}
      {planned.length > 1 && (
        <details>
          <summary className={s.more}>{t("road.divert")}</summary>
          <ReasonForm
            act={t("road.divert.do")}
            kind="act"
            busy={busy}
            onAct={(reason) => act((c) => c.movement.divert.mutate({ tripId, stopIds: order as StopId[], reason }))}
          >
            <ol className={s.order}>
              {order.map((id, i) => (
                <li key={id}>
                  {`${i + 1}. ${placeOf(id)}`}
                  {i > 0 && (
                    <Button size={36} kind="text" icon="arrow-up" onClick={() => up(i)}>
                      <span className="visually-hidden">{t("road.divert.up", { place: placeOf(id) })}</span>
                    </Button>
                  )}
                </li>
              ))}
            </ol>
          </ReasonForm>
        </details>
      )}
      {skippable.length > 0 && (
        <details>
          <summary className={s.more}>{t("road.skip")}</summary>
          <ReasonForm
            act={t("road.skip.do")}
            kind="act"
            busy={busy}
            onAct={(reason) => act((c) => c.movement.skipStop.mutate({ stopId: skip as StopId, reason }))}
          >
            <SelectField label={t("road.skip.which")} value={skip} onChange={(e) => setSkip(e.target.value)}>
              {skippable.map((x) => (
                <option key={x.stopId} value={x.stopId ?? ""}>
                  {nameOf(x.placeId)}
                </option>
              ))}
            </SelectField>
          </ReasonForm>
        </details>
      )}
      <div className={s.calls}>
        <CallButton tripId={tripId} whom="driver">
          {t("call.driver")}
        </CallButton>
        <CallButton tripId={tripId} whom="depot">
          {t("call.depot")}
        </CallButton>
      </div>
      {acts.includes("break_down") && (
        <details>
          <summary className={s.more}>{t("road.break_down.ask")}</summary>
          <InfoNote>{t("road.break_down.what")}</InfoNote>
          <Button kind="bad" wide disabled={busy} onClick={() => act((c) => c.movement.breakDown.mutate({ tripId }))}>
            {t("road.break_down")}
          </Button>
        </details>
      )}
      {acts.includes("go_on") && (
        <>
          <InfoNote>{t("road.go_on.what")}</InfoNote>
          <Button icon="undo-2" disabled={busy} onClick={() => act((c) => c.movement.goOn.mutate({ tripId }))}>
            {t("road.go_on")}
          </Button>
        </>
      )}
    </div>
  );
}
