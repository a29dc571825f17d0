"use client";
import type { DriverStopView, DriverTripView } from "#contract/driver.ts";
import { actsFor } from "#domain/kernel/machine.ts";
import { SETTLED_HANDOVER_STATES } from "#domain/movement/handover.ts";
import { STOP } from "#domain/movement/stop.ts";
import { TRIP } from "#domain/movement/trip.ts";
import { useT } from "../words/use-t.ts";
import { AloneButton } from "./alone-button.tsx";
import { type DriveAct, DriveButton } from "./drive-button.tsx";
import { useDriven } from "./driven-trip.tsx";
import s from "./driver.module.css";
import { ProblemButton } from "./problem-button.tsx";

/** What there is to press, at the foot of the screen. */
export function DriverDock() {
  const [t, common, driven] = [useT("driver"), useT("common"), useDriven()];
  if (!driven) return null;
  const { trip, stop, nowMs } = driven;
  const next = nextAct(trip, stop);
  const done = stop?.piles.filter((p) => p.state !== "on_bus" && SETTLED_HANDOVER_STATES.includes(p.state)).length ?? 0;
  if (!next && !stop) return null;
  return (
    <div className={s.dock}>
      {next && <DriveButton tripId={trip.tripId} stop={stop} next={next} />}
      {stop?.state === "unloading" && (
        <div className={s.counting} role="status">
          <b>{t("wait.counts", { gatherer: common(`gatherer.${stop.aggregator}`) })}</b>
          <span>{t("wait.counts.what", { done, all: stop.piles.length })}</span>
        </div>
      )}
      {stop && (
        <div className={s.pair}>
          <AloneButton key={stop.stopId} tripId={trip.tripId} stop={stop} nowMs={nowMs} />
          <ProblemButton
            key={`problem ${stop.stopId}`}
            tripId={trip.tripId}
            running={trip.state === "running"}
            stop={stop}
            nowMs={nowMs}
          />
        </div>
      )}
    </div>
  );
}

/** The one thing to press: what the tables let a driver do, at the stop in hand before what ends the trip. */
function nextAct({ tripId, state }: DriverTripView, stop: DriverStopView | undefined): DriveAct | undefined {
  const ofTrip = actsFor(TRIP, state, "DRV");
  for (const act of ["depart", "resume"] as const) if (ofTrip.includes(act)) return { act, tripId };
  if (!stop) return ofTrip.includes("return") ? { act: "return", tripId } : undefined;
  const atStop = actsFor(STOP, stop.state, "DRV");
  if (atStop.includes("arrive")) return { act: "arrive", stopId: stop.stopId };
  return atStop.includes("start_unloading") ? { act: "unload", stopId: stop.stopId } : undefined;
}
