import Link from "next/link";
import type { DriverTripRef } from "#contract/driver.ts";
import { busName } from "../format/bus.ts";
import { formatClock } from "../format/time.ts";
import { Icon } from "../icons/icon.tsx";
import { Section } from "../kit/section.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./driver.module.css";
import { tripWord } from "./driver-words.ts";

/** The driver's other trips of the day; a tap opens one. */
export async function TripList({ trips, here }: { trips: readonly DriverTripRef[]; here: string | undefined }) {
  const [t, common] = [await getT("driver"), await getT("common")];
  const { locale } = await getPreferences();
  if (trips.length < 2) return null;
  return (
    <Section title={t("trips")}>
      <ul className={s.trips}>
        {trips.map((trip) => (
          <li key={trip.tripId}>
            <Link
              href={`/v?trip=${trip.tripId}`}
              aria-current={trip.tripId === here ? "page" : undefined}
              prefetch={false}
            >
              <span className={s.stopName}>
                <b>{t("trip.of", { bus: busName(trip, common), time: formatClock(trip.departMs, locale) })}</b>
                <span className={s.quiet}>{t("trip.short", { stops: trip.stops, bags: trip.bags })}</span>
              </span>
              <span>{tripWord(trip.state, t)}</span>
              <Icon name="chevron-right" size={22} />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
