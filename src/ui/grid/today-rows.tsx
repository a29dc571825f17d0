import type { GridTodayView, TallyView } from "#contract/grid.ts";
import { OPEN_SHEET_STATES } from "#domain/orders/grid-sheet.ts";
import type { Locale } from "#messages/locale.ts";
import { formatYuanShort } from "../format/money.ts";
import { formatNearDay } from "../format/time.ts";
import { BigNumber } from "../kit/big-number.tsx";
import { Facts } from "../kit/facts.tsx";
import type { getT } from "../words/get-t.ts";
import { ClockRow, type Spot } from "./clock-row.tsx";
import { FreezeLeft } from "./freeze-left.tsx";
import { withRound } from "./with-round.ts";

/** One thing of the day, at its hour; without one it comes after everything that has one. */
export type Row = {
  key: string;
  at: number | null;
  /** Where it stands in the day although nobody knows its hour. */
  about?: number | undefined;
  spot: Spot;
  row: (time: string) => React.ReactNode;
};

type T = Awaited<ReturnType<typeof getT<"grid">>>;

/** What is left to tally before a round's sheet is frozen; with several rounds each row says which one it is of. */
function listTallyRows(tally: TallyView, view: GridTodayView, t: T, locale: Locale): Row[] {
  const { nowMs } = view;
  const rows: Row[] = [];
  const of = { rounds: view.tallies, cycleId: tally.cycleId };
  const day = view.tallies.length > 1 && t("today.for", { day: formatNearDay(tally.deliveryDayMs, nowMs, locale) });
  const key = (name: string) => `${name} ${tally.cycleId}`;
  const open = OPEN_SHEET_STATES.includes(tally.sheetState);
  const doubts = tally.doubtful + tally.late;
  if (open && doubts > 0)
    rows.push({
      key: key("doubt"),
      at: tally.cutOffMs,
      spot: "todo",
      row: (time) => (
        <ClockRow
          key={key("doubt")}
          time={time}
          spot="todo"
          title={t("doubt.title")}
          under={<Facts of={[day, tally.late > 0 ? t("doubt.late", { n: tally.late }) : t("doubt.under")]} />}
          number={<BigNumber unit={t("unit.orders")}>{doubts}</BigNumber>}
          href={withRound("/g/review", of)}
        />
      ),
    });
  if (open && tally.silent > 0)
    rows.push({
      key: key("silent"),
      at: tally.cutOffMs,
      spot: "todo",
      row: (time) => (
        <ClockRow
          key={key("silent")}
          time={time}
          spot="todo"
          title={t("silent.title")}
          under={
            <Facts
              of={[day, tally.silentNoPhone > 0 ? t("silent.under", { n: tally.silentNoPhone }) : t("silent.all")]}
            />
          }
          number={<BigNumber unit={t("unit.homes")}>{tally.silent}</BigNumber>}
          href={withRound(tally.silentNoPhone > 0 ? "/g/lists/knock" : "/g/lists/call", of)}
        />
      ),
    });
  const first = Number(tally.doubtful > 0) + Number(tally.silent > 0);
  const under =
    tally.sheetState === "returned"
      ? t("freeze.returned", { reason: tally.returnReason ?? "" })
      : !open
        ? t(tally.sheetState === "submitted" ? "freeze.submitted" : "freeze.accepted")
        : first > 0
          ? t("freeze.first", { n: first })
          : t(nowMs < tally.cutOffMs ? "freeze.wait" : "freeze.ready");
  rows.push({
    key: key("freeze"),
    at: tally.graceEndsMs,
    spot: open ? "lock" : "done",
    row: (time) => (
      <ClockRow
        key={key("freeze")}
        time={time}
        spot={open ? "lock" : "done"}
        title={t("freeze.title")}
        under={<Facts of={[day, under]} />}
        number={
          open ? (
            <FreezeLeft untilMs={tally.graceEndsMs} nowMs={nowMs} />
          ) : (
            <BigNumber unit={t("unit.homes")}>{tally.ordered}</BigNumber>
          )
        }
        href={withRound("/g/sheet", of)}
        quiet={!open}
      />
    ),
  });
  return rows;
}

/** What is left to tally before sheets are frozen, and what waits beside it: people at the door, cash in the box. */
export function listTodoRows(view: GridTodayView, t: T, locale: Locale): Row[] {
  const rows = view.tallies.flatMap((tally) => listTallyRows(tally, view, t, locale));
  if (view.people > 0)
    rows.push({
      key: "people",
      at: null,
      spot: "todo",
      row: (time) => (
        <ClockRow
          key="people"
          time={time}
          spot="todo"
          title={t("people.title")}
          under={t("people.under")}
          number={<BigNumber unit={t("unit.people")}>{view.people}</BigNumber>}
          href="/g/people"
        />
      ),
    });
  if (view.back.length > 0)
    rows.push({
      key: "back",
      at: null,
      spot: "todo",
      row: (time) => (
        <ClockRow
          key="back"
          time={time}
          spot="todo"
          title={t("back.title")}
          under={t("back.under", { n: new Set(view.back.map((b) => b.householdId)).size })}
          number={<BigNumber>{formatYuanShort(view.back.reduce((sum, b) => sum + b.amountFen, 0))}</BigNumber>}
          href="/g/cash#back"
        />
      ),
    });
  if (view.cashFen > 0)
    rows.push({
      key: "cash",
      at: null,
      spot: "todo",
      row: (time) => (
        <ClockRow
          key="cash"
          time={time}
          spot="todo"
          title={t("cash.title")}
          under={t("cash.under", { n: view.cashHomes })}
          number={<BigNumber>{formatYuanShort(view.cashFen)}</BigNumber>}
          href="/g/cash"
        />
      ),
    });
  return rows;
}
