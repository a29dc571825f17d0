import Link from "next/link";
import type { ReactNode } from "react";
import type { StoreDayView } from "#contract/store.ts";
import { AT_DOCK_TRIP_STATES, BACK_TRIP_STATES, LEFT_TRIP_STATES } from "#domain/movement/trip.ts";
import { pickName } from "../format/name.ts";
import { formatClock, formatDayWithWeekday, formatSpan } from "../format/time.ts";
import { DayLine } from "../frames/day-line.tsx";
import { DeskFrame } from "../frames/desk-frame.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { AccountFoot } from "../sign-in/account-foot.tsx";
import { getT } from "../words/get-t.ts";
import s from "./store.module.css";
import { type StoreAddress, storeHref } from "./store-address.ts";

/** The store's bar: which store, its three stations of work, the round in hand, and the hours of the day. */
export async function StoreFrame({
  view,
  at,
  children,
}: {
  view: StoreDayView;
  at: StoreAddress;
  children: ReactNode;
}) {
  const [t, states] = [await getT("store"), await getT("states")];
  const { locale } = await getPreferences();
  const { cycle, nowMs } = view;
  const trips = view.groups.flatMap((g) => (g.trip ? [g.trip] : []));
  const clock = (ms: number | undefined) => (ms === undefined ? "" : formatClock(ms, locale));
  const min = (of: readonly number[]) => (of.length > 0 ? Math.min(...of) : undefined);
  const hours = [
    ["open", cycle?.opensMs],
    ["cut_off", cycle?.cutOffMs],
    ["to_stores", cycle?.graceMs],
    ["pick", undefined],
    ["load", min(trips.map((x) => x.dockMs))],
    ["gates", min(trips.map((x) => x.departMs))],
    ["back", trips.length > 0 ? Math.max(...trips.map((x) => x.backMs)) : undefined],
  ] as const;
  const loading = view.groups.every((g) => g.next === null) && view.pending.length === 0;
  const gone = trips.length > 0 && trips.every((x) => LEFT_TRIP_STATES.includes(x.state));
  const back = gone && trips.every((x) => BACK_TRIP_STATES.includes(x.state));
  const next = trips.filter((x) => AT_DOCK_TRIP_STATES.includes(x.state)).toSorted((a, b) => a.dockMs - b.dockMs)[0];
  const cycleWord = (c: { number: number; deliveryDayMs: number }) =>
    t("cycle.of", { n: c.number, day: formatDayWithWeekday(c.deliveryDayMs, locale) });
  return (
    <DeskFrame
      role={pickName(view.store.name, locale)}
      sections={[
        { href: "/s", label: t("tab.batches"), count: view.pending.length, key: "b" },
        { href: "/s/pick", label: t("tab.pick"), key: "p" },
        { href: "/s/dock", label: t("tab.dock"), key: "d" },
        { href: "/s/goods", label: t("tab.goods"), key: "g" },
        { href: "/s/settle", label: t("tab.settle"), key: "s" },
        ...(view.manager ? [{ href: "/s/own", label: t("tab.own"), key: "o" }] : []),
      ]}
      nowMs={nowMs}
      person={view.person}
      signOut={<AccountFoot />}
      cycle={
        cycle && (
          <details className={s.choose}>
            <summary aria-label={`${cycleWord(cycle)}, ${t("cycle.pick")}`}>{cycleWord(cycle)}</summary>
            <ul>
              {view.cycles.map((c) => (
                <li key={c.cycleId}>
                  <Link
                    href={storeHref(at, { cycle: c.cycleId, item: undefined, trip: undefined })}
                    aria-current={c.cycleId === cycle.cycleId}
                    prefetch={false}
                  >
                    {cycleWord(c)} · {t("dock.bags", { n: c.bags })}
                  </Link>
                </li>
              ))}
              {view.stores.length > 1 &&
                view.stores.map((x) => (
                  <li key={x.supermarketId}>
                    <Link
                      href={storeHref({ base: at.base }, { store: x.supermarketId })}
                      aria-current={x.supermarketId === view.store.supermarketId}
                      prefetch={false}
                    >
                      {pickName(x.name, locale)}
                    </Link>
                  </li>
                ))}
            </ul>
          </details>
        )
      }
      dayLine={
        cycle && (
          <DayLine
            hours={hours.map(([key, ms]) => ({ key, name: states(`day.${key}`), time: clock(ms) }))}
            now={back ? 7 : gone ? 5 : loading ? 4 : 3}
            deadline={
              next ? (
                <>
                  {t("next.dock", { time: clock(next.dockMs) })}
                  {next.dockMs > nowMs && ` · ${t("group.left", { span: formatSpan(next.dockMs - nowMs, locale) })}`}
                </>
              ) : (
                t("next.none")
              )
            }
          />
        )
      }
    >
      {children}
    </DeskFrame>
  );
}
