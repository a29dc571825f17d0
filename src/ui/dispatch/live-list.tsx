"use client";
import { useRef, useState } from "react";
import { LATE_FROM_MS } from "#domain/movement/expected-times.ts";
import { DONE_STOP_STATES } from "#domain/movement/stop.ts";
import { busName } from "../format/bus.ts";
import { formatClock, formatSpan } from "../format/time.ts";
import { TripBadge } from "../kit/badge.tsx";
import { StateTag, type Tone } from "../kit/state-tag.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import type { TripOnRoad } from "./buses-on-map.ts";
import s from "./live.module.css";
import { type LiveGroup, liveGroups } from "./live-groups.ts";

const TONE: Readonly<Record<LiveGroup["kind"], Tone>> = { broken: "bad", late: "bad", on_time: "done" };
const WORDS = { broken: "live.broken", late: "live.late", on_time: "live.onTime" } as const;

type Props = {
  trips: readonly TripOnRoad[];
  nameOf: (placeId: string) => string;
  selectedId: string | undefined;
  onSelect: (id: string) => void;
  nowMs: number;
};

/** The buses on the road, those that need somebody first. No row moves away from under a pointer. */
export function LiveList({ trips, nameOf, selectedId, onSelect, nowMs }: Props) {
  const t = useT("dispatch");
  const groups = liveGroups(trips);
  const last = useRef(groups);
  const [held, setHeld] = useState<readonly LiveGroup[] | null>(null);
  last.current = groups;
  const byId = new Map(trips.map((trip) => [trip.row.id, trip]));
  return (
    <div onPointerEnter={() => setHeld(last.current)} onPointerLeave={() => setHeld(null)}>
      {(held ?? groups).map(({ kind, ids }) => (
        <section key={kind} className={s.group}>
          <h2>
            <StateTag tone={TONE[kind]}>{t(WORDS[kind], { n: ids.length })}</StateTag>
          </h2>
          <ul>
            {ids.flatMap((id) => {
              const trip = byId.get(id);
              return trip ? (
                <li key={id}>
                  <LiveRow {...{ trip, nameOf, nowMs }} on={id === selectedId} onPress={() => onSelect(id)} />
                </li>
              ) : (
                []
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** One bus: the stop ahead, the trip as a line of stops, its hour, how late, and what is left. */
function LiveRow({
  trip: { row, bus },
  nameOf,
  on,
  onPress,
  nowMs,
}: {
  trip: TripOnRoad;
  nameOf: Props["nameOf"];
  on: boolean;
  onPress: () => void;
  nowMs: number;
}) {
  const [t, common] = [useT("dispatch"), useT("common")];
  const locale = useLocale();
  const open = row.stops.filter((x) => !(x.state && DONE_STOP_STATES.includes(x.state)));
  const next = open[0];
  const broken = row.state === "broken_down";
  const hour = broken
    ? formatClock(bus.brokeDownMs ?? nowMs, locale)
    : next && bus.isThere
      ? t("live.off", { time: formatClock(next.dueMs + next.leaveMs - next.arriveMs, locale) })
      : t(next ? "live.to" : "live.back", { time: formatClock(bus.dueMs, locale) });
  const late = broken
    ? t("live.stands", { span: formatSpan(nowMs - (bus.brokeDownMs ?? nowMs), locale) })
    : row.lateMs >= LATE_FROM_MS
      ? t("live.lateBy", { span: formatSpan(row.lateMs, locale) })
      : t("live.punctual");
  return (
    <button type="button" className={`${s.row} ${broken ? s.broken : ""}`} aria-pressed={on} onClick={onPress}>
      <span className={s.badge}>
        <TripBadge number={row.number} colour={row.number} />
      </span>
      <span className={s.where}>
        <b>{next ? nameOf(next.placeId) : t("trips.back.home")}</b>
        {bus.isThere && <span className={s.there}>{t("live.there")}</span>}
        <span className="visually-hidden">{busName({ number: row.number, bus: row.vehicle }, common)}</span>
      </span>
      <span className={s.hour}>
        <b>{hour}</b>
        <span className={broken || row.lateMs >= LATE_FROM_MS ? s.bad : s.quiet}>{late}</span>
      </span>
      <span className={s.left}>
        <span>{t("live.stopsLeft", { n: open.length })}</span>
        <span className={s.quiet}>{t("live.bagsLeft", { n: open.reduce((sum, x) => sum + x.bags, 0) })}</span>
      </span>
      <StopDots stops={row.stops.length} done={row.stops.length - open.length} colour={row.number} />
    </button>
  );
}

/** A trip's stops as a line: filled those that are done, a ring the next one, pale those behind it. Said in words beside it. */
function StopDots({ stops, done, colour }: { stops: number; done: number; colour: number }) {
  return (
    <span className={s.dots} aria-hidden style={{ color: `var(--trip-${((colour - 1) % 12) + 1})` }}>
      {Array.from({ length: stops }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stop is its place in the line
        <i key={i} className={i < done ? s.doneDot : i === done ? s.nextDot : s.comingDot} />
      ))}
    </span>
  );
}
