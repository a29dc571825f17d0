import type { GridTodayView } from "#contract/grid.ts";
import { OPEN_SHEET_STATES } from "#domain/orders/grid-sheet.ts";
import { formatYuanShort } from "../format/money.ts";
import { BigNumber } from "../kit/big-number.tsx";
import type { getT } from "../words/get-t.ts";
import { ClockRow, type Spot } from "./clock-row.tsx";
import { FreezeLeft } from "./freeze-left.tsx";

/** One thing of the day, at its hour; without one it comes after everything that has one. */
export type Row = {
  key: string;
  at: number | null;
  /** Where it stands in the day although nobody knows its hour. */
  about?: number | undefined;
  spot: Spot;
  row: (time: string) => React.ReactNode;
};

/** What is left to tally before the sheet is frozen, and what waits beside it: people at the door, cash in the box. */
export function listTodoRows(view: GridTodayView, t: Awaited<ReturnType<typeof getT<"grid">>>): Row[] {
  const { tally, nowMs } = view;
  const rows: Row[] = [];
  if (tally) {
    const open = OPEN_SHEET_STATES.includes(tally.sheetState);
    const doubts = tally.doubtful + tally.late;
    if (open && doubts > 0)
      rows.push({
        key: "doubt",
        at: tally.cutOffMs,
        spot: "todo",
        row: (time) => (
          <ClockRow
            key="doubt"
            time={time}
            spot="todo"
            title={t("doubt.title")}
            under={tally.late > 0 ? t("doubt.late", { n: tally.late }) : t("doubt.under")}
            number={<BigNumber unit={t("unit.orders")}>{doubts}</BigNumber>}
            href="/g/review"
          />
        ),
      });
    if (open && tally.silent > 0)
      rows.push({
        key: "silent",
        at: tally.cutOffMs,
        spot: "todo",
        row: (time) => (
          <ClockRow
            key="silent"
            time={time}
            spot="todo"
            title={t("silent.title")}
            under={tally.silentNoPhone > 0 ? t("silent.under", { n: tally.silentNoPhone }) : t("silent.all")}
            number={<BigNumber unit={t("unit.homes")}>{tally.silent}</BigNumber>}
            href={tally.silentNoPhone > 0 ? "/g/lists/knock" : "/g/lists/call"}
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
      key: "freeze",
      at: tally.graceEndsMs,
      spot: open ? "lock" : "done",
      row: (time) => (
        <ClockRow
          key="freeze"
          time={time}
          spot={open ? "lock" : "done"}
          title={t("freeze.title")}
          under={under}
          number={
            open ? (
              <FreezeLeft untilMs={tally.graceEndsMs} nowMs={nowMs} />
            ) : (
              <BigNumber unit={t("unit.homes")}>{tally.ordered}</BigNumber>
            )
          }
          href="/g/sheet"
          quiet={!open}
        />
      ),
    });
  }
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
