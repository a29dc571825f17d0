import type { MoneyView } from "#contract/money.ts";
import { formatYuanPlain } from "../format/money.ts";
import { formatNumber } from "../format/number.ts";
import { getT } from "../words/get-t.ts";
import s from "./cycles.module.css";

/** Orders and yuan by the state of their payment, over the cycles that are not settled. */
export async function MoneySums({ sums }: Pick<MoneyView, "sums">) {
  const t = await getT("desk");
  const say = t as (key: string) => string;
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
            <tr key={x.state}>
              <th scope="row">{say(`money.state.${x.state}`)}</th>
              <td className={s.num}>{formatNumber(x.orders)}</td>
              <td className={s.num}>{formatYuanPlain(x.totalFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
