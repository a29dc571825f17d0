import type { BusView, GridTodayView, TallyView } from "#contract/grid.ts";
import { MESSAGE_SIGNS, splitMessages } from "#domain/group-list/write-list.ts";
import { TAKEN_HANDOVER_STATES } from "#domain/movement/handover.ts";
import type { Locale } from "#messages/locale.ts";
import { pickPlace } from "../format/name.ts";
import { formatClock, formatDay, formatNear, formatSpan } from "../format/time.ts";
import { Section } from "../kit/section.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { latenessOf } from "./bus-lateness.ts";
import { CopyPieces } from "./copy-pieces.tsx";
import s from "./rows.module.css";

type Words = Awaited<ReturnType<typeof getT<"grid">>>;

/** How the day stands, to paste into the group: hours and totals that all may know, nothing about any home. */
export async function GroupNotice({ view }: { view: GridTodayView }) {
  const [t, { locale }] = [await getT("grid"), await getPreferences()];
  const lines = [
    ...view.tallies.map((tally) => roundLine(tally, view.nowMs, t, locale)),
    ...view.buses.map((bus) => busLine(bus, t, locale)),
    ...(view.doors && view.doors.done > 0
      ? [t(view.doors.left > 0 ? "notice.doors" : "notice.doors.all", { done: view.doors.done, left: view.doors.left })]
      : []),
  ];
  if (lines.length === 0) return null;
  const head = t("notice.head", {
    grid: `${pickPlace(view.grid.community, locale)} ${t("grid.n", { n: view.grid.number })}`,
    time: formatClock(view.nowMs, locale),
  });
  return (
    <Section title={t("notice")}>
      <div className={s.stack}>
        <p className={s.text}>{[head, ...lines].join("\n")}</p>
        <CopyPieces texts={splitMessages([head, ...lines], MESSAGE_SIGNS)} />
      </div>
    </Section>
  );
}

function roundLine(tally: TallyView, nowMs: number, t: Words, locale: Locale): string {
  const day = formatDay(tally.deliveryDayMs, locale);
  return tally.cutOffMs > nowMs
    ? t("notice.open", { day, until: formatNear(tally.cutOffMs, nowMs, locale), n: tally.ordered })
    : t("notice.cut", { day, n: tally.ordered });
}

function busLine(bus: BusView, t: Words, locale: Locale): string {
  const n = bus.agreed ?? bus.bags;
  if (bus.state !== "coming")
    return t([...TAKEN_HANDOVER_STATES, "set_down"].includes(bus.state) ? "notice.taken" : "notice.here", { n });
  if (bus.way === "stands") return t("notice.stands", { n });
  const hour = t("notice.due", { time: formatClock(bus.dueMs, locale), n });
  const late = latenessOf(bus);
  if (!late) return hour;
  const span = formatSpan(late.ms, locale);
  return late.kind === "overdue" ? t("notice.overdue", { n, span }) : t("notice.late", { hour, span });
}
