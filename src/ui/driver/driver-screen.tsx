import type { DriverDayView, DriverTripView } from "#contract/driver.ts";
import { actsFor } from "#domain/kernel/machine.ts";
import { SETTLED_HANDOVER_STATES } from "#domain/movement/handover.ts";
import { AT_GATE_STOP_STATES, CURRENT_STOP_STATES, STOP } from "#domain/movement/stop.ts";
import { OUT_TRIP_STATES, TRIP } from "#domain/movement/trip.ts";
import { busName } from "../format/bus.ts";
import { PhoneFrame } from "../frames/phone-frame.tsx";
import { PhoneHeader } from "../frames/phone-header.tsx";
import { KeptPage } from "../kept-page.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { Section } from "../kit/section.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { LostOnTheWay } from "../movement/lost-on-the-way.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { LangSwitch } from "../preferences/lang-switch.tsx";
import { ThemeSwitch } from "../preferences/theme-switch.tsx";
import { TypeSwitch } from "../preferences/type-switch.tsx";
import { AccountFoot } from "../sign-in/account-foot.tsx";
import { getT } from "../words/get-t.ts";
import { AloneButton } from "./alone-button.tsx";
import { type DriveAct, DriveButton } from "./drive-button.tsx";
import s from "./driver.module.css";
import { GoOn } from "./go-on.tsx";
import { KeptCodes } from "./kept-codes.tsx";
import { LegSheet } from "./leg-sheet.tsx";
import { NextStop } from "./next-stop.tsx";
import { OnlineMark } from "./online-mark.tsx";
import { Papers } from "./papers.tsx";
import { ProblemButton } from "./problem-button.tsx";
import { StopLine } from "./stop-line.tsx";
import { StopList } from "./stop-list.tsx";
import { TellWhere } from "./tell-where.tsx";
import { TripList } from "./trip-list.tsx";
import { TripWaits } from "./trip-waits.tsx";

/** A bus that broke down at a gate is still unloaded there. */
const isInHand = ({ state, list }: DriverTripView) =>
  state === "broken_down" ? list.some((x) => AT_GATE_STOP_STATES.includes(x.state)) : state === "running";

/** The driver's one screen: the next stop, large, and the one thing to press. */
export async function DriverScreen({ view }: { view: DriverDayView }) {
  const [t, common] = [await getT("driver"), await getT("common")];
  const { large } = await getPreferences();
  const { trip } = view;
  const running = trip !== null && isInHand(trip);
  const stop = running ? trip.list.find((x) => CURRENT_STOP_STATES.includes(x.state)) : undefined;
  const at = trip && running ? (stop ? trip.list.indexOf(stop) : trip.list.length) : 0;
  const left = trip ? trip.list.length - at - 1 : 0;
  const end = large ? <TypeSwitch /> : <OnlineMark />;
  return (
    <PhoneFrame
      header={
        <PhoneHeader
          title={trip ? busName(trip, common) : t("title")}
          under={
            trip &&
            (stop
              ? `${t("bus.stop", { n: stop.sequence })} · ${left === 0 ? t("last.stop") : t("stops.left", { n: left })}`
              : running
                ? t("all.done")
                : t("trip.short", { stops: trip.stops, bags: trip.bags }))
          }
          end={end}
        />
      }
      dock={trip && <Dock trip={trip} stop={stop} nowMs={view.nowMs} />}
    >
      <KeptPage writtenMs={Date.now()} />
      {!trip && (
        <Section>
          <EmptyState icon="bus" title={t("none")}>
            {t("none.what")}
          </EmptyState>
        </Section>
      )}
      <KeptCodes />
      {trip && running && <StopLine trip={trip} at={at} />}
      {trip?.state === "broken_down" && running && (
        <section className={s.next}>
          <h2 className={s.waits}>{t("trip.broken_down")}</h2>
          <GoOn tripId={trip.tripId} />
        </section>
      )}
      {trip && stop && <NextStop trip={trip} stop={stop} />}
      {trip && running && !stop && (
        <section className={s.next}>
          <h2 className={s.waits}>{t("all.done")}</h2>
          <p className={s.what}>{t("last.stop")}</p>
        </section>
      )}
      {trip && !running && <TripWaits trip={trip} />}
      {trip && OUT_TRIP_STATES.includes(trip.state) && <TellWhere tripId={trip.tripId} />}
      {trip?.nextLeg && <LegSheet leg={trip.nextLeg} />}
      {trip && <Papers trip={trip} />}
      {trip && <StopList trip={trip} />}
      {trip && <LostOnTheWay lost={trip.lost} size={60} />}
      <TripList trips={view.trips} here={trip?.tripId} />
      <Section title={`${t("mine")} · ${view.name}`}>
        <div className={s.mine}>
          {!large && <TypeSwitch />}
          <LangSwitch />
          <ThemeSwitch />
          <AccountFoot />
        </div>
      </Section>
      <LiveRefresh
        topics={trip ? [`trip:${trip.tripId}`, `cycle:${trip.cycleId}`] : ["dispatch"]}
        readMs={view.nowMs}
      />
    </PhoneFrame>
  );
}

async function Dock({
  trip,
  stop,
  nowMs,
}: {
  trip: DriverTripView;
  stop: DriverTripView["list"][number] | undefined;
  nowMs: number;
}) {
  const t = await getT("driver");
  const next = nextAct(trip, stop);
  const done = stop?.piles.filter((p) => p.state !== "on_bus" && SETTLED_HANDOVER_STATES.includes(p.state)).length ?? 0;
  if (!next && !stop) return null;
  return (
    <div className={s.dock}>
      {next && <DriveButton key={JSON.stringify(next)} next={next} />}
      {stop?.state === "unloading" && (
        <div className={s.counting} role="status">
          <b>{t("wait.counts")}</b>
          <span>{t("wait.counts.what", { done, all: stop.piles.length })}</span>
        </div>
      )}
      {stop && (
        <div className={s.pair}>
          <AloneButton key={stop.stopId} tripId={trip.tripId} stop={stop} nowMs={nowMs} />
          <ProblemButton
            tripId={trip.tripId}
            running={trip.state === "running"}
            stopId={stop.stopId}
            state={stop.state}
            gateClosed={nowMs < stop.gateOpensMs || nowMs >= stop.gateClosesMs}
          />
        </div>
      )}
    </div>
  );
}

/** The one thing to press: what the tables let a driver do, at the stop in hand before what ends the trip. */
function nextAct(
  { tripId, state }: DriverTripView,
  stop: DriverTripView["list"][number] | undefined,
): DriveAct | undefined {
  const ofTrip = actsFor(TRIP, state, "DRV");
  for (const act of ["depart", "resume"] as const) if (ofTrip.includes(act)) return { act, tripId };
  if (!stop) return ofTrip.includes("return") ? { act: "return", tripId } : undefined;
  const atStop = actsFor(STOP, stop.state, "DRV");
  if (atStop.includes("arrive")) return { act: "arrive", stopId: stop.stopId };
  return atStop.includes("start_unloading") ? { act: "unload", stopId: stop.stopId } : undefined;
}
