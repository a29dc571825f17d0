"use client";
import type { CSSProperties } from "react";
import type { DriverTripView } from "#contract/driver.ts";
import { pickPlace } from "../format/name.ts";
import { formatClock } from "../format/time.ts";
import { Icon } from "../icons/icon.tsx";
import { useLocale } from "../words/use-t.ts";
import s from "./driver.module.css";

/** The trip as a line of stops: done, the bus where it is, still to come. The list below says the same in words. */
export function StopLine({ trip, at }: { trip: DriverTripView; at: number }) {
  const locale = useLocale();
  const before = trip.list[at - 1];
  const after = trip.list[at + 1];
  return (
    <div className={s.line} aria-hidden>
      <div className={s.dots} style={{ "--gone": `${(100 * at) / trip.list.length}%` } as CSSProperties}>
        {[...trip.list, undefined].map((stop, i) => (
          <span key={stop?.stopId ?? "depot"} className={i < at ? s.past : i === at ? s.here : s.ahead}>
            {i < at && <Icon name="check" size={14} strokeWidth={3} />}
            {i === at && <Icon name={stop ? "bus" : "warehouse"} size={22} />}
          </span>
        ))}
      </div>
      <div className={s.ends}>
        <span>
          {before
            ? `${pickPlace(before.name, locale)} ${before.leftMs ? formatClock(before.leftMs, locale) : ""}`
            : pickPlace(trip.store, locale)}
        </span>
        {at < trip.list.length && <span>{pickPlace(after?.name ?? trip.depot, locale)}</span>}
      </div>
    </div>
  );
}
