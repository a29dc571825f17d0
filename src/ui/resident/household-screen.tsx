import Link from "next/link";
import type { OwnSession } from "#contract/own-sessions.ts";
import type { PlaceChoice } from "#contract/people.ts";
import type { HouseholdView } from "#contract/resident.ts";
import { formatDoor } from "../format/door.ts";
import { pickPlace } from "../format/name.ts";
import { Icon } from "../icons/icon.tsx";
import { BigNumber } from "../kit/big-number.tsx";
import { Facts } from "../kit/facts.tsx";
import { EmptyState, InfoNote } from "../kit/notes.tsx";
import { Section } from "../kit/section.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { LangSwitch } from "../preferences/lang-switch.tsx";
import { ThemeSwitch } from "../preferences/theme-switch.tsx";
import { OwnSessionsSection } from "../sign-in/own-sessions-section.tsx";
import { SignOut } from "../sign-in/sign-out.tsx";
import { getT } from "../words/get-t.ts";
import { GridWorkerRow } from "./grid-worker-row.tsx";
import { HomeZoneBand } from "./home-zone-band.tsx";
import s from "./household-screen.module.css";
import { JoinForm } from "./join-form.tsx";
import { ResidentFrame } from "./resident-frame.tsx";
import { ResidentHeader } from "./resident-header.tsx";

const NEEDS = ["elder_alone", "no_phone", "infant", "halal", "dialysis"] as const;

type Props = { view: HouseholdView; places: readonly PlaceChoice[]; sessions: readonly OwnSession[] };

/** 我家: the home and its people, what it needs and who may see that, the homes that the reader helps, where he is signed in, and how he reads. */
export async function HouseholdScreen({ view, places, sessions }: Props) {
  const [t, common] = [await getT("resident"), await getT("common")];
  const { locale } = await getPreferences();
  const { home } = view;
  const others = view.homes.filter((h) => h.householdId !== home?.householdId);
  return (
    <ResidentFrame header={<ResidentHeader home={home} title={home ? undefined : t("mine.page")} />}>
      <HomeZoneBand zone={view.zone} />
      {!home && (
        <EmptyState icon="map-pin-house" title={view.waiting.length > 0 ? t("home.waiting") : t("home.none")}>
          {view.waiting.length > 0 ? t("home.waiting.what") : t("home.none.what")}
        </EmptyState>
      )}
      {!home && view.waiting.length === 0 && (
        <Section title={t("join.title")}>
          <JoinForm places={places} />
        </Section>
      )}
      {home && (
        <Section
          title={t("mine.people")}
          end={<span>{view.size === null ? t("mine.size.unknown") : t("mine.size", { n: view.size })}</span>}
        >
          <ul className={s.people}>
            {view.members.map((m, i) => (
              <li key={`${m.name}${m.phone ?? i}`}>
                <Icon name="user-round" size={24} />
                <span>
                  <b>
                    {m.name} {m.me && `(${t("mine.me")})`}
                  </b>
                  <Facts of={[m.kind === "member" ? t("mine.member") : t("mine.helper"), m.phone]} />
                </span>
                {m.state === "requested" && <StateTag tone="todo">{t("mine.asks")}</StateTag>}
              </li>
            ))}
          </ul>
          {view.joinCode && (
            <div className={s.code}>
              <span>
                <b>{t("mine.code")}</b>
                <span>{t("mine.code.what")}</span>
              </span>
              <BigNumber>{view.joinCode}</BigNumber>
            </div>
          )}
        </Section>
      )}
      {home && (
        <Section title={t("mine.needs")}>
          {view.needs.length > 0 ? (
            <ul className={s.needs}>
              {NEEDS.filter((n) => view.needs.includes(n)).map((n) => (
                <li key={n}>{t(`need.${n}`)}</li>
              ))}
            </ul>
          ) : (
            <p className={s.noNeeds}>{t("mine.needs.none", { gatherer: common(`gatherer.${home.aggregator}`) })}</p>
          )}
          {view.needsInvented && <InfoNote icon="triangle-alert">{t("mine.needs.invented")}</InfoNote>}
          <InfoNote icon="eye">{t("mine.needs.who", { gatherer: common(`gatherer.${home.aggregator}`) })}</InfoNote>
        </Section>
      )}
      {others.length > 0 && (
        <Section title={t("mine.helping")}>
          <ul className={s.people}>
            {others.map((h) => (
              <li key={h.householdId}>
                <Link href={`/r?home=${h.householdId}`} prefetch={false}>
                  <Icon name="hand-heart" size={24} />
                  <span>
                    <b>{h.contact ?? formatDoor(h.door, locale)}</b>
                    <Facts of={[formatDoor(h.door, locale), pickPlace(h.community, locale)]} />
                  </span>
                  <Icon name="chevron-right" size={22} />
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <GridWorkerRow worker={view.gridWorker} />
      <OwnSessionsSection sessions={sessions} />
      <Section title={t("mine.show")}>
        <div className={s.show}>
          <LangSwitch />
          <ThemeSwitch />
          <SignOut />
        </div>
      </Section>
    </ResidentFrame>
  );
}
