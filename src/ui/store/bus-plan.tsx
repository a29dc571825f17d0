import type { StoreTripView } from "#contract/store.ts";
import { busName } from "../format/bus.ts";
import { pickPlace } from "../format/name.ts";
import { formatClock } from "../format/time.ts";
import { Icon } from "../icons/icon.tsx";
import { TripName } from "../kit/trip-name.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./store.module.css";
import { tripState } from "./store-words.ts";

/** A bus from above: front at the top, the last stop deepest, each as high as its bags are many and filled as it is loaded. */
export async function BusPlan({ trip }: { trip: StoreTripView }) {
  const [t, common] = [await getT("store"), await getT("common")];
  const { locale } = await getPreferences();
  const name = busName(trip, common);
  const colour = `var(--trip-${((trip.number - 1) % 12) + 1})`;
  return (
    <figure className={s.bus} aria-label={t("dock.bus.label", { bus: name })}>
      <figcaption>
        <TripName name={name} colour={trip.number} />{" "}
        <span className={s.quiet}>
          {formatClock(trip.dockMs, locale)} · {tripState(trip.state, t)}
        </span>
      </figcaption>
      <p className={s.end}>{t("dock.front")}</p>
      <ol className={s.deck} reversed>
        {trip.stops.toReversed().map((x) => {
          const full = x.loaded >= x.planned;
          return (
            <li key={x.stopId} style={{ flexGrow: x.planned }}>
              <span
                className={full ? `${s.bay} ${s.full}` : s.bay}
                style={{ borderColor: x.loaded > 0 ? colour : undefined }}
              >
                <span style={{ height: `${(100 * x.loaded) / Math.max(1, x.planned)}%`, background: colour }} />
                <b>{x.sequence}</b>
              </span>
              <span className={s.bayWords}>
                <b>{pickPlace(x.community, locale)}</b>
                <span className={s.quiet}>
                  {x.loaded === 0 || full
                    ? t("dock.bags", { n: x.planned })
                    : t("dock.part", { n: x.loaded, all: x.planned })}
                  {full && <Icon name="check" size={16} />}
                </span>
              </span>
            </li>
          );
        })}
      </ol>
      <p className={s.end}>{t("dock.door")}</p>
    </figure>
  );
}
