import type { BusView, GridTodayView } from "#contract/grid.ts";
import { TAKEN_HANDOVER_STATES, TO_COUNT_HANDOVER_STATES } from "#domain/movement/handover.ts";
import type { Locale } from "#messages/locale.ts";
import { busName } from "../format/bus.ts";
import { formatDoor } from "../format/door.ts";
import { pickPlace } from "../format/name.ts";
import { formatClock, formatDay, formatDayWithWeekday, formatNear, formatSpan } from "../format/time.ts";
import { PhoneHeader } from "../frames/phone-header.tsx";
import { Icon } from "../icons/icon.tsx";
import { BigNumber } from "../kit/big-number.tsx";
import { Facts } from "../kit/facts.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { Meter } from "../kit/meter.tsx";
import { EmptyState, InfoNote } from "../kit/notes.tsx";
import { ZoneBand } from "../kit/zone-band.tsx";
import { ZoneOrder } from "../places/zone-order.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { latenessOf } from "./bus-lateness.ts";
import { ClockRow, NowCard } from "./clock-row.tsx";
import { GridFrame } from "./grid-frame.tsx";
import { GroupNotice } from "./group-notice.tsx";
import { listTodoRows, type Row } from "./today-rows.tsx";
import s from "./today-screen.module.css";

/** The day in clock order, with what is left of each thing; one card is the thing now, and holds the only filled button. */
export async function TodayScreen({ view }: { view: GridTodayView }) {
  const [t, common, { locale }] = [await getT("grid"), await getT("common"), await getPreferences()];
  const states = await getT("states");
  const { grid, nowMs, doors } = view;
  const counting = view.buses.find((b) => b.state !== "coming" && TO_COUNT_HANDOVER_STATES.includes(b.state));
  const now: "bus" | "doors" | null = counting ? "bus" : doors && doors.left > 0 ? "doors" : null;
  const clock = (ms: number) =>
    Math.abs(ms - nowMs) > 20 * 3_600_000 ? formatNear(ms, nowMs, locale) : formatClock(ms, locale);
  const rows: Row[] = [];
  for (const bus of view.buses) {
    const done = bus.state !== "coming" && TAKEN_HANDOVER_STATES.includes(bus.state);
    const late = bus.state === "coming" ? lateWords(bus, t, locale) : undefined;
    const words = busWords(bus, t, common);
    const number = <BigNumber unit={t("unit.bags")}>{done ? (bus.agreed ?? bus.bags) : bus.bags}</BigNumber>;
    const hour = bus.settledMs ?? (bus.state === "coming" ? bus.dueMs : (bus.arrivedMs ?? bus.dueMs));
    const at = bus.state === "coming" && bus.way === "stands" ? null : hour;
    const isNow = bus === counting;
    rows.push({
      key: bus.stopId,
      at: isNow ? nowMs : at,
      about: nowMs,
      spot: done ? "done" : isNow ? "now" : "todo",
      row: (time) =>
        isNow ? (
          <NowCard
            key={bus.stopId}
            time={time}
            nowLabel={t("today.now")}
            title={t("bus.title")}
            under={words}
            number={
              <BigNumber size={36} unit={t("unit.bags")}>
                {bus.bags}
              </BigNumber>
            }
          >
            <LinkButton kind="filled" size={60} wide icon="package-open" href="/g/receive">
              {t("bus.count")}
            </LinkButton>
          </NowCard>
        ) : (
          <ClockRow
            key={bus.stopId}
            time={time}
            spot={done ? "done" : "todo"}
            title={t("bus.title")}
            under={words}
            late={late}
            number={number}
            href="/g/receive"
            quiet={done}
          />
        ),
    });
  }
  if (doors)
    rows.push({
      key: "doors",
      at: now === "doors" ? nowMs : null,
      spot: doors.left === 0 ? "done" : now === "doors" ? "now" : "todo",
      row: (time) =>
        now === "doors" && doors.next ? (
          <NowCard
            key="doors"
            time={time}
            nowLabel={t("today.now")}
            title={t("doors.title")}
            under={t("doors.left", { n: doors.left })}
            number={
              <BigNumber size={46} unit={t("doors.of", { n: doors.total })}>
                {doors.done}
              </BigNumber>
            }
          >
            <Meter thick value={doors.done} max={doors.total} label={t("doors.title")} />
            <LinkButton kind="filled" size={60} wide icon="footprints" href="/g/doors">
              {t(doors.done === 0 ? "doors.start" : "doors.go", { door: formatDoor(doors.next, locale) })}
            </LinkButton>
          </NowCard>
        ) : (
          <ClockRow
            key="doors"
            time={time}
            spot={doors.left === 0 ? "done" : "todo"}
            title={t("doors.title")}
            under={doors.left === 0 ? t("doors.done") : t("doors.left", { n: doors.left })}
            number={<BigNumber unit={t("unit.homes")}>{doors.left === 0 ? doors.total : doors.left}</BigNumber>}
            href="/g/doors"
            quiet={doors.left === 0}
          />
        ),
    });
  rows.push(...listTodoRows(view, t, locale));
  // Without an hour: after everything that has one, in the order in which they were named. Finished things stand first.
  const rank = (r: Row) =>
    r.spot === "now"
      ? nowMs
      : r.key === "doors" && r.spot === "todo"
        ? nowMs + 1
        : (r.at ?? r.about ?? Number.MAX_SAFE_INTEGER);
  const sorted = rows.map((r, i) => ({ r, i })).sort((a, b) => rank(a.r) - rank(b.r) || a.i - b.i);
  let last = "";
  return (
    <GridFrame
      live={grid.gridId}
      header={
        <PhoneHeader
          title={`${pickPlace(grid.community, locale)} ${t("grid.n", { n: grid.number })}`}
          under={
            <Facts
              of={[
                states(`aggregator.${grid.aggregator}`),
                formatDayWithWeekday(nowMs, locale),
                t("homes", { n: grid.homes }),
              ]}
            />
          }
          end={
            <span className={s.synced}>
              <Icon name="cloud-check" size={24} />
              <span>{t("synced", { time: formatClock(nowMs, locale) })}</span>
            </span>
          }
        />
      }
    >
      {view.zone && (
        <ZoneBand
          level={view.zone.level}
          name={common(`zone.${view.zone.level}`)}
          meaning={t(`zone.${view.zone.level}`)}
          order={<ZoneOrder zone={view.zone} />}
        />
      )}
      {view.endedEarly.map((e) => (
        <InfoNote key={e.atMs} tone="ink" icon="clock" title={t(`early.${e.what}`, { time: clock(e.atMs) })}>
          {t("early.why", { day: formatDay(e.deliveryDayMs, locale), why: e.why })}
        </InfoNote>
      ))}
      {sorted.length === 0 ? (
        <EmptyState icon="sun" title={t("today.none")}>
          {t("today.none.words")}
        </EmptyState>
      ) : (
        <ol className={s.spine}>
          {sorted.map(({ r }) => {
            const time = r.at === null ? "" : clock(r.at);
            const shown = time === last ? "" : time;
            if (time) last = time;
            return r.row(shown);
          })}
        </ol>
      )}
      <GroupNotice view={view} />
      <div className={s.foot}>
        <LinkButton size={60} wide icon="package-open" href="/g/receive">
          {t("receive")}
        </LinkButton>
        <LinkButton size={60} wide icon="user-plus" href="/g/buildings">
          {t("proxy")}
        </LinkButton>
      </div>
    </GridFrame>
  );
}

type Words<N extends "grid" | "common"> = Awaited<ReturnType<typeof getT<N>>>;

function lateWords(bus: BusView, t: Words<"grid">, locale: Locale): string | undefined {
  const late = latenessOf(bus);
  return late && t(`today.${late.kind}`, { span: formatSpan(late.ms, locale) });
}

function busWords(bus: BusView, t: Words<"grid">, common: Words<"common">): string {
  const name = busName({ number: bus.tripNumber, bus: bus.bus }, common);
  if (bus.state === "coming") return t(`bus.${bus.way}`, { bus: name });
  if (bus.state === "set_down") return t("bus.set_down");
  if (bus.state === "on_paper") return t("bus.on_paper");
  if (bus.state === "disputed") return t("bus.disputed", { counted: bus.counted ?? 0 });
  if (bus.state === "resolved") return t("bus.resolved", { agreed: bus.agreed ?? 0 });
  return t(bus.state === "agreed" ? "bus.agreed" : "bus.offered");
}
