import type { MoneyView } from "#contract/money.ts";
import { formatYuanPlain } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { formatNumber } from "../format/number.ts";
import { formatDayTime, formatSpan } from "../format/time.ts";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./cycles.module.css";

/** A name or a person's words take the lines that they need beside the figures. */
const WRAPS = { whiteSpace: "normal" } as const;

/** What orders come to together, and below it cash that lies in boxes, and boxes that were not what the books said. */
export async function MoneySums({ view }: { view: MoneyView }) {
  const { sums, boxes, differences, nowMs } = view;
  const t = await getT("desk");
  const { locale } = await getPreferences();
  return (
    <div className={s.section}>
      <h3>{t("money.sums")}</h3>
      <table className={s.table}>
        <thead>
          <tr>
            <th scope="col">{t("col.state")}</th>
            <th scope="col" className={s.num}>
              {t("money.col.count")}
            </th>
            <th scope="col" className={s.num}>
              {t("money.col.amount")}
            </th>
          </tr>
        </thead>
        <tbody>
          {sums.map((x) => (
            <tr key={x.total}>
              <th scope="row">{t(`money.total.${x.total}`)}</th>
              <td className={s.num}>{formatNumber(x.orders)}</td>
              <td className={s.num}>{formatYuanPlain(x.totalFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {boxes.length > 0 && (
        <>
          <h3>{t("money.boxes")}</h3>
          <table className={s.table}>
            <thead>
              <tr>
                <th scope="col">{t("money.col.who")}</th>
                <th scope="col" className={s.num}>
                  {t("money.col.amount")}
                </th>
                <th scope="col" className={s.num}>
                  {t("money.col.since")}
                </th>
              </tr>
            </thead>
            <tbody>
              {boxes.map((b) => (
                <tr key={`${b.name} ${b.sinceMs}`}>
                  <th scope="row" style={WRAPS}>
                    {b.name}
                    <span className={s.sub}>
                      {` ${pickName(b.place, locale)} · ${t("zones.grid.n", { n: b.grid })}${b.onDuty ? "" : ` · ${t("money.box.over")}`}`}
                    </span>
                  </th>
                  <td className={s.num}>{formatYuanPlain(b.amountFen)}</td>
                  <td className={s.num}>{formatSpan(nowMs - b.sinceMs, locale)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {differences.length > 0 && (
        <>
          <h3>{t("money.differences")}</h3>
          <table className={s.table}>
            <thead>
              <tr>
                <th scope="col">{t("money.col.why")}</th>
                <th scope="col" className={s.num}>
                  {t("money.col.amount")}
                </th>
              </tr>
            </thead>
            <tbody>
              {differences.map((d) => (
                <tr key={d.id}>
                  <th scope="row" style={WRAPS}>
                    {d.reason}
                    <span className={s.sub}>
                      {` ${pickName(d.place, locale)} · ${t("zones.grid.n", { n: d.grid })} · ${formatDayTime(d.atMs, locale)}`}
                    </span>
                  </th>
                  <td className={s.num}>{formatYuanPlain(0 - d.missingFen)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </div>
  );
}
