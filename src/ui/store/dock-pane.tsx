import type { StoreDayView, StoreTripView } from "#contract/store.ts";
import { AT_DOCK_TRIP_STATES } from "#domain/movement/trip.ts";
import { IN_WORK_BATCH_STATES } from "#domain/supply/batch.ts";
import { busName } from "../format/bus.ts";
import { pickName } from "../format/name.ts";
import { formatClock } from "../format/time.ts";
import { Pane } from "../frames/pane.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { Tabs } from "../kit/tabs.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { BusPlan } from "./bus-plan.tsx";
import { DockDesk } from "./dock-desk.tsx";
import s from "./store.module.css";
import { type StoreAddress, storeHref } from "./store-address.ts";

/** Those furthest on first; what has left the dock last. */
const rank = (t: StoreTripView) => -AT_DOCK_TRIP_STATES.indexOf(t.state);

/** The buses at the dock, drawn from above; the one in hand is loaded and sealed at the foot. */
export async function DockPane({ view, at }: { view: StoreDayView; at: StoreAddress }) {
  const [t, common] = [await getT("store"), await getT("common")];
  const { locale } = await getPreferences();
  const trips = view.groups.flatMap((g) => (g.trip ? [g.trip] : []));
  const byUse = trips.toSorted((a, b) => rank(a) - rank(b) || a.dockMs - b.dockMs);
  const now = trips.find((x) => x.tripId === at.trip) ?? byUse[0];
  const beside = now && byUse.find((x) => x.tripId !== now.tripId);
  const notReady = now
    ? (view.groups.find((g) => g.trip?.tripId === now.tripId)?.batches ?? []).filter((b) =>
        IN_WORK_BATCH_STATES.includes(b.state),
      ).length
    : 0;
  const next = now?.stops.toReversed().find((x) => x.loaded < x.planned);
  return (
    <Pane
      title={t("dock.title")}
      facts={t("dock.facts")}
      width={450}
      end={
        now && (
          <LinkButton size={36} icon="printer" href={`/s/manifest?trip=${now.tripId}`}>
            {t("manifest")}
          </LinkButton>
        )
      }
      foot={
        now && (
          <DockDesk
            key={`${now.tripId}${now.state}`}
            trip={{
              tripId: now.tripId,
              bus: busName(now, common),
              plate: now.bus,
              state: now.state,
              planned: now.planned,
              loaded: now.loaded,
              outOnTrip: now.outOnTrip,
              seal: now.sealNumber,
              departs: formatClock(now.departMs, locale),
            }}
            notReady={notReady}
            lead={!view.wave.open && view.pending.length === 0}
            next={next && t("dock.next.stop", { n: next.sequence, place: pickName(next.community, locale) })}
          />
        )
      }
    >
      {!now && (
        <EmptyState icon="bus" title={t("dock.none")}>
          {t("dock.none.what")}
        </EmptyState>
      )}
      {now && (
        <div className={s.dockBody}>
          {trips.length > 1 && (
            <Tabs
              dense
              label={t("dock.buses")}
              tabs={trips.map((x) => ({
                href: storeHref(at, { trip: x.tripId }),
                label: `${busName(x, common)} ${formatClock(x.dockMs, locale)}`,
                current: x.tripId === now?.tripId,
              }))}
            />
          )}
          <div className={s.buses}>
            <BusPlan trip={now} />
            {beside && (
              <div className={s.beside}>
                <BusPlan trip={beside} />
              </div>
            )}
          </div>
        </div>
      )}
      <LiveRefresh topics={[`supermarket:${view.store.supermarketId}`]} readMs={view.nowMs} />
    </Pane>
  );
}
