import Link from "next/link";
import { Fragment } from "react";
import type { BoardRowKey, DeskNow } from "#contract/desk.ts";
import { shortDistrict } from "../format/district.ts";
import { pickName } from "../format/name.ts";
import { formatClock } from "../format/time.ts";
import { ScrollBox } from "../kit/scroll-box.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { ExportMenu } from "../table/export-menu.tsx";
import { gridOfRows } from "../table/page-of-rows.ts";
import { getT } from "../words/get-t.ts";
import { BoardBehind } from "./board-behind.tsx";
import { formatBoardNumber } from "./board-number.ts";
import { boardTable } from "./board-table.ts";
import s from "./conservation-board.module.css";

/** The equations as rows, the city and its districts as columns; a cell that is not zero opens the lines behind it. */
export async function ConservationBoard({
  view,
  open,
  unit,
}: {
  view: DeskNow;
  open: string | undefined;
  unit: string;
}) {
  const t = await getT("desk");
  const { locale } = await getPreferences();
  const cells = view.board.flatMap((r) => [r.city, ...r.districts.filter((d) => d !== null)]);
  const off = view.board.filter((r) => r.city !== 0 || r.districts.some((d) => d)).length;
  const wrong = view.board.filter((r) => (view.lines[r.key]?.length ?? 0) > 0);
  const shown = wrong.find((r) => r.key === open)?.key ?? (open === undefined ? wrong[0]?.key : undefined);
  const table = boardTable(view, shown, t, locale);
  const address = (row: string) => `/desk?cycle=${view.cycle.id}&unit=${unit}&row=${row}`;
  return (
    <section className={s.board} aria-label={t("board.title")}>
      <div className={s.head}>
        <h2>{t("board.title")}</h2>
        <span className={s.facts}>
          {t("board.facts", { ok: cells.filter((c) => c === 0).length, all: cells.length })}
        </span>
        {off > 0 || wrong.length > 0 ? (
          <StateTag tone="bad" boxed>
            {t("board.off", { n: Math.max(off, wrong.length) })}
          </StateTag>
        ) : (
          <StateTag tone="done">{t("board.even")}</StateTag>
        )}
        <span className={s.end}>
          <span className={s.at}>{t("board.at", { time: formatClock(view.nowMs, locale, true) })}</span>
          <ExportMenu name={`conservation-${view.cycle.number}`} rows={gridOfRows(table.columns, table.rows)} />
        </span>
      </div>
      <ScrollBox className={s.scroll}>
        <table className={s.table}>
          <caption className="visually-hidden">{t("board.title")}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">{t("board.equation")}</span>
              </th>
              <th scope="col">{t("funnel.city")}</th>
              {view.districts.map((d) => (
                <th scope="col" key={d.id}>
                  {shortDistrict(pickName(d.name, locale))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.board.map((r) => (
              <Fragment key={r.key}>
                <tr>
                  <th scope="row">{t(`row.${r.key}`)}</th>
                  {[r.city, ...r.districts].map((n, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                    <td key={i} className={n ? (i === 0 ? s.pale : s.full) : undefined}>
                      {n === null ? (
                        "–"
                      ) : view.lines[r.key]?.length ? (
                        <Link
                          href={address(shown === r.key ? "none" : r.key)}
                          scroll={false}
                          prefetch={false}
                          aria-label={`${formatBoardNumber(r.key, n)} ${shown === r.key ? t("board.close") : t("board.open", { row: t(`row.${r.key}`) })}`}
                        >
                          {formatBoardNumber(r.key, n)}
                        </Link>
                      ) : (
                        formatBoardNumber(r.key, n)
                      )}
                    </td>
                  ))}
                </tr>
                {shown === r.key && <Behind view={view} row={r.key} span={r.districts.length + 2} />}
              </Fragment>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

function Behind({ view, row, span }: { view: DeskNow; row: BoardRowKey; span: number }) {
  return (
    <tr className={s.behind}>
      <td colSpan={span}>
        <BoardBehind row={row} lines={view.lines[row] ?? []} nowMs={view.nowMs} />
      </td>
    </tr>
  );
}
