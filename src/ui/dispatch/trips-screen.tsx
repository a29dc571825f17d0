"use client";
import Link from "next/link";
import { useState } from "react";
import type { OpenHandover, PublishRow, PublishView } from "#contract/dispatch.ts";
import { LATE_FROM_MS } from "#domain/movement/expected-times.ts";
import { COMING_STOP_STATES, DONE_STOP_STATES } from "#domain/movement/stop.ts";
import { BACK_TRIP_STATES } from "#domain/movement/trip.ts";
import type { Locale } from "#messages/locale.ts";
import { busName } from "../format/bus.ts";
import { pickName, pickPlace } from "../format/name.ts";
import { formatClock, formatSpan } from "../format/time.ts";
import { Pane } from "../frames/pane.tsx";
import { StateTag, type Tone } from "../kit/state-tag.tsx";
import { TripName } from "../kit/trip-name.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { LostOnTheWay } from "../movement/lost-on-the-way.tsx";
import { DataTable } from "../table/data-table.tsx";
import type { Cell, Column, Row } from "../table/table-view.ts";
import { useLocale, useT } from "../words/use-t.ts";
import { DisputeList } from "./dispute-list.tsx";
import s from "./publish-screen.module.css";
import { TripInHand } from "./trip-in-hand.tsx";

const TONE: Readonly<Partial<Record<NonNullable<PublishRow["state"]>, Tone>>> = {
  running: "doing",
  departed: "doing",
  loading: "doing",
  sealed: "doing",
  returned: "done",
  disinfected: "done",
  closed: "done",
  broken_down: "bad",
  cancelled: "plain",
};

/** How much later than planned the bus will be; under five minutes nobody is late. Late ones come first. */
function lateness(ms: number, locale: Locale): Cell {
  if (ms < LATE_FROM_MS) return null;
  return { value: Math.floor(ms / 60_000), node: <b className={s.bad}>{formatSpan(ms, locale)}</b> };
}

/** Every trip of a cycle with where it is now, and the counts that somebody has to rule. */
export function TripsScreen({ view, handovers }: { view: PublishView; handovers: readonly OpenHandover[] }) {
  const [t, common] = [useT("dispatch"), useT("common")];
  const locale = useLocale();
  const [chosen, setChosen] = useState<string | undefined>();
  const placeOf = new Map(view.places.map((p) => [p.id, pickPlace(p.name, locale)]));
  const nameOf = (id: string) => placeOf.get(id) ?? "";
  const siteOf = new Map(view.sites.map((x) => [x.id, pickName(x.name, locale)]));
  const columns: Column[] = [
    { key: "bus", label: t("col.bus") },
    { key: "state", label: t("col.state") },
    { key: "next", label: t("col.next") },
    { key: "due", label: t("col.due"), number: true },
    { key: "late", label: t("col.late"), number: true },
    { key: "left", label: t("col.left"), number: true },
    { key: "bags", label: t("col.bags"), number: true },
    { key: "driver", label: t("col.driver") },
    { key: "store", label: t("col.store") },
    { key: "manifest", label: t("trips.manifest"), sortable: false },
  ];
  const rows = view.rows.map((r): Row => {
    const open = r.stops.filter((x) => !(x.state && DONE_STOP_STATES.includes(x.state)));
    const next = open[0];
    // Of a bus that stands in the road nobody knows when it comes.
    const standsBefore = r.state === "broken_down" && (!next?.state || COMING_STOP_STATES.includes(next.state));
    const dueMs = next?.dueMs ?? r.dueBackMs;
    const ended = r.state !== null && BACK_TRIP_STATES.includes(r.state);
    const noHours = ended || r.state === "cancelled";
    return {
      id: r.id,
      tone: r.state === "cancelled" ? "faded" : undefined,
      cells: {
        bus: {
          value: busName({ number: r.number, bus: r.vehicle }, common),
          node: (
            <span className={s.whole}>
              <TripName name={busName({ number: r.number, bus: r.vehicle }, common)} colour={r.number} />
            </span>
          ),
        },
        state: r.state
          ? {
              value: t(`state.${r.state}`),
              node: <StateTag tone={TONE[r.state] ?? "todo"}>{t(`state.${r.state}`)}</StateTag>,
            }
          : null,
        next: noHours ? null : next ? (placeOf.get(next.placeId) ?? "") : t("trips.back.home"),
        due: noHours || standsBefore ? null : formatClock(dueMs, locale),
        late: noHours ? null : lateness(r.lateMs, locale),
        left: ended ? 0 : open.length,
        bags: r.bags,
        driver: r.driver ?? "",
        store: siteOf.get(r.storeId) ?? "",
        manifest: {
          value: "",
          node: (
            <Link className={s.link} href={`/d/trips/${r.id}`}>
              {t("trips.manifest")}
            </Link>
          ),
        },
      },
    };
  });
  const selected = view.rows.find((r) => r.id === chosen);
  const disputes = handovers.filter((h) => h.state === "disputed");
  return (
    <>
      <LiveRefresh topics={[`cycle:${view.cycle.id}`, "dispatch"]} readMs={view.nowMs} />
      <Pane names title={t("trips.title")}>
        <DataTable
          caption={t("trips.title")}
          columns={columns}
          rows={rows}
          filter
          dense
          initialSort={{ key: "late", down: true }}
          exportName={`trips-${view.cycle.number}`}
          selectedId={chosen}
          onSelect={setChosen}
          empty={t("trips.empty")}
        />
      </Pane>
      <Pane
        width={350}
        tone="paper"
        title={disputes.length > 0 ? t("dispute.title", { n: disputes.length }) : t("dispute.none")}
      >
        <DisputeList disputes={disputes} nowMs={view.nowMs} />
        <LostOnTheWay lost={view.lost} />
        {!selected && view.rows.length > 0 && <p className={s.stay}>{t("trips.pick")}</p>}
        {selected && (
          <TripInHand
            key={selected.id}
            trip={selected}
            trips={view.rows}
            handovers={handovers}
            nameOf={nameOf}
            nowMs={view.nowMs}
          />
        )}
      </Pane>
    </>
  );
}
