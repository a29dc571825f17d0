import type { DepotDayView, DepotTripView } from "#contract/driver.ts";
import { ON_THE_ROAD_TRIP_STATES } from "#domain/movement/trip.ts";
import { formatList } from "../format/list.ts";
import { pickName } from "../format/name.ts";
import { formatNear } from "../format/time.ts";
import { DeskFrame } from "../frames/desk-frame.tsx";
import { Pane } from "../frames/pane.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { AccountFoot } from "../sign-in/account-foot.tsx";
import { getT } from "../words/get-t.ts";
import s from "./depot.module.css";
import { tripWord } from "./driver-words.ts";
import { type DepotRow, PickBuses } from "./pick-buses.tsx";

/** The keeper's yard: buses to clear with two ticks, buses back to disinfect, and where the others are. */
export async function DepotScreen({ view }: { view: DepotDayView }) {
  const t = await getT("driver");
  const { locale } = await getPreferences();
  const toRow = (trip: DepotTripView, when: string): DepotRow => ({
    tripId: trip.tripId,
    bus: trip.bus,
    driver: trip.driver ?? t("depot.driver.none"),
    when,
    where: `${pickName(trip.store, locale)} · ${t("trip.short", { stops: trip.stops, bags: trip.bags })}`,
  });
  const near = (ms: number) => formatNear(ms, view.nowMs, locale);
  const yards = formatList(
    view.depots.map((d) => pickName(d, locale)),
    locale,
  );
  return (
    <DeskFrame
      role={yards || t("depot.all")}
      sections={[{ href: "/p", label: t("depot.yard"), count: view.toClear.length + view.toDisinfect.length }]}
      nowMs={view.nowMs}
      person={view.name}
      signOut={<AccountFoot />}
    >
      <h1 className="visually-hidden">{t("depot.title")}</h1>
      <Pane title={t("depot.clear")} facts={t("depot.clear.facts", { n: view.toClear.length })}>
        {view.toClear.length === 0 ? (
          <EmptyState icon="bus" title={t("depot.clear.none")}>
            {t("depot.clear.none.what")}
          </EmptyState>
        ) : (
          <PickBuses
            key={view.toClear.map((x) => x.tripId).join()}
            act="clear"
            rows={view.toClear.map((x) => toRow(x, t("depot.departs", { time: near(x.departMs) })))}
          />
        )}
      </Pane>
      <Pane title={t("depot.back")} facts={t("depot.clear.facts", { n: view.toDisinfect.length })}>
        {view.toDisinfect.length === 0 ? (
          <EmptyState icon="spray-can" title={t("depot.back.none")}>
            {t("depot.back.none.what")}
          </EmptyState>
        ) : (
          <PickBuses
            key={view.toDisinfect.map((x) => x.tripId).join()}
            act="disinfect"
            filled={view.toClear.length === 0}
            rows={view.toDisinfect.map((x) => toRow(x, t("depot.returned", { time: near(x.returnedMs ?? x.backMs) })))}
          />
        )}
        {view.done.length > 0 && <p className={s.done}>{t("depot.done", { n: view.done.length })}</p>}
      </Pane>
      <Pane title={t("depot.out")} facts={t("depot.clear.facts", { n: view.out.length })} tone="paper">
        {view.out.length === 0 && <EmptyState icon="bus" title={t("depot.out.none")} />}
        <ul className={s.out}>
          {view.out.map((trip) => (
            <li key={trip.tripId}>
              <span className={s.words}>
                <b>{trip.bus}</b>
                <span>
                  {trip.driver ?? t("depot.driver.none")} · {t("depot.backs", { time: near(trip.backMs) })}
                </span>
              </span>
              <StateTag tone={ON_THE_ROAD_TRIP_STATES.includes(trip.state) ? "doing" : "plain"}>
                {tripWord(trip.state, t)}
              </StateTag>
            </li>
          ))}
        </ul>
      </Pane>
      <LiveRefresh topics={["dispatch"]} readMs={view.nowMs} />
    </DeskFrame>
  );
}
