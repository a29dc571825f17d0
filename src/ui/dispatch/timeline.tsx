"use client";
import type { MouseEvent } from "react";
import type { PlanPlace, PlanTrip } from "#contract/dispatch.ts";
import { busName } from "../format/bus.ts";
import { pickName, pickPlace } from "../format/name.ts";
import { formatClock } from "../format/time.ts";
import { TripBadge } from "../kit/badge.tsx";
import { ScrollBox } from "../kit/scroll-box.tsx";
import type { MapSelection } from "../map/map-view.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./timeline.module.css";
import { lastLeaveMs, tripLabels } from "./trip-labels.ts";

type Props = {
  trips: readonly PlanTrip[];
  places: ReadonlyMap<string, PlanPlace>;
  selected: MapSelection | null;
  onSelect: (selection: MapSelection | null) => void;
};
const HOUR = 3_600_000;
const LOAD_MS = HOUR / 2;

/** The share of the day that a trip's badge takes with its number of bags, on the narrowest row. */
const LABEL_SHARE = 0.085;

/**
 * What a press on a trip chooses: the stop that is unloaded nearest to where the pointer was; the trip itself where it was
 * pressed on its loading, or by a key. Stops are too short to be targets of their own; the list of trips has them as well.
 */
function chosenBy(event: MouseEvent<HTMLElement>, trip: PlanTrip): MapSelection {
  const bar = event.currentTarget.getBoundingClientRect();
  const share = (event.clientX - bar.left) / Math.max(1, bar.width);
  const ms = trip.dockMs + share * (lastLeaveMs(trip) - trip.dockMs);
  // A key has no pointer: its click counts no presses.
  if (event.detail === 0 || ms < trip.departMs || trip.stops.length === 0) return { kind: "trip", id: trip.id };
  const away = (x: PlanTrip["stops"][number]) => Math.max(x.arriveMs - ms, ms - x.leaveMs, 0);
  const nearest = trip.stops.reduce((best, x) => (away(x) < away(best) ? x : best));
  return { kind: "place", id: nearest.placeId };
}

/** The day per bus: loading hatched, driving a line, waiting at a gate an open bar, unloading a block; two trips of a bus share a row. */
export function Timeline({ trips, places, selected, onSelect }: Props) {
  const [t, common] = [useT("dispatch"), useT("common")];
  const locale = useLocale();
  if (trips.length === 0) return null;
  const from = Math.floor(Math.min(...trips.map((x) => x.dockMs)) / HOUR) * HOUR;
  const byDock = (a: PlanTrip, b: PlanTrip) => a.dockMs - b.dockMs;
  const buses = [...Map.groupBy(trips.toSorted(byDock), (x) => x.vehicleId).values()];
  const back = Math.max(...trips.map((x) => x.backMs)) + HOUR / 3;
  // The day is drawn long enough that the badges behind a bus's last trip are whole.
  const ends = buses
    .flatMap((own) => tripLabels(own, LABEL_SHARE * (back - from)))
    .map((label) => from + (label.atMs - from) / Math.max(0.3, 1 - LABEL_SHARE * label.trips.length));
  const to = Math.ceil(Math.max(back, ...ends) / HOUR) * HOUR;
  const at = (ms: number) => `${(100 * (ms - from)) / (to - from)}%`;
  const wide = (a: number, b: number) => `${(100 * Math.max(0, b - a)) / (to - from)}%`;
  const hours = Array.from({ length: Math.round((to - from) / HOUR) }, (_, i) => from + i * HOUR);
  const window = selected?.kind === "place" ? places.get(selected.id) : undefined;
  const nameOf = (trip: PlanTrip) => busName({ number: trip.number, bus: trip.vehicle }, common);
  const mine = (trip: PlanTrip) =>
    selected?.kind === "trip"
      ? selected.id === trip.id
      : selected?.kind === "place" && trip.stops.some((x) => x.placeId === selected.id);
  const chosen = (trip: PlanTrip) =>
    selected?.kind === "place" ? trip.stops.find((x) => x.placeId === selected.id) : undefined;
  return (
    <section className={s.timeline} aria-label={t("timeline.title")}>
      <div className={s.head}>
        <h2>{t("timeline.title")}</h2>
        <ul className={s.legend}>
          <li>
            <i className={s.loading} /> {t("timeline.load")}
          </li>
          <li>
            <i className={s.line} /> {t("timeline.drive")}
          </li>
          <li>
            <i className={s.wait} /> {t("timeline.wait")}
          </li>
          <li>
            <i className={s.block} /> {t("timeline.unload")}
          </li>
          {window && (
            <li>
              <i className={s.window} /> {t("timeline.window")}
            </li>
          )}
          <li>{t("timeline.buses", { n: buses.length })}</li>
        </ul>
      </div>
      <ScrollBox className={s.scroll}>
        <div className={s.hours} aria-hidden>
          <span className={s.name} />
          <div className={s.track}>
            {hours.map((h) => (
              <span key={h} style={{ left: at(h) }}>
                {formatClock(h, locale)}
              </span>
            ))}
          </div>
        </div>
        <ol>
          {buses.map((own) => (
            <li key={own[0]?.vehicleId} className={own.some(mine) ? `${s.row} ${s.on}` : s.row}>
              <span className={s.name}>
                <b>{own[0]?.vehicle}</b> <span>{own[0] && pickName(own[0].type, locale)}</span>
              </span>
              <div className={s.track} style={{ backgroundSize: `${100 / hours.length}% 100%` }}>
                {own.map((trip) => {
                  const colour = `var(--trip-${((trip.number - 1) % 12) + 1})`;
                  return (
                    <div key={trip.id} style={{ color: colour }}>
                      <i
                        className={s.line}
                        style={{ left: at(trip.departMs), width: wide(trip.departMs, lastLeaveMs(trip)) }}
                      />
                      <i
                        className={s.loading}
                        style={{
                          left: at(trip.dockMs),
                          width: wide(trip.dockMs, Math.min(trip.departMs, trip.dockMs + LOAD_MS)),
                        }}
                      />
                      {trip.stops.map((x) => {
                        const place = places.get(x.placeId);
                        const starts = Math.min(x.leaveMs, Math.max(x.arriveMs, place?.gateOpensMs ?? x.arriveMs));
                        const name = place ? pickPlace(place.name, locale) : "";
                        const on = selected?.kind === "place" && selected.id === x.placeId;
                        return (
                          <span key={x.placeId + x.arriveMs}>
                            {starts > x.arriveMs && (
                              <i className={s.wait} style={{ left: at(x.arriveMs), width: wide(x.arriveMs, starts) }} />
                            )}
                            <i
                              className={on ? `${s.block} ${s.chosen}` : s.block}
                              style={{ left: at(starts), width: wide(starts, x.leaveMs) }}
                              title={`${name} ${formatClock(x.arriveMs, locale)} · ${x.bags}`}
                            />
                          </span>
                        );
                      })}
                      <button
                        type="button"
                        className={s.whole}
                        style={{ left: at(trip.dockMs), width: wide(trip.dockMs, lastLeaveMs(trip)) }}
                        aria-label={nameOf(trip)}
                        data-drop="hour"
                        data-drop-trip={trip.id}
                        aria-pressed={mine(trip)}
                        onClick={(event) => onSelect(chosenBy(event, trip))}
                      />
                      {trip.state === null && chosen(trip) && (
                        <span
                          className={s.handle}
                          style={{
                            left: at(chosen(trip)?.arriveMs ?? 0),
                            width: wide(chosen(trip)?.arriveMs ?? 0, chosen(trip)?.leaveMs ?? 0),
                          }}
                          data-hold={selected?.id}
                          data-hold-trip={trip.id}
                          data-drop="before"
                          data-drop-trip={trip.id}
                          data-drop-place={selected?.id}
                        />
                      )}
                      {window && mine(trip) && (
                        <i
                          className={s.window}
                          style={{
                            left: at(Math.max(from, window.gateOpensMs)),
                            width: wide(Math.max(from, window.gateOpensMs), Math.min(to, window.gateClosesMs)),
                          }}
                        />
                      )}
                    </div>
                  );
                })}
                {tripLabels(own, LABEL_SHARE * (to - from)).map((label) => (
                  <div key={label.atMs} className={s.ends} style={{ left: at(label.atMs) }}>
                    {label.trips.map((trip) => (
                      <button
                        key={trip.id}
                        type="button"
                        className={s.end}
                        title={nameOf(trip)}
                        onClick={() => onSelect({ kind: "trip", id: trip.id })}
                      >
                        <TripBadge number={trip.number} colour={trip.number} />
                        <span className={s.bags}>{trip.bags}</span>
                      </button>
                    ))}
                  </div>
                ))}
              </div>
            </li>
          ))}
        </ol>
      </ScrollBox>
    </section>
  );
}
