import type { DriverDayView } from "#contract/driver.ts";
import { PhoneFrame } from "../frames/phone-frame.tsx";
import { KeptPage } from "../kept-page.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { Section } from "../kit/section.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { OutboxNote } from "../outbox/outbox-note.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { LangSwitch } from "../preferences/lang-switch.tsx";
import { ThemeSwitch } from "../preferences/theme-switch.tsx";
import { TypeSwitch } from "../preferences/type-switch.tsx";
import { AccountFoot } from "../sign-in/account-foot.tsx";
import { getT } from "../words/get-t.ts";
import { DriveTroubles } from "./drive-troubles.tsx";
import { DrivenTrip } from "./driven-trip.tsx";
import s from "./driver.module.css";
import { DriverBody } from "./driver-body.tsx";
import { DriverDock } from "./driver-dock.tsx";
import { DriverHeader } from "./driver-header.tsx";
import { KeptCode } from "./kept-code.tsx";
import { OnlineMark } from "./online-mark.tsx";
import { TripList } from "./trip-list.tsx";

/** The driver's one screen: the next stop, large, and the one thing to press; with or without a network. */
export async function DriverScreen({ view }: { view: DriverDayView }) {
  const t = await getT("driver");
  const { large } = await getPreferences();
  const { trip } = view;
  return (
    <DrivenTrip view={view}>
      <PhoneFrame header={<DriverHeader end={large ? <TypeSwitch /> : <OnlineMark />} />} dock={trip && <DriverDock />}>
        <KeptPage writtenMs={Date.now()} />
        {!trip && (
          <Section>
            <EmptyState icon="bus" title={t("none")}>
              {t("none.what")}
            </EmptyState>
          </Section>
        )}
        <DriveTroubles />
        <KeptCode />
        <OutboxNote />
        <DriverBody />
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
    </DrivenTrip>
  );
}
